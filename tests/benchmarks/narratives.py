"""How well narratives are held against figures: false alarms on true text, recall on changed digits.

    python -m tests.benchmarks.narratives                 the sample's narratives and claims
    python -m tests.benchmarks.narratives PAGES CLAIMS    a folder of <No>.txt and a JSON file of claims

CLAIMS maps No to a list of {quote, kind, refers_to, consistent}. Figures are those of the sample plan.
A false alarm is any finding on true text outside a claim that is not marked consistent. Recall counts
one-digit changes of the figures in consistent claims, and of the cells that they speak of; a change that
leaves the claim true (a threshold, the last digit behind 約) is not counted.
"""

from __future__ import annotations

import csv
import dataclasses
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from kpi_desktop.domain.figures.readings import Reading, parse_reading
from kpi_desktop.domain.finding import Category, Finding
from kpi_desktop.domain.forms.form import NARRATIVE_FIELDS, FormSheet
from kpi_desktop.rules.case import IndicatorCase
from kpi_desktop.rules.registry import RULES, run
from kpi_desktop.sample import load_sample
from tests.rules.forms import figure_cell, sample_cases, text_cell

FIGURE_RULES = tuple(one for one in RULES if one.category is Category.NARRATIVE_FIGURES)
#: Kinds of claim that state a figure exactly enough to be wrong when one digit changes.
EXACT = ("value", "cumulative", "difference")
FIGURES = (*EXACT, "percent_change", "ratio", "achieved", "not_achieved")


@dataclass(frozen=True)
class Claim:
    """One checkable statement. ``consistent`` is True, False or 'unsure'."""

    no: str
    quote: str
    kind: str
    refers_to: str
    consistent: bool | str = True


@dataclass
class Score:
    """What was counted. ``missed`` names every change that nothing was said about."""

    false_alarms: list[str] = dataclasses.field(default_factory=list)
    claims: int = 0
    changes: Counter[str] = dataclasses.field(default_factory=Counter)
    found: Counter[str] = dataclasses.field(default_factory=Counter)
    missed: list[str] = dataclasses.field(default_factory=list)

    def count(self, what: str, found: bool, words: str) -> None:
        """One change and whether it was found."""
        self.changes[what] += 1
        self.found[what] += found
        if not found:
            self.missed.append(f"{what}: {words}")

    @property
    def recall(self) -> float:
        """Share of all changes that were found; 1 when there were none."""
        total = self.changes.total()
        return self.found.total() / total if total else 1.0


def measure(cases: Mapping[str, IndicatorCase], claims: list[Claim]) -> Score:
    """Precision on the true texts of *cases*, recall on changes of the consistent claims."""
    score = Score()
    doubtful = [squeezed(one.quote) for one in claims if one.consistent is not True]
    for no, case in cases.items():
        for one in run(case, FIGURE_RULES):
            if not any(quote in squeezed(one.message) for quote in doubtful):
                score.false_alarms.append(f"No {no}: {one.message}")
    seen = set()
    for claim in claims:
        if claim.consistent is True and claim.kind in FIGURES and claim.no in cases:
            score.claims += 1
            case = cases[claim.no]
            for start, end in figures_in(claim.quote):
                if (claim.no, claim.quote, start) not in seen:
                    seen.add((claim.no, claim.quote, start))
                    _change_text(score, case, claim, start, end)
            if claim.kind in EXACT and any(figures_in(claim.quote)):
                _change_cells(score, case, claim)
    return score


def _change_text(score: Score, case: IndicatorCase, claim: Claim, start: int, end: int) -> None:
    for quote in changed_digits(claim.quote, start, end):
        if _still_true(claim.quote, quote, start, end):
            continue
        texts = {name: text.replace(claim.quote, quote) for name, text in case.narratives.items()}
        found = run(with_texts(case, texts), FIGURE_RULES)
        score.count(f"文章 {claim.kind}", _about(found, quote), f"No {claim.no} {quote}")


