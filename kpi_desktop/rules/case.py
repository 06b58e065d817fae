"""Everything a rule may look at: one indicator of one submission, as sent and as it came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from functools import cached_property

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.marks import Mark
from kpi_desktop.domain.figures.readings import BLANK, Reading, ReadingKind
from kpi_desktop.domain.finding import Place
from kpi_desktop.domain.forms.form import (
    FOOTNOTE_FIELD,
    NARRATIVE_FIELDS,
    CellRead,
    FieldName,
    FormSheet,
    SeriesRow,
    series_field,
)
from kpi_desktop.domain.indicators.indicator import Basis, Indicator, Series

#: A text longer than this is a sentence, not the name of a state (認定).
LONGEST_STATE = 12

_RULE_MARKS = (Mark.ALL, Mark.BELOW_LAST_YEAR, Mark.ABOVE_LAST_YEAR)


class Nature(Enum):
    """What a series holds: figures, names of a state (認定), or nothing that tells (free words)."""

    FIGURE = "数値"
    STATE = "状態"
    FREE = "自由"


@dataclass(frozen=True)
class Row:
    """One row of figures on the form. Readings by year; ``typed`` lacks a year whose cell was lost."""

    position: int
    sent: SeriesRow
    as_sent: Mapping[FiscalYear, Reading]
    typed: Mapping[FiscalYear, Reading]
    fields: Mapping[FiscalYear, str]
    open_years: tuple[FiscalYear, ...]
    year: FiscalYear

    @property
    def basis(self) -> Basis:
        """単年 / 累計."""
        return Basis.of(self.sent.label)

    def as_series(self) -> Series:
        """The series as the form knows it, with every value that now stands."""
        one = self.sent
        actuals = {year: self.actual(year) for year in self.fields}
        return Series(
            one.number,
            one.label,
            one.unit,
            one.baseline_year,
            one.baseline,
            one.target_year,
            one.target,
            actuals,
        )

    def actual(self, year: FiscalYear) -> Reading:
        """What now stands for *year*: as typed; for a past year that is blank or lost, as sent."""
        typed = self.typed.get(year, BLANK)
        if typed.is_missing and year != self.year:
            return self.as_sent.get(year, BLANK)
        return typed

    def trusted(self, year: FiscalYear) -> Reading:
        """Like ``actual``, but a past value that was not open to change is taken as sent."""
        return self.actual(year) if year in self.open_years else self.as_sent.get(year, BLANK)

    @property
    def now(self) -> Reading:
        """The reading of the evaluation year."""
        return self.actual(self.year)

    @property
    def now_field(self) -> str:
        """The field of the evaluation year."""
        return self.fields[self.year]

    def before(self, year: FiscalYear) -> dict[FiscalYear, Decimal]:
        """Figures of the years before *year*, oldest first, without the baseline."""
        found = {}
        for one in sorted(self.fields):
            value = self.trusted(one).value
            if one < year and value is not None:
                found[one] = value
        return found

    def history(self, year: FiscalYear) -> dict[FiscalYear, Decimal]:
        """Figures before *year*, oldest first; the baseline first unless its year is a column too."""
        actuals = self.before(year)
        baseline = self.sent.baseline.value
        if baseline is None or self.sent.baseline_year in actuals:
            return actuals
        return {self.sent.baseline_year: baseline, **actuals}

    @cached_property
    def nature(self) -> Nature:
        """From what was sent: baseline, past values and target."""
        past = [one for year, one in self.as_sent.items() if year != self.year]
        known = [self.sent.baseline, self.sent.target, *past]
        if any(one.is_figure or one.mark in _RULE_MARKS for one in known):
            return Nature.FIGURE
        texts = [one for one in known if one.kind is ReadingKind.TEXT]
        if texts and all(len(one.printed) <= LONGEST_STATE for one in texts):
            return Nature.STATE
        return Nature.FREE


def rows_of(sheet: FormSheet, cells: Mapping[str, CellRead]) -> tuple[Row, ...]:
    """The rows of a sheet as sent, with what came back in *cells* (by field name)."""
    return tuple(_row(sheet, cells, n, one) for n, one in enumerate(sheet.rows, 1))


def _row(sheet: FormSheet, cells: Mapping[str, CellRead], position: int, sent: SeriesRow) -> Row:
    now = sheet.evaluation_year
    as_sent = dict(zip(sheet.years, sent.actuals, strict=False))
    fields = {
        year: series_field(position, "実績", index) for index, year in enumerate(sheet.years, 1)
    }
    typed = {year: cells[name].reading(sent.unit) for year, name in fields.items() if name in cells}
    waiting = tuple(
        year
        for year, name in fields.items()
        if name in sheet.inputs and (year == now or _is_open(as_sent.get(year, BLANK)))
    )
    return Row(position, sent, as_sent, typed, fields, waiting, now)


@dataclass(frozen=True)
class Opinion:
    """What a co-owner says of the indicator (共管意見)."""

    department: str
    text: str


@dataclass(frozen=True)
class OtherAnswer:
    """What another department has answered for the indicator, by series number and year."""

    department: str
    file: str
    readings: Mapping[tuple[int, FiscalYear], Reading]


@dataclass(frozen=True)
class IndicatorCase:
    """One indicator of one submission. ``cells`` gives the cells as read by field name.

    ``sent`` is the copy as sent of the very issue that came back (``issue_no``); a newer one may
    have gone out since (``latest_issue_no``), with ``latest`` for this indicator. ``last_narratives`` are
    last year's texts if known. ``corrected`` gives, by field name, what an approved correction has made of
    a value since the form went out. ``opinions`` and ``others`` are what other departments have said of it.
    """

    evaluation_year: FiscalYear
    indicator: Indicator
    sent: FormSheet
    cells: Mapping[str, CellRead]
    file: str = ""
    department: str = ""
    issue_no: int = 1
    latest_issue_no: int = 1
    last_narratives: Mapping[str, str] = field(default_factory=dict)
    latest: FormSheet | None = None
    corrected: Mapping[str, Reading] = field(default_factory=dict)
    opinions: tuple[Opinion, ...] = ()
    others: tuple[OtherAnswer, ...] = ()

    def cell(self, name: str) -> CellRead | None:
        """The cell of a field, None when it did not come back."""
        return self.cells.get(name)

    def is_input(self, name: str) -> bool:
        """Whether the department was asked to fill in that field."""
        return name in self.sent.inputs

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of figures, in form order, with approved corrections in place."""
        if not self.corrected:
            return rows_of(self.sent, self.cells)
        kept = {name: cell for name, cell in self.cells.items() if not self.is_settled(name)}
        return rows_of(with_figures(self.sent, self.corrected), kept)

    def is_settled(self, name: str) -> bool:
        """Whether an approved correction has settled a field, and the form says nothing else of it."""
        if name not in self.corrected:
            return False
        typed = self.reading(name)
        return typed.same_as(self.corrected[name]) or typed.same_as(self.sent.figures()[name])

    def reading(self, name: str) -> Reading:
        """A figure field as typed; blank when its cell did not come back."""
        parsed = FieldName.parse(name)
        cell = self.cells.get(name)
        if cell is None or parsed.row is None:
            return BLANK
        return cell.reading(self.sent.rows[parsed.row - 1].unit)

    def text(self, name: str) -> str:
        """A text field as it came back, with single line ends; empty when its cell was lost."""
        cell = self.cells.get(name)
        return "" if cell is None else cell.raw.replace("\r\n", "\n").replace("\r", "\n").strip()

    @property
    def narratives(self) -> Mapping[str, str]:
        """The narrative boxes that the department fills in: field name → text."""
        return {name: self.text(name) for name in NARRATIVE_FIELDS if self.is_input(name)}

    @property
    def footnote(self) -> str:
        """脚注 as it came back."""
        return self.text(FOOTNOTE_FIELD)

    @cached_property
    def actuals(self) -> dict[int, dict[FiscalYear, Reading]]:
        """Readings that now stand, by series number and year (what an assessment asks for)."""
        return {
            row.sent.number: {year: row.actual(year) for year in row.fields} for row in self.rows
        }

    def open_fields(self) -> Iterator[tuple[Row, FiscalYear, str]]:
        """Figure fields that wait for a value: the evaluation year, and past ones still 集計中."""
        for row in self.rows:
            for year in row.open_years:
                yield row, year, row.fields[year]

    def place(self, name: str) -> Place:
        """Where a field stands, for a finding."""
        parsed = FieldName.parse(name)
        cell = self.cells.get(name)
        year, number = "", None
        if parsed.row is not None:
            row = self.sent.rows[parsed.row - 1]
            number = row.number
            if parsed.year_index is not None:
                year = self.sent.years[parsed.year_index - 1].short
            elif parsed.kind in ("策定時", "目標"):
                year = (row.baseline_year if parsed.kind == "策定時" else row.target_year).short
        sheet = cell.sheet if cell else self.sent.sheet_name
        return Place(parsed.kind, sheet, cell.address if cell else "", number, year)

    def title(self, name: str) -> str:
        """A field in words: ``R5実績値（累計）``, ``取組状況``."""
        parsed = FieldName.parse(name)
        if parsed.row is None:
            return parsed.kind
        row = self.sent.rows[parsed.row - 1]
        kinds = {"策定時": "策定時実績値", "目標": "目標値"}
        words = kinds.get(parsed.kind, parsed.kind)
        if parsed.year_index is not None:
            words = f"{self.sent.years[parsed.year_index - 1].short}実績値"
        if len(self.sent.rows) == 1:
            return words
        return f"{words}（{row.label or f'系列{row.number}'}）"


def with_figures(sheet: FormSheet, figures: Mapping[str, Reading]) -> FormSheet:
    """*sheet* with other baselines and actuals, by field name."""
    rows = []
    for position, row in enumerate(sheet.rows, 1):
        names = [series_field(position, "実績", index) for index in range(1, len(sheet.years) + 1)]
        actuals = zip(names, row.actuals, strict=True)
        rows.append(
            replace(
                row,
                baseline=figures.get(series_field(position, "策定時"), row.baseline),
                actuals=tuple(figures.get(name, one) for name, one in actuals),
            )
        )
    return replace(sheet, rows=tuple(rows))


def _is_open(reading: Reading) -> bool:
    return reading.is_pending or reading.is_missing
