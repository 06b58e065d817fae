"""Colours of 達成状況, in charts and in cells."""

from __future__ import annotations

from typing import Any

from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.indicators.assessment import Verdict
from kpi_desktop.workbook.tables.cell_styles import INK

#: Colours that colour-blind readers and grey print tell from each other.
VERDICT_COLOURS = {
    Verdict.ACHIEVED.value: "#0072B2",
    Verdict.NOT_ACHIEVED.value: "#D55E00",
    Verdict.PENDING.value: "#F2C14E",
    Verdict.UNDECIDABLE.value: "#8C8C8C",
    State.NOT_SUBMITTED.value: "#D5D9DE",
}
#: 達成状況 in the order in which tables and charts show it.
VERDICTS = tuple(VERDICT_COLOURS)
_WHITE_ON = (Verdict.ACHIEVED.value, Verdict.NOT_ACHIEVED.value, Verdict.UNDECIDABLE.value)
#: Pale fill and dark ink of a cell that holds a verdict.
_PALE = {
    Verdict.ACHIEVED.value: ("#D9EAF6", "#004B78"),
    Verdict.NOT_ACHIEVED.value: ("#FBE3D5", "#8A3A00"),
    Verdict.PENDING.value: ("#FCF1CF", "#6B5200"),
    Verdict.UNDECIDABLE.value: ("#E7E7E7", "#444444"),
    State.NOT_SUBMITTED.value: ("#F1F2F4", "#5F6770"),
}


def on_colour(verdict: str) -> str:
    """Colour of text that stands on the colour of *verdict*."""
    return "#FFFFFF" if verdict in _WHITE_ON else INK


def verdict_look(verdict: str) -> dict[str, Any]:
    """Fill and font of a cell that holds *verdict*."""
    fill, ink = _PALE[verdict]
    return {"bg_color": fill, "font_color": ink, "bold": True}


def colour_verdicts(book: Any, page: Any, first: int, last: int, column: int) -> None:
    """Colour the cells of *column* from row *first* to *last* by the verdict they hold."""
    for verdict in VERDICTS:
        look = book.add_format(verdict_look(verdict))
        rule = {"type": "cell", "criteria": "==", "value": f'"{verdict}"', "format": look}
        page.conditional_format(first, column, last, column, rule)
