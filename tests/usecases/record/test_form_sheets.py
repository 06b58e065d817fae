"""Sheets and workbooks of a plan: which years, which inputs, which formats, whose."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.forms.workbook_kinds import FormUnit
from kpi_desktop.domain.indicators.indicator import Indicator
from kpi_desktop.domain.indicators.plan import Department
from kpi_desktop.usecases.record.forms import build_forms, form_sheet, form_years, sheet_name
from tests.rules.forms import R5, indicator, line, plan_of
from tests.usecases.record.known_record import LATE, ONE


@pytest.mark.parametrize(
    ("years", "columns"),
    [
        ((), "R2 R3 R4 R5"),
        ((2020, 2021), "R2 R3 R4 R5"),
        ((2022,), "R4 R5"),
        ((2015,), "R1 R2 R3 R4 R5"),
        ((2023,), "R5"),
        ((2024,), "R2 R3 R4 R5"),
    ],
)
def test_the_year_columns_begin_at_the_first_known_actual(
    years: tuple[int, ...], columns: str
) -> None:
    (series,) = ONE.series
    actuals = {FiscalYear(year): parse_reading("1") for year in years}
    one = dataclasses.replace(ONE, series=(dataclasses.replace(series, actuals=actuals),))
    assert " ".join(year.short for year in form_years(one, R5)) == columns


@pytest.mark.parametrize(
    ("row", "format_"),
    [
        (line("", "人", "1", "1,027 40.0 集計中", "2"), "#,##0.0"),
        (line("", "人", "1.25", "1,027 1 1", "2"), "#,##0"),
        (line("", "人", "1.25", "－ － －", "2.5"), "#,##0.00"),
        (line("", "", "－", "－ － －", "完了"), None),
    ],
)
def test_a_typed_figure_prints_as_the_series_prints(row: Any, format_: str | None) -> None:
    formats = form_sheet(LATE, indicator(row)).number_formats
    fields = [f"系列1_実績{index}" for index in range(1, 5)]
    assert formats == ({} if format_ is None else dict.fromkeys(fields, format_))


def test_this_year_and_what_was_pending_is_open_and_nothing_on_a_shared_sheet() -> None:
    sheet = form_sheet(LATE, ONE)
    texts = {"取組状況", "課題等", "今後の方向性", "脚注"}
    assert sheet.inputs == {"系列1_実績3", "系列1_実績4", *texts}
    assert form_sheet(LATE, ONE, is_lead=False).inputs == frozenset()
    assert (sheet.narratives, sheet.is_lead) == (
        {"取組状況": "", "課題等": "", "今後の方向性": ""},
        True,
    )
    assert sheet_name("追加1/[2]") == "No.追加1__2_"
    assert sheet_name("1" * 40) == "No." + "1" * 28


def test_workbooks_are_cut_by_department_division_or_indicator() -> None:
    def owned(no: str, division: str, *departments: str) -> Indicator:
        return dataclasses.replace(ONE, no=no, divisions=(division,), departments=departments)

    plan = dataclasses.replace(
        plan_of(
            owned("1", "甲", "土木"), owned("2", "乙", "土木", "農林"), owned("3", "甲", "土木")
        ),
        departments=(Department("農林", 2), Department("土木", 1), Department("空", 3)),
    )

    def cut(unit: FormUnit) -> list[tuple[str, str]]:
        return [
            (one.file_name, " ".join(s.no + "*" * (not s.is_lead) for s in one.sheets))
            for one in build_forms(plan, unit)
        ]

    end = "ＫＰＩ分析シート_R5.xlsx"
    assert cut(FormUnit.DEPARTMENT) == [(f"01_土木_{end}", "1 2 3"), (f"02_農林_{end}", "2*")]
    assert cut(FormUnit.DIVISION) == [(f"01_土木_甲_{end}", "1 3"), (f"01_土木_乙_{end}", "2")]
    assert cut(FormUnit.INDICATOR) == [(f"01_土木_No.{no}_{end}", no) for no in "123"]
