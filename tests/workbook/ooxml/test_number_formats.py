"""What number formats make of stored numbers."""

from __future__ import annotations

import pytest

from kpi_desktop.workbook.ooxml.style.number_formats import in_full, plain_format, shown


@pytest.mark.parametrize(
    "raw, code, printed",
    [
        ("1027", "#,##0.0", "1,027.0"),
        ("1.25", "0.0", "1.3"),
        ("-1234.5", '#,##0"人"', "-1,235人"),
        ("-5", "0;△0", "△5"),
        ("0", '0;-0;"－"', "－"),
        ("0.553", "0.0%", "55.3%"),
        ("7", "000", "007"),
        ("28461000000", '#,##0,,"百万"', "28,461百万"),
        ("1.5", "0.0##", "1.5"),
        ("0.5", "#.#", ".5"),
    ],
)
def test_a_cell_shows_what_its_format_prints(raw: str, code: str, printed: str) -> None:
    assert shown(raw, code) == printed


@pytest.mark.parametrize("code", ["# ?/?", "0.00E+00", "[>=1000]#,##0;0.0", "yyyy/m/d"])
def test_a_format_that_is_not_understood_leaves_the_number_as_it_is(code: str) -> None:
    assert shown("1234.5", code) == "1234.5"


def test_a_number_of_three_hundred_digits_is_printed_as_well() -> None:
    assert shown("1" + "0" * 300, "0%") == "1" + "0" * 302 + "%"


@pytest.mark.parametrize(
    "value, code, printed",
    [
        (40, "0.0", "40.0"),
        (1.25, "0.0", "1.25"),
        (1027, '#,##0"人"', "1,027"),
        (0.5531, "0.0%", "55.31%"),
        (1234.5, "[>=1000]#,##0;0.0", "1,234.5"),
        (12.5, "General", "12.5"),
    ],
)
def test_the_master_data_loses_no_decimals(value: float, code: str, printed: str) -> None:
    assert in_full(value, code) == printed


def test_plain_formats_are_grouped_or_not() -> None:
    assert (plain_format(0), plain_format(2), plain_format(1, grouped=False)) == (
        "#,##0",
        "#,##0.00",
        "0.0",
    )
