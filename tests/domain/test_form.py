"""Field names of the form and cells that came back."""

import dataclasses
from decimal import Decimal

import pytest

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.forms.form import (
    CellKind,
    CellRead,
    FieldName,
    FormIdentity,
    FormSheet,
    required_names,
    series_field,
)
from kpi_desktop.domain.forms.workbook_kinds import FormUnit
from tests.store.samples import a_workbook


def number(raw: str, shown: str) -> CellRead:
    """A cell that holds a number, with what its number format makes of it."""
    return CellRead("No.1", "D9", raw, CellKind.NUMBER, shown)


def test_the_contract_has_each_name_once() -> None:
    names = required_names()
    assert len(names) == len(set(names)) == 7 + 5 + 6 * 9 + 3 + 1 + 1


def test_the_name_of_an_actual_tells_its_row_and_its_year() -> None:
    assert FieldName.parse(series_field(2, "実績", 3)) == FieldName("系列2_実績3", "実績", 2, 3)


def test_a_name_outside_the_rows_is_its_own_kind() -> None:
    assert FieldName.parse("取組状況").kind == "取組状況"


def test_a_number_keeps_the_zero_that_its_format_shows() -> None:
    assert number("40", "40.0").reading(Unit("%")).display() == "40.0"


def test_a_number_format_never_hides_stored_digits() -> None:
    assert number("1836.5", "1,837").reading(Unit("人")).display() == "1,836.5"


def test_a_percentage_typed_as_such_is_read_as_it_shows() -> None:
    reading = number("0.675", "67.5%").reading(Unit("%"))
    assert (reading.value, reading.unit_text) == (Decimal("67.5"), "%")


@pytest.mark.parametrize("kind", [CellKind.BLANK])
def test_a_blank_cell_is_a_missing_reading(kind: CellKind) -> None:
    assert CellRead("No.1", "D9", "", kind).reading(Unit("件")).is_missing


def test_a_form_id_depends_on_everything_that_tells_forms_apart() -> None:
    year = FiscalYear(2023)
    ids = {
        FormIdentity.make_id("計画", year, "土木部", FormUnit.DEPARTMENT, ""),
        FormIdentity.make_id("別の計画", year, "土木部", FormUnit.DEPARTMENT, ""),
        FormIdentity.make_id("計画", year.plus(1), "土木部", FormUnit.DEPARTMENT, ""),
        FormIdentity.make_id("計画", year, "教育庁", FormUnit.DEPARTMENT, ""),
        FormIdentity.make_id("計画", year, "土木部", FormUnit.DIVISION, "監理課"),
    }
    assert len(ids) == 5


@pytest.mark.parametrize(
    ("is_lead", "inputs", "finished"),
    [(True, (), True), (True, ("取組状況",), False), (False, (), False), (False, ("a",), False)],
)
def test_a_leads_sheet_is_finished_when_nobody_fills_anything_in(
    is_lead: bool, inputs: tuple[str, ...], finished: bool
) -> None:
    (sheet,) = a_workbook().sheets
    sheet = dataclasses.replace(sheet, is_lead=is_lead, inputs=frozenset(inputs))
    assert sheet.is_finished is finished


def test_the_contract_has_these_names() -> None:
    row = "区分 単位 策定時 実績1 実績2 実績3 実績4 実績5 目標".split()
    assert list(required_names()) == [
        *"部局名 課名 No 指標名 注記 策定時年度 目標年度".split(),
        *"年度1 年度2 年度3 年度4 年度5".split(),
        *(f"系列{number}_{part}" for number in range(1, 7) for part in row),
        *"取組状況 課題等 今後の方向性 脚注 グラフ".split(),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("系列6_目標", ("目標", 6, None)),
        ("系列1_区分", ("区分", 1, None)),
        ("系列1_単位", ("単位", 1, None)),
        ("系列3_策定時", ("策定時", 3, None)),
        ("系列3_実績5", ("実績", 3, 5)),
        ("系列3_実績", ("系列3_実績", None, None)),
        ("旧系列3_目標", ("旧系列3_目標", None, None)),
        ("系列3_目標額", ("系列3_目標額", None, None)),
        ("系列10_目標", ("系列10_目標", None, None)),
    ],
)
def test_a_field_name_is_taken_apart(
    name: str, expected: tuple[str, int | None, int | None]
) -> None:
    found = FieldName.parse(name)
    assert (found.kind, found.row, found.year_index) == expected
    assert found.name == name


