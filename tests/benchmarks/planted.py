"""Both directions of the rules on planted defects: found at their cell, missed, and said elsewhere.

    python -m tests.benchmarks.planted                    200 defects, seeds 0 to 19
    python -m tests.benchmarks.planted --defects 80 --seeds 5

Works in memory on the sample's forms. Ends with 1 when a defect was missed or a sound cell got an error.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from kpi_desktop.domain.finding import Category, Finding, Severity
from kpi_desktop.rules.registry import run
from kpi_desktop.usecases.practice.defects import Defect
from tests.rules.forms import sample_cases
from tests.rules.planting import findings, planted


@dataclass
class Score:
    """What one seed gave. ``missed`` and ``errors`` name each; ``warnings`` are doubts about sound cells."""

    planted: int = 0
    missed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    warnings: Counter[str] = field(default_factory=Counter)

    @property
    def found(self) -> int:
        """Defects told at their cell, in their category."""
        return self.planted - len(self.missed)


def measure(seed: int, count: int) -> Score:
    """Plant *count* defects and let the rules speak."""
    defects = planted(seed, count)
    by_place = findings(defects)
    score = Score(len(defects))
    for one in defects:
        if not any(_tells(each, one) for each in by_place.get((one.indicator, one.field), [])):
            score.missed.append(f"種{seed} No {one.indicator} {one.field} {one.name}: {one.what}")
    places = {(one.indicator, name) for one in defects for name, _ in one.entries}
    usual = {(case.indicator.no, one.rule) for case in sample_cases() for one in run(case)}
    for place, found in by_place.items():
        for each in found:
            if place in places or (place[0], each.rule) in usual:
                continue
            if each.severity is Severity.ERROR:
                score.errors.append(
                    f"種{seed} No {place[0]} {place[1]} {each.rule}: {each.message}"
                )
            elif each.severity is Severity.WARNING and each.category not in _ECHOES:
                score.warnings[each.rule] += 1
    return score


#: A narrative that quotes a damaged figure is rightly called into question.
_ECHOES = (Category.NARRATIVE_FIGURES,)


def _tells(finding: Finding, defect: Defect) -> bool:
    return finding.category is defect.category and finding.severity is not Severity.INFO


def main() -> int:
    """Print a row a seed and the totals."""
    options = argparse.ArgumentParser(description="わざと入れた誤りを、規則がいくつ見つけるか")
    options.add_argument("--defects", type=int, default=200)
    options.add_argument("--seeds", type=int, default=20)
    chosen = options.parse_args()
    table = Table("種", "入れた誤り", "見つけた", "見逃し", "ほかの欄の要修正", "ほかの欄の要確認")
    scores = [measure(seed, chosen.defects) for seed in range(chosen.seeds)]
    for seed, one in enumerate(scores):
        row = (seed, one.planted, one.found, len(one.missed), len(one.errors), one.warnings.total())
        table.add_row(*map(str, row))
    console = Console(width=120)
    console.print(table)
    missed = [words for one in scores for words in one.missed]
    errors = [words for one in scores for words in one.errors]
    console.print("\n".join([*missed, *errors]), markup=False)
    total, found = sum(one.planted for one in scores), sum(one.found for one in scores)
    doubts = sum((one.warnings for one in scores), Counter())
    console.print(
        f"入れた誤り {total}、見つけた {found}（{found / total:.1%}）、見逃し {len(missed)}、"
        f"ほかの欄の要修正 {len(errors)}、ほかの欄の要確認 {doubts.total()} {dict(doubts)}"
    )
    return 1 if missed or errors else 0


if __name__ == "__main__":
    raise SystemExit(main())
