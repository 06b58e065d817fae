"""Addresses of cells and areas."""

from __future__ import annotations

import pytest

from kpi_desktop.workbook.ooxml.sheet.addresses import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    address_of,
    area_on_sheet,
    areas_on_sheets,
    column_letters,
    parse_area,
    place_of,
)


@pytest.mark.parametrize("number, letters", [(1, "A"), (26, "Z"), (27, "AA"), (16_384, "XFD")])
def test_columns_are_counted_in_letters(number: int, letters: str) -> None:
    assert column_letters(number) == letters
    assert place_of(f"{letters}7") == (7, number)
    assert address_of((7, number)) == f"{letters}7"


@pytest.mark.parametrize("text", ["XFE1", "A1048577", "A0", "A", "1", "a1", "A1:B2", ""])
def test_what_is_no_cell_of_a_sheet_is_no_place(text: str) -> None:
    with pytest.raises(ValueError):
        place_of(text)


@pytest.mark.parametrize(
    "text, area",
    [
        ("B4", Area(4, 2, 4, 2)),
        ("$B$4:$D$6", Area(4, 2, 6, 4)),
        ("A:$C", Area(1, 1, LAST_ROW, 3)),
        ("3:5", Area(3, 1, 5, LAST_COLUMN)),
    ],
)
def test_an_area_may_be_whole_columns_or_rows(text: str, area: Area) -> None:
    assert parse_area(text) == area


@pytest.mark.parametrize("text", ["#REF!", "", "A1,B2", "A:3"])
def test_what_is_no_area_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_area(text)


def test_a_name_points_to_a_sheet_whose_name_may_hold_quotes() -> None:
    assert area_on_sheet("'県''の様式'!$B$4") == ("県'の様式", Area(4, 2, 4, 2))


@pytest.mark.parametrize("text", ["様式2!#REF!", "様式2!$A:$C", "1234", "様式2!A1,様式2!B2"])
def test_a_name_of_anything_but_one_plain_area_points_nowhere(text: str) -> None:
    assert area_on_sheet(text) is None


def test_a_print_area_may_be_several_areas() -> None:
    areas = [Area(1, 1, 9, 2), Area(1, 4, 9, 5)]
    assert areas_on_sheets("様式2!$A$1:$B$9,様式2!$D$1:$E$9") == areas
