"""The form (様式２) as data: field names, what is sent out, what came back.

Fields are found by defined name, never by address. ``FormSheet`` is one sheet as it is sent (and kept as the
copy as sent); ``SheetRead`` is one sheet as it came back, whichever program saved it.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cache, cached_property
from typing import NamedTuple

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import BLANK, Reading, parse_reading, printed_number
from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.forms.workbook_kinds import FormUnit

MAX_SERIES = 6
MAX_YEARS = 5

NARRATIVE_FIELDS = ("取組状況", "課題等", "今後の方向性")
FOOTNOTE_FIELD = "脚注"
#: Names that a template must have once, outside the series rows. 年度n, 系列n_… and グラフ come on top.
HEADER_FIELDS = ("部局名", "課名", "No", "指標名", "注記", "策定時年度", "目標年度")
CHART_FIELD = "グラフ"
SERIES_PARTS = ("区分", "単位", "策定時", "目標")

_SERIES_FIELD = re.compile(r"系列(\d)_(区分|単位|策定時|目標|実績(\d))")


@cache
def series_field(number: int, part: str, year_index: int | None = None) -> str:
    """``系列2_区分``; with a year index from 1, ``系列2_実績3``. *number* is the row on the form."""
    return f"系列{number}_{part}" + ("" if year_index is None else str(year_index))


@cache
def year_field(index: int) -> str:
    """``年度3``."""
    return f"年度{index}"


@dataclass(frozen=True)
class FieldName:
    """A defined name taken apart: ``系列2_実績3`` has kind 実績, row 2 and year index 3."""

    name: str
    kind: str
    row: int | None = None
    year_index: int | None = None

    @classmethod
    def parse(cls, name: str) -> FieldName:
        """Take *name* apart; a name that is not of a series is its own kind."""
        match = _SERIES_FIELD.fullmatch(name)
        if match is None:
            return cls(name, name)
        if match[3]:
            return cls(name, "実績", int(match[1]), int(match[3]))
        return cls(name, match[2], int(match[1]))


@cache
def required_names() -> tuple[str, ...]:
    """Every defined name that a template must have, in form order."""
    rows = [
        series_field(row, part)
        for row in range(1, MAX_SERIES + 1)
        for part in (
            "区分",
            "単位",
            "策定時",
            *(f"実績{i}" for i in range(1, MAX_YEARS + 1)),
            "目標",
        )
    ]
    years = [year_field(i) for i in range(1, MAX_YEARS + 1)]
    return (*HEADER_FIELDS, *years, *rows, *NARRATIVE_FIELDS, FOOTNOTE_FIELD, CHART_FIELD)


@dataclass(frozen=True)
class FormIdentity:
    """Who a workbook belongs to. ``form_id`` is the same for every issue of the same workbook."""

    form_id: str
    plan: str
    year: FiscalYear
    department: str
    unit: FormUnit
    unit_name: str = ""
    issue_no: int = 1
    template_print: str = ""
    master_print: str = ""

    @staticmethod
    def make_id(plan: str, year: FiscalYear, department: str, unit: FormUnit, name: str) -> str:
        """A short id, the same whenever plan, year, department and unit are the same."""
        text = "\n".join((plan, year.short, department, unit.value, name))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class SeriesRow:
    """One row of figures on a form; ``actuals`` match the form's years one by one."""

    number: int
    label: str
    unit: Unit
    baseline_year: FiscalYear
    baseline: Reading
    actuals: tuple[Reading, ...]
    target_year: FiscalYear
    target: Reading

    @property
    def is_drawn(self) -> bool:
        """Whether the chart shows it: it has a unit or a figure."""
        readings = (self.baseline, *self.actuals, self.target)
        return bool(self.unit.text) or any(one.is_figure for one in readings)


