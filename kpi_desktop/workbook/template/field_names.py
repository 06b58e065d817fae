"""Names of the form beyond the contract: all optional in a template, all used by the shipped one.

``系列n_…`` working cells feed the chart and the check panel; they lie outside the printed page.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kpi_desktop.domain.forms.form import (
    FOOTNOTE_FIELD,
    MAX_SERIES,
    MAX_YEARS,
    NARRATIVE_FIELDS,
    series_field,
)
from kpi_desktop.workbook.template.identity import TOKEN_NAME

REMARKS_FIELD = "共管意見"
#: Fields of the sheet 提出票 in which people say who they are, without the prefix of their names.
COVER_PREFIX = "提出票_"
PERSON_FIELDS = ("記入者所属", "記入者氏名", "記入者電話", "記入者メール")
FORM_NAME_FIELD = "様式名"
TITLE_FIELD = "表題"
CHART_TITLE = "グラフ見出し"
CHART_ITEMS = "グラフ項目"
CHART_UNIT = "グラフ単位"

#: Working cells of a series row: their name and how many cells they take side by side.
FLAGS, READ, VALUES, GOALS, CAPTIONS, SCALE = "記入", "読取", "数値", "目標線", "凡例", "桁"
#: Lowest and highest figure that is no surprise after the years before.
BOUNDS = "幅"
#: Full-width characters a line and lines of a narrative box as printed: ``枠_取組状況``.
BOX = "枠_"
#: The check panel: ``点検`` says whether the sheet is complete, ``点検_系列1`` … what is to mend.
STATUS = "点検"
#: A working cell: 1 while inputs are to be coloured.
COLOUR_SWITCH = "着色"

#: Figures of a row in the order of its working cells: 策定時, 実績1…5, 目標.
FIGURE_COUNT = MAX_YEARS + 2


class WorkingCell(NamedTuple):
    """One working cell: its kind, series row (0 for the whole form) and position from 0."""

    kind: str
    row: int
    at: int


@cache
def figure_fields(row: int) -> tuple[str, ...]:
    """The figure fields of a series row in the order of its working cells."""
    years = [series_field(row, "実績", index) for index in range(1, MAX_YEARS + 1)]
    return (series_field(row, "策定時"), *years, series_field(row, "目標"))


@cache
def label_fields(row: int) -> tuple[str, str]:
    """区分 and 単位 of a series row."""
    return (series_field(row, "区分"), series_field(row, "単位"))


@cache
def row_fields(row: int) -> tuple[str, ...]:
    """Every field of a series row."""
    return (*label_fields(row), *figure_fields(row))


@cache
def working_names() -> dict[str, tuple[str, int]]:
    """Name → (kind, series row) of every area of working cells."""
    kinds = (FLAGS, READ, VALUES, GOALS, CAPTIONS, SCALE, BOUNDS)
    found = {
        series_field(row, kind): (kind, row) for row in range(1, MAX_SERIES + 1) for kind in kinds
    }
    whole = (CHART_ITEMS, CHART_UNIT, *(BOX + name for name in NARRATIVE_FIELDS))
    return {**found, **{name: (name, 0) for name in whole}}


@cache
def panel_names() -> tuple[str, ...]:
    """Every name that a panel cell may have."""
    rows = [f"{STATUS}_系列{row}" for row in range(1, MAX_SERIES + 1)]
    return (STATUS, *rows, *(f"{STATUS}_{name}" for name in (*NARRATIVE_FIELDS, FOOTNOTE_FIELD)))


@cache
def optional_names() -> frozenset[str]:
    """Every name beyond the contract that the program knows on the form sheet."""
    fields = (FORM_NAME_FIELD, TITLE_FIELD, CHART_TITLE, REMARKS_FIELD, REMARKS_FIELD + "見出し")
    return frozenset((*fields, COLOUR_SWITCH, TOKEN_NAME, *working_names(), *panel_names()))
