"""From the plan to the content of the forms: who gets which sheet, with which years and inputs."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterable
from enum import Enum
from functools import cache
from itertools import groupby

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.forms.file_names import form_file_name
from kpi_desktop.domain.forms.form import (
    FOOTNOTE_FIELD,
    MAX_YEARS,
    NARRATIVE_FIELDS,
    FormIdentity,
    FormSheet,
    FormWorkbook,
    SeriesRow,
    series_field,
)
from kpi_desktop.domain.forms.workbook_kinds import FormUnit
from kpi_desktop.domain.indicators.indicator import Indicator, Series
from kpi_desktop.domain.indicators.plan import Department, Plan


def build_forms(plan: Plan, unit: FormUnit = FormUnit.DEPARTMENT) -> list[FormWorkbook]:
    """Every workbook of the plan in department order. Issue numbers and template are not set yet.

    A department that leads nothing gets no workbook; what it co-owns goes into the workbook it leads
    as read-only sheets (only with ``FormUnit.DEPARTMENT``).
    """
    found = []
    for department in sorted(plan.departments, key=lambda one: one.order):
        for unit_name, led in _parts(plan, department, unit):
            shared = plan.shared_with(department.name) if unit is FormUnit.DEPARTMENT else ()
            if led or shared:
                found.append(_workbook(plan, department, unit, unit_name, led, shared))
    return _with_distinct_names(found)


def _with_distinct_names(workbooks: Iterable[FormWorkbook]) -> list[FormWorkbook]:
    """The workbooks, a number behind a file name that an earlier one has already."""
    found: dict[str, FormWorkbook] = {}
    for one in workbooks:
        stem, count = one.file_name.removesuffix(".xlsx"), 1
        while one.file_name.casefold() in found:
            count += 1
            one = dataclasses.replace(one, file_name=f"{stem}_{count}.xlsx")
        found[one.file_name.casefold()] = one
    return list(found.values())


def _parts(
    plan: Plan, department: Department, unit: FormUnit
) -> list[tuple[str, tuple[Indicator, ...]]]:
    led = plan.led_by(department.name)
    if unit is FormUnit.DEPARTMENT:
        return [("", led)]
    if unit is FormUnit.INDICATOR:
        return [(f"No.{one.no}", (one,)) for one in led]

    def division(indicator: Indicator) -> str:
        return indicator.divisions[0] if indicator.divisions else ""

    ordered = sorted(led, key=lambda one: [division(each) for each in led].index(division(one)))
    return [(name, tuple(group)) for name, group in groupby(ordered, key=division)]


def _workbook(
    plan: Plan,
    department: Department,
    unit: FormUnit,
    unit_name: str,
    led: Iterable[Indicator],
    shared: Iterable[Indicator],
) -> FormWorkbook:
    sheets = [form_sheet(plan, one) for one in led]
    sheets += [form_sheet(plan, one, is_lead=False) for one in shared]
    year = plan.evaluation_year
    identity = FormIdentity(
        form_id=FormIdentity.make_id(plan.name, year, department.name, unit, unit_name),
        plan=plan.name,
        year=year,
        department=department.name,
        unit=unit,
        unit_name=unit_name,
    )
    return FormWorkbook(
        identity=identity,
        plan_title=plan.name,
        organisation=plan.organisation,
        form_name=plan.form_name,
        title=plan.title,
        deadline=plan.deadline,
        office=plan.office,
        contact=plan.contact,
        sheets=tuple(sheets),
        file_name=form_file_name(department.order, identity, plan.title),
    )


def form_sheet(plan: Plan, indicator: Indicator, is_lead: bool = True) -> FormSheet:
    """One indicator's sheet: past years in place, this year and what was pending open for input."""
    years = form_years(indicator, plan.evaluation_year)
    rows = tuple(_row(series, years) for series in indicator.series)
    first = indicator.series[0]
    return FormSheet(
        sheet_name=sheet_name(indicator.no),
        no=indicator.no,
        department_text="・".join(indicator.departments),
        division_text="・".join(indicator.divisions),
        name=indicator.name,
        name_note=indicator.name_note,
        years=years,
        baseline_year=first.baseline_year,
        target_year=first.target_year,
        evaluation_year=plan.evaluation_year,
        rows=rows,
        narratives={name: "" for name in NARRATIVE_FIELDS},
        footnote=indicator.footnote,
        inputs=_inputs(rows, years, plan.evaluation_year) if is_lead else frozenset(),
        number_formats=_number_formats(rows, years),
        is_lead=is_lead,
    )


def sheet_name(no: str) -> str:
    """``No.追加1``, safe as a sheet name."""
    return "No." + re.sub(r"[\\/*?:\[\]']", "_", no)[:28]


def form_years(indicator: Indicator, evaluation_year: FiscalYear) -> tuple[FiscalYear, ...]:
    """The year columns: from the first known actual (else after the baseline) to this year, five at most."""
    known = [year for one in indicator.series for year in one.actuals if year <= evaluation_year]
    first = min(known, default=indicator.series[0].baseline_year.plus(1))
    first = max(min(first, evaluation_year), evaluation_year.plus(1 - MAX_YEARS))
    return tuple(FiscalYear(year) for year in range(first.western, evaluation_year.western + 1))


def _row(series: Series, years: tuple[FiscalYear, ...]) -> SeriesRow:
    return SeriesRow(
        number=series.number,
        label=series.label,
        unit=series.unit,
        baseline_year=series.baseline_year,
        baseline=series.baseline,
        actuals=tuple(series.actual(year) for year in years),
        target_year=series.target_year,
        target=series.target,
    )


def _inputs(
    rows: tuple[SeriesRow, ...], years: tuple[FiscalYear, ...], now: FiscalYear
) -> frozenset[str]:
    cells = {
        series_field(position, "実績", index)
        for position, row in enumerate(rows, 1)
        for index, year in enumerate(years, 1)
        if year == now or row.actuals[index - 1].is_pending
    }
    return frozenset(cells | {*NARRATIVE_FIELDS, FOOTNOTE_FIELD})


def _number_formats(rows: tuple[SeriesRow, ...], years: tuple[FiscalYear, ...]) -> dict[str, str]:
    """Formats of the actuals of every figure series, with the decimals its past figures print."""
    found = {}
    for position, row in enumerate(rows, 1):
        figures = [one for one in row.actuals if one.is_figure]
        figures = figures or [one for one in (row.baseline, row.target) if one.is_figure]
        if not figures:
            continue
        decimals = max(one.decimals for one in figures)
        text = "#,##0" + ("." + "0" * decimals if decimals else "")
        for index in range(1, len(years) + 1):
            found[series_field(position, "実績", index)] = text
    return found


def content_print(workbook: FormWorkbook) -> str:
    """A short hash of what the workbook says, without its issue number and prints."""
    identity = dataclasses.replace(
        workbook.identity, issue_no=0, template_print="", master_print=""
    )
    bare = dataclasses.replace(workbook, identity=identity)
    text = json.dumps(bare, default=_plain, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: getattr(value, name) for name in _field_names(type(value))}
    if isinstance(value, frozenset):
        return sorted(value)
    return value.value if isinstance(value, Enum) else str(value)


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in dataclasses.fields(kind))