def _still_true(quote: str, changed: str, start: int, end: int) -> bool:
    """Whether a change may leave the claim true: a threshold, a last digit behind 約."""
    before, after = (int(re.sub(r"\D", "", _plain(one[start:end]))) for one in (quote, changed))
    threshold = re.match(r"\D{0,4}(?:を超え|を超す|台)", quote[end:]) and "目標" not in quote
    about = quote[:start].endswith("約") and end - start > 1 and abs(before - after) == 1
    return about or bool(threshold)


def _change_cells(score: Score, case: IndicatorCase, claim: Claim) -> None:
    for name, reading in _cells_of(case, claim):
        digits = reading.display()
        for text in changed_digits(digits, 0, len(digits)):
            changed = parse_reading(text)
            if changed.value == reading.value or changed.value is None:
                continue
            found = run(with_figure(case, name, changed), FIGURE_RULES)
            words = f"No {claim.no} {name} {digits}→{text} {claim.quote}"
            score.count(f"欄 {claim.kind}", _about(found, claim.quote), words)


def _cells_of(case: IndicatorCase, claim: Claim) -> Iterator[tuple[str, Reading]]:
    """The cells whose figures the claim states, where it is plain which they are."""
    for row in case.rows:
        label = re.search(r"（(.+?)）?$", claim.refers_to)
        if label and row.sent.label not in claim.refers_to and label[1] not in row.sent.label:
            continue
        points = {year.short: (name, row.actual(year)) for year, name in row.fields.items()}
        points["目標"] = points["target"] = (f"系列{row.position}_目標", row.sent.target)
        for point, (name, reading) in points.items():
            named = re.search(rf"(?<!策定時){point}(?!\d)", claim.refers_to)
            if named and reading.is_figure and _states(claim, reading):
                yield name, reading


def _states(claim: Claim, reading: Reading) -> bool:
    return reading.display() in _plain(claim.quote) or claim.kind == "difference"


def _about(found: list[Finding], quote: str) -> bool:
    """Whether a finding quotes the sentence in which *quote* stands."""
    return any(squeezed(quote)[:24] in squeezed(one.message) for one in found)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def squeezed(text: str) -> str:
    """*text* folded for comparison."""
    return "".join(_plain(text).split())


_FIGURE = re.compile(r"[\d０-９][\d０-９,，.．]*")
_NOT_A_FIGURE = re.compile(r"^(?:年|月|日|か年|か所の|つ|年度|歳|時|分の)")
_DATED = re.compile(r"(?:令和|平成|[RHＲＨ]|第|\.|10a|中学|高校)$")


def figures_in(quote: str) -> Iterator[tuple[int, int]]:
    """Where the figures of a quote stand; years, dates and the like are none."""
    for match in _FIGURE.finditer(quote):
        before, after = quote[: match.start()], quote[match.end() :]
        if not _NOT_A_FIGURE.match(after) and not _DATED.search(before) and after[:2] != "a当":
            yield match.span()


def changed_digits(text: str, start: int, end: int) -> Iterator[str]:
    """*text* with one digit of a figure changed: two other digits for each of its places."""
    places = [at for at in range(start, end) if text[at].isdigit()]
    for at in places:
        wide = "０" <= text[at] <= "９"
        digit = int(_plain(text[at]))
        for other in ((digit + 1) % 10, (digit + 4) % 10):
            if other == 0 and at == places[0] and len(places) > 1:
                continue
            new = chr(ord("０") + other) if wide else str(other)
            yield text[:at] + new + text[at + 1 :]


def with_texts(case: IndicatorCase, texts: Mapping[str, str]) -> IndicatorCase:
    """*case* with other narratives."""
    cells = {name: text_cell(name, texts.get(name, "")) for name in NARRATIVE_FIELDS}
    return dataclasses.replace(case, cells={**case.cells, **cells})


