"""Whole boxes of reports, over kinds of indicators that the sample does not have.

narratives/boxes.txt: a line of ``#name|label;unit;策定時;R2 R3 R4;目標|R5`` (``#`` before each further
series), then boxes with empty lines between. What stands in [[ ]] is the indicator's figure,
{right|wrong} a word on it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

from kpi_desktop.domain.finding import Category
from kpi_desktop.rules.case import IndicatorCase
from kpi_desktop.rules.registry import RULES, run
from tests.rules.forms import Typed, case_of, indicator, line, text_cell

ON_FIGURES = [one for one in RULES if one.category is Category.NARRATIVE_FIGURES]
BOXES = Path(__file__).parent / "narratives" / "boxes.txt"
_FIGURE = re.compile(r"\[\[(.*?)\]\]")
_WORD = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")


def cases() -> Iterator[tuple[IndicatorCase, str]]:
    """Each box as written, with the form it belongs to."""
    for block in re.split(r"\n(?=#)", BOXES.read_text(encoding="utf-8")):
        head, _, body = block.partition("\n")
        form = form_of(head)
        for box in re.split(r"\n\s*\n", body.strip()):
            yield form, box


def form_of(head: str) -> IndicatorCase:
    """The form that a head line describes."""
    first, *more = head.removeprefix("#").split("#")
    name, *rest = first.split("|")
    lines, typed = [], dict[str, Typed]()
    for number, row in enumerate(["|".join(rest), *more], 1):
        series, now = row.split("|")
        lines.append(line(*series.split(";")))
        typed[f"系列{number}_実績4"] = now
    return case_of(indicator(*lines, name=name), typed)


def questioned(case: IndicatorCase, box: str) -> list[str]:
    """What is said of a box."""
    cell = text_cell("課題等", _plain(box))
    filled_in = dataclasses.replace(case, cells={**case.cells, "課題等": cell})
    return [one.message for one in run(filled_in, ON_FIGURES)]


def _plain(box: str) -> str:
    return _WORD.sub(r"\1", box).replace("[[", "").replace("]]", "")


def wrong_figures(box: str) -> Iterator[str]:
    """The box with the first digit of one of its figures changed."""
    for match in _FIGURE.finditer(box):
        digits = match[1]
        at = next(i for i, char in enumerate(digits) if char.isdigit())
        digit = "3" if int(digits[at]) > 5 else "8"
        wrong = digits[:at] + digit + digits[at + 1 :]
        yield box[: match.start()] + wrong + box[match.end() :]


def wrong_words(box: str) -> Iterator[str]:
    """The box with one of its words turned into its opposite."""
    for match in _WORD.finditer(box):
        yield box[: match.start()] + match[2] + box[match.end() :]


def test_true_boxes_are_not_questioned() -> None:
    boxes = list(cases())
    assert len(boxes) > 100
    assert [message for case, box in boxes for message in questioned(case, box)] == []


def test_most_wrong_figures_are_questioned() -> None:
    found = [bool(questioned(case, one)) for case, box in cases() for one in wrong_figures(box)]
    assert len(found) > 60
    assert sum(found) / len(found) >= 0.9


def test_most_wrong_words_are_questioned() -> None:
    found = [bool(questioned(case, one)) for case, box in cases() for one in wrong_words(box)]
    assert len(found) > 40
    assert sum(found) / len(found) >= 0.75
