"""Field names of the form and cells that came back."""

import dataclasses
from decimal import Decimal

import pytest

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.forms.form import (
    CellKind,
    CellRead,
    FieldName,
    FormIdentity,
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