def test_a_sheet_has_a_field_for_everything_that_it_prints() -> None:
    (sheet,) = a_workbook().sheets
    (row,) = sheet.rows
    second = dataclasses.replace(row, label="累計", baseline=parse_reading("1"))
    sheet = dataclasses.replace(sheet, rows=(row, second), inputs=frozenset({"課題等"}))
    assert sheet.texts() == {
        "部局名": "農林水産部",
        "課名": "農政課",
        "No": "1",
        "指標名": "農業産出額",
        "注記": "",
        "策定時年度": "R1",
        "目標年度": "R6",
        "脚注": "※速報値",
        "取組状況": "一行目\n二行目",
        "課題等": "",
        "今後の方向性": "",
        "年度1": "R4",
        "年度2": "R5",
        "系列1_区分": "単年",
        "系列1_単位": "億円/年",
        "系列2_区分": "累計",
        "系列2_単位": "億円/年",
    }
    assert {name: one.display() for name, one in sheet.figures().items()} == {
        "系列1_策定時": "2兆8,461",
        "系列1_実績1": "40.0",
        "系列1_実績2": "集計中",
        "系列1_目標": "前年比増",
        "系列2_策定時": "1",
        "系列2_実績1": "40.0",
        "系列2_実績2": "集計中",
        "系列2_目標": "前年比増",
    }
    assert sheet.field_names == {*sheet.texts(), *sheet.figures(), "課題等"}
    assert [sheet.year_index(year) for year in sheet.years] == [1, 2]
    with pytest.raises(ValueError, match="not in"):
        sheet.year_index(FiscalYear(2030))


@pytest.mark.parametrize(
    ("unit", "readings", "drawn"),
    [
        ("件", ("", "", ""), True),
        ("", ("1", "", ""), True),
        ("", ("", "1", ""), True),
        ("", ("", "", "1"), True),
        ("", ("認定なし", "－", "認定"), False),
    ],
)
def test_a_row_with_a_unit_or_a_figure_is_drawn(
    unit: str, readings: tuple[str, str, str], drawn: bool
) -> None:
    baseline, actual, target = map(parse_reading, readings)
    (sheet,) = a_workbook().sheets
    (row,) = sheet.rows
    row = dataclasses.replace(
        row, unit=Unit(unit), baseline=baseline, actuals=(actual,), target=target
    )
    assert row.is_drawn is drawn
    assert dataclasses.replace(sheet, rows=(row,)).has_chart is drawn


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (number("40", "40.0"), "40.0"),
        (number("40", "40.00"), "40.00"),
        (number("0.675", "67.5%"), "67.5"),
        (number("0.675", "67.6%"), "0.675"),
        (number("1836.5", "1,837"), "1,836.5"),
        (number("1836", ""), "1836"),
        (number("1836", "####"), "1,836"),
        (CellRead("1", "D9", "１２", CellKind.TEXT, "別"), "１２"),
        (CellRead("1", "D9", "12", CellKind.TEXT, "別"), "12"),
        (CellRead("1", "D9", "x", CellKind.BLANK), ""),
        (CellRead("1", "D9", "#REF!", CellKind.ERROR, "#REF!"), "#REF!"),
    ],
)
def test_a_cell_says_what_it_shows_and_never_less_than_it_stores(
    cell: CellRead, shown: str
) -> None:
    found = cell.reading(Unit("%"))
    assert found.display() == parse_reading(shown).display()


def test_a_sheet_has_no_formats_unless_they_are_given() -> None:
    (sheet,) = a_workbook().sheets
    said = {
        one.name: getattr(sheet, one.name)
        for one in dataclasses.fields(sheet)
        if one.name not in ("number_formats", "is_lead")
    }
    bare = FormSheet(**said)
    assert (bare.number_formats, bare.is_lead) == ({}, True)


def test_a_form_id_never_changes() -> None:
    made = FormIdentity.make_id("計画", FiscalYear(2023), "土木部", FormUnit.DIVISION, "監理課")
    assert made == "45f2e3a4cb7af36b"
