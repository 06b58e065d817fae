"""The shape of a form sheet, on which its compiled bytes depend, and the keys of the holes in them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kpi_desktop.domain.forms.form import (
    FOOTNOTE_FIELD,
    MAX_SERIES,
    MAX_YEARS,
    FormSheet,
    series_field,
    year_field,
)
from kpi_desktop.workbook.template import field_names
from kpi_desktop.workbook.template.field_names import WorkingCell

OWN_SHEET = "@sheet"
VALIDATIONS = "@入力規則"


class Shape(NamedTuple):
    """What a form sheet looks like apart from its values.

    ``bars`` and ``goals`` say by series row whether its columns and its target line are drawn.
    ``is_finished``: nobody fills it in any more, so that only what the chart reads stands beside the page.
    """

    years: int
    bars: tuple[bool, ...]
    goals: tuple[bool, ...]
    inputs: frozenset[str]
    has_note: bool
    has_footnote: bool
    has_chart: bool
    has_remarks: bool
    is_selected: bool
    is_finished: bool

    @property
    def rows(self) -> int:
        """Number of series rows."""
        return len(self.goals)

    def unused_fields(self) -> set[str]:
        """Fields of hidden series rows and hidden year columns."""
        found = {year_field(index) for index in range(self.years + 1, MAX_YEARS + 1)}
        for row in range(1, MAX_SERIES + 1):
            if row > self.rows:
                found.update(field_names.row_fields(row))
            for index in range(self.years + 1, MAX_YEARS + 1):
                found.add(series_field(row, "実績", index))
        return found


@cache
def height_key(row: int) -> str:
    """Key of the hole that holds a row's height."""
    return f"高さ{row}"


@cache
def goal_key(row: int) -> str:
    """Key of the hole that every cell of a row's target line has."""
    return f"目標線{row}"


def working_key(cell: WorkingCell) -> str:
    """Key of a working cell's hole."""
    return f"{cell.kind}{cell.row}#{cell.at}"


def shape_of(sheet: FormSheet, selected: bool) -> Shape:
    """The shape of *sheet*."""
    inputs = sheet.inputs
    return Shape(
        years=len(sheet.years),
        bars=tuple(row.is_drawn for row in sheet.rows),
        goals=tuple(row.target.is_figure for row in sheet.rows),
        inputs=inputs,
        has_note=bool(sheet.name_note),
        has_footnote=bool(sheet.footnote) or FOOTNOTE_FIELD in inputs,
        has_chart=sheet.has_chart,
        has_remarks=not sheet.is_lead,
        is_selected=selected,
        is_finished=sheet.is_finished,
    )