@dataclass(frozen=True)
class FormSheet:
    """One indicator's form as it is sent. ``inputs`` names the fields that the department fills in.

    ``number_formats`` gives the spreadsheet number format of figure fields (``#,##0.0``), so that a typed
    ``40`` prints as the series prints.
    """

    sheet_name: str
    no: str
    department_text: str
    division_text: str
    name: str
    name_note: str
    years: tuple[FiscalYear, ...]
    baseline_year: FiscalYear
    target_year: FiscalYear
    evaluation_year: FiscalYear
    rows: tuple[SeriesRow, ...]
    narratives: Mapping[str, str]
    footnote: str
    inputs: frozenset[str]
    number_formats: Mapping[str, str] = field(default_factory=dict)
    is_lead: bool = True

    @property
    def is_finished(self) -> bool:
        """Whether it holds what counts, and nobody fills anything in."""
        return self.is_lead and not self.inputs

    @property
    def has_chart(self) -> bool:
        """Whether there is a row to draw."""
        return any(row.is_drawn for row in self.rows)

    @cached_property
    def field_names(self) -> frozenset[str]:
        """Name of every field that the sheet uses."""
        return frozenset((*self.texts(), *self.figures(), *self.inputs))

    def texts(self) -> dict[str, str]:
        """Field name → text of every text field (header, labels, narratives)."""
        found = {
            "部局名": self.department_text,
            "課名": self.division_text,
            "No": self.no,
            "指標名": self.name,
            "注記": self.name_note,
            "策定時年度": self.baseline_year.short,
            "目標年度": self.target_year.short,
            FOOTNOTE_FIELD: self.footnote,
            **{name: self.narratives.get(name, "") for name in NARRATIVE_FIELDS},
        }
        for index, year in enumerate(self.years, 1):
            found[year_field(index)] = year.short
        for position, row in enumerate(self.rows, 1):
            found[series_field(position, "区分")] = row.label
            found[series_field(position, "単位")] = row.unit.text
        return found

    def figures(self) -> dict[str, Reading]:
        """Field name → reading of every figure field (baseline, actuals, target)."""
        found = {}
        for position, row in enumerate(self.rows, 1):
            found[series_field(position, "策定時")] = row.baseline
            for index, reading in enumerate(row.actuals, 1):
                found[series_field(position, "実績", index)] = reading
            found[series_field(position, "目標")] = row.target
        return found

    def year_index(self, year: FiscalYear) -> int:
        """Position of *year* among the year columns, from 1. ValueError when it is not there."""
        return self.years.index(year) + 1


@dataclass(frozen=True)
class FormWorkbook:
    """One workbook as it is sent: 提出票 data and one sheet an indicator."""

    identity: FormIdentity
    plan_title: str
    organisation: str
    form_name: str
    title: str
    deadline: datetime.date | None
    office: str
    contact: str
    sheets: tuple[FormSheet, ...]
    file_name: str


class CellKind(Enum):
    """Kind of a cell's content as the file says it."""

    BLANK = "blank"
    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"


class CellRead(NamedTuple):
    """One cell as it came back. ``raw`` is the stored text (numbers as their shortest decimal).

    ``shown`` is what the number format makes of a number (``40.0``), else the same as ``raw``.
    ``formula`` is its text when the cell holds one; the cached result is in ``raw`` and not to be trusted.
    """

    sheet: str
    address: str
    raw: str
    kind: CellKind
    shown: str = ""
    formula: str | None = None
    locked: bool = True

    def reading(self, unit: Unit) -> Reading:
        """What the cell says, as it shows; a number format never hides digits that are stored."""
        if self.kind is CellKind.BLANK:
            return BLANK
        if self.kind is not CellKind.NUMBER:
            return parse_reading(self.raw, unit)
        shown = parse_reading(self.shown or self.raw, unit)
        stored = Decimal(self.raw)
        if shown.value is not None and shown.value in (stored, stored * 100):
            return shown
        return parse_reading(printed_number(stored, shown.decimals), unit)


@dataclass(frozen=True)
class SheetRead:
    """One form sheet as it came back: field name → cell.

    ``recovered`` fields were found by labels and position because their name was lost or wrong; ``lost``
    ones were not found at all.
    """

    sheet: str
    no: str
    cells: Mapping[str, CellRead]
    lost: tuple[str, ...] = ()
    recovered: tuple[str, ...] = ()


class FormNote(NamedTuple):
    """One thing that is odd about a returned workbook, in words. ``no`` is the indicator that it is about;
    empty for the file as a whole."""

    text: str
    no: str = ""


@dataclass(frozen=True)
class FormRead:
    """A returned workbook: its identity, form sheets, and what is odd about the file.

    ``questions`` are doubts that a person has to settle before the answers are relied on; ``others`` are
    forms of other identities whose sheets stand in the same file. ``contact`` is who filled it in by field of
    提出票, ``opinions`` what a department wrote on the sheets (by No) that another one leads.
    """

    identity: FormIdentity
    sheets: tuple[SheetRead, ...]
    remarks: tuple[FormNote, ...] = ()
    contact: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[FormNote, ...] = ()
    others: tuple[FormRead, ...] = ()
    opinions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class IssuedForm:
    """One issue of one form workbook, with its content: the copy as sent."""

    form_id: str
    issue_no: int
    file_name: str
    sha256: str
    workbook: FormWorkbook
