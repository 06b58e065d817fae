"""Where each figure and text stands in the master workbook, so that its sheets can link to each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kpi_desktop.domain.record.correction import Correction
from kpi_desktop.domain.record.master_content import (
    Figure,
    IndicatorContent,
    Item,
    MasterContent,
    Origin,
    SeriesContent,
    Text,
)

SUMMARY, ACTUALS, NARRATIVES, EVIDENCE = "総括表", "実績データ", "取組状況等", "証跡"
ACHIEVEMENT, CORRECTIONS = "達成状況", "訂正履歴"
#: The column that tells and leads to the cell of the 個票.
FORM_CELL = "個票"

Key = tuple[str, int, str]


@dataclass(frozen=True)
class SeriesLine:
    """One series with the indicator that it belongs to."""

    of: IndicatorContent
    content: SeriesContent


@dataclass(frozen=True)
class ActualLine:
    """One actual with its series."""

    line: SeriesLine
    figure: Figure


@dataclass(frozen=True)
class EvidenceLine:
    """One figure or text with its origin. ``series`` is None for a text."""

    of: IndicatorContent
    series: SeriesContent | None
    what: str
    value: Figure | str
    origin: Origin
    remark: str = ""


def figure_key(figure: Figure) -> Key:
    """What names a figure: No, 系列番号, and 策定時実績値, 目標値 or the year."""
    what = figure.year.short if figure.item is Item.ACTUAL else figure.item.value
    return figure.no, figure.series, what


def text_key(indicator: IndicatorContent, text: Text) -> Key:
    """What names a text: No, 0 and the field."""
    return indicator.indicator.no, 0, text.field


def correction_key(correction: Correction) -> Key:
    """The figure that a correction is about."""
    what = Item.BASELINE.value if correction.field == "策定時" else correction.year.short
    return correction.indicator, correction.series, what


class Places:
    """Lines of the sheets in order, and the cell of each thing by its key; *forms*: its cell on the 個票."""

    def __init__(self, content: MasterContent, forms: Mapping[Key, str]) -> None:
        self._form_cell = forms
        self.lines = tuple(
            SeriesLine(one, each) for one in content.indicators for each in one.series
        )
        self.actuals = tuple(
            ActualLine(line, one) for line in self.lines for one in line.content.actuals
        )
        evidence = {key: line for one in content.indicators for key, line in _evidence(one)}
        self.evidence = tuple(evidence.items())
        self._evidence_row = {key: row for row, key in enumerate(evidence, 2)}
        self._actual_row = {figure_key(one.figure): row for row, one in enumerate(self.actuals, 2)}
        self._narrative_row = {
            one.indicator.no: row for row, one in enumerate(content.indicators, 2)
        }
        self.summary_cell: dict[Key, str] = {}
        self.value_column: dict[str, str] = {}
        self._correction = {
            correction_key(entry.correction): (row, entry)
            for row, entry in enumerate(content.corrections, 2)
            if not entry.replaced
        }

    def evidence_of(self, key: Key) -> str:
        """The row of the sheet 証跡 that tells the origin."""
        return f"{EVIDENCE}!A{self._evidence_row[key]}"

    def form_of(self, key: Key) -> str:
        """The cell of the 個票; empty for a year before those of the form."""
        return self._form_cell.get(key, "")

    def correction_of(self, key: Key) -> tuple[str, str] | None:
        """State and row of the newest request to correct that figure, None where there was none."""
        row, entry = self._correction.get(key, (0, None))
        return (entry.state, f"{CORRECTIONS}!A{row}") if entry else None

    def value_of(self, key: Key) -> str:
        """The cell in which the value itself stands; empty when it is no longer in the plan."""
        if key in self._actual_row:
            return f"{ACTUALS}!{self.value_column[ACTUALS]}{self._actual_row[key]}"
        if key[1] == 0:
            return f"{NARRATIVES}!{self.value_column[key[2]]}{self._narrative_row[key[0]]}"
        return self.summary_cell.get(key, "")


def _evidence(content: IndicatorContent) -> Iterator[tuple[Key, EvidenceLine]]:
    for each in content.series:
        for figure in each.figures:
            what = figure.item.value
            if figure.item is Item.ACTUAL:
                what = f"{figure.year.short}{what}"
            line = EvidenceLine(content, each, what, figure, figure.origin, figure.remark)
            yield figure_key(figure), line
    for text in content.texts:
        yield text_key(content, text), EvidenceLine(
            content, None, text.field, text.text, text.origin
        )