def with_figure(case: IndicatorCase, name: str, reading: Reading) -> IndicatorCase:
    """*case* whose form holds another figure in a cell, as sent and as it came back."""
    row = case.rows[int(name[2]) - 1]
    rows = list(case.sent.rows)
    if name.endswith("目標"):
        rows[row.position - 1] = dataclasses.replace(row.sent, target=reading)
    else:
        actuals = list(row.sent.actuals)
        actuals[int(name[-1]) - 1] = reading
        rows[row.position - 1] = dataclasses.replace(row.sent, actuals=tuple(actuals))
    sheet: FormSheet = dataclasses.replace(case.sent, rows=tuple(rows))
    series = dataclasses.replace(
        case.indicator.one_series(row.sent.number), target=rows[row.position - 1].target
    )
    others = tuple(series if one.number == series.number else one for one in case.indicator.series)
    cells = {**case.cells, name: figure_cell(name, reading)}
    indicator = dataclasses.replace(case.indicator, series=others)
    return dataclasses.replace(case, sent=sheet, cells=cells, indicator=indicator)


def sample_set() -> tuple[dict[str, IndicatorCase], list[Claim]]:
    """The sample's own forms and the claims in its narratives."""
    with (files("kpi_desktop.sample") / "checkable_claims.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    claims = [Claim(one["No"], one["引用"], one["種別"], one["参照"]) for one in rows]
    return {case.indicator.no: case for case in sample_cases()}, claims


_TABLE_AND_CHART = re.compile(
    r"(?:No|ＫＰＩ分析シート|＜別記様式２＞|取組状況|課題等|今後の方向性|目標値|（[RH]\d+）|（策定時）|戦略策定時|実績値"
    r"|.*[RH]\d実績値.*|実績値（[RH]\d+）|[\d,.\s－\-A-Za-z%/年]+|.*実績値の推移.*|.*[単累][年計] 目標値.*|[^。]*[単累][年計] [\d,.－].*"
    r"|[（）()a-z件人歩%台/日]+)"
)


def page_text(raw: str) -> str:
    """The sentences of a page as an extraction left it: what belongs to the table or the chart is dropped."""
    lines = [line.rstrip() for line in raw.splitlines()]
    kept = ["" if _TABLE_AND_CHART.fullmatch(line.strip()) else line for line in lines]
    text, ended = [], True
    for line in kept:
        if not line.strip() or ended or re.match(r"[\s　]*[・○●※（(]", line):
            text.append("\n")
        text.append(line.strip())
        ended = not line.strip() or line.endswith("。")
    return re.sub(r"\n+", "\n", "".join(text)).strip()


def page_set(folder: Path, claims: Path) -> tuple[dict[str, IndicatorCase], list[Claim]]:
    """Forms of the sample plan that carry the text of each page in 取組状況, and the claims."""
    known = {case.indicator.no: case for case in sample_cases()}
    cases = {
        path.stem: with_texts(known[path.stem], {"取組状況": page_text(path.read_text("utf-8"))})
        for path in sorted(folder.glob("*.txt"))
        if path.stem in known
    }
    found = json.loads(claims.read_text("utf-8"))
    fields = ("quote", "kind", "refers_to", "consistent")
    return cases, [Claim(no, *(one[f] for f in fields)) for no in found for one in found[no]]


def main(arguments: list[str]) -> int:
    """Print both figures; exit status 1 when a goal is not met."""
    sample = load_sample().plan_name
    cases, claims = page_set(*map(Path, arguments)) if arguments else sample_set()
    score = measure(cases, claims)
    print(f"様式 {len(cases)} 件（数値は「{sample}」）、確かめられる記述 {score.claims} 件")
    print(f"誤警報 {len(score.false_alarms)} 件（真の文章に対する指摘）")
    for one in score.false_alarms:
        print("  ", one)
    for what, total in sorted(score.changes.items()):
        print(f"  {what:24} {score.found[what]:5} / {total}")
    print(f"再現率 {score.recall:.3f}（{score.found.total()} / {score.changes.total()}）")
    if "-v" in sys.argv:
        print("\n".join(score.missed))
    return 0 if not score.false_alarms and score.recall >= 0.85 else 1


if __name__ == "__main__":
    raise SystemExit(main([one for one in sys.argv[1:] if one != "-v"]))
