"""Fiscal years."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_desktop.domain.figures.fiscal import FiscalYear


@pytest.mark.parametrize(
    "text",
    [
        "R5",
        "Ｒ５",
        "r5",
        "令和5年度",
        "令和５年度",
        "令和5",
        "R5年度",
        "2023",
        "2023年度",
        "2023.0",
    ],
)
def test_every_spelling_of_a_year_is_the_same_year(text: str) -> None:
    assert FiscalYear.parse(text) == FiscalYear(2023)


@pytest.mark.parametrize("text", ["R1", "令和元年度", "H31", "平成31年度", "2019"])
def test_the_last_year_of_heisei_is_the_first_of_reiwa(text: str) -> None:
    assert FiscalYear.parse(text).short == "R1"


def test_the_year_before_reiwa_is_printed_in_heisei() -> None:
    assert FiscalYear.parse("R1").plus(-1).short == "H30"


def test_the_first_year_of_an_era_is_printed_as_gannen() -> None:
    assert FiscalYear(2019).full == "令和元年度"


@pytest.mark.parametrize("text", ["", "R0", "5", "令和", "R5.4", "年度", "R123", "五年度"])
def test_what_is_not_a_year_is_refused_in_japanese(text: str) -> None:
    with pytest.raises(ValueError, match="年度として読めません"):
        FiscalYear.parse(text)


@given(st.integers(1926, 2099))
def test_a_year_reads_back_from_both_of_its_prints(western: int) -> None:
    year = FiscalYear(western)
    assert (FiscalYear.parse(year.short), FiscalYear.parse(year.full)) == (year, year)


@pytest.mark.parametrize(
    ("text", "western", "short", "full"),
    [
        ("S1", 1926, "S1", "昭和元年度"),
        ("昭和63年度", 1988, "S63", "昭和63年度"),
        ("S64", 1989, "H1", "平成元年度"),
        ("H元", 1989, "H1", "平成元年度"),
        ("平成 30", 2018, "H30", "平成30年度"),
        ("R.5", 2023, "R5", "令和5年度"),
        ("r 6 年", 2024, "R6", "令和6年度"),
        ("1999年", 1999, "H11", "平成11年度"),
        (" 2099 ", 2099, "R81", "令和81年度"),
    ],
)
def test_a_year_of_any_era(text: str, western: int, short: str, full: str) -> None:
    year = FiscalYear.parse(text)
    assert (year.western, year.short, year.full, str(year)) == (western, short, full, short)
    assert hash(year) == hash(FiscalYear(western))


def test_a_number_is_read_as_well_and_years_have_an_order() -> None:
    assert FiscalYear.parse(2023) == FiscalYear.parse(2023.0) == FiscalYear(2023)
    assert FiscalYear(2022) < FiscalYear(2023) == FiscalYear(2020).plus(3)


@pytest.mark.parametrize(
    "text", ["R0", "R00", "令和0年度", "1899", "2100", "M1", "R5年度分", "XR5"]
)
def test_years_that_no_era_has_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="は年度として読めません。"):
        FiscalYear.parse(text)


def test_a_year_before_the_eras_cannot_be_printed() -> None:
    with pytest.raises(ValueError, match="1925年度は和暦で表せません。"):
        assert FiscalYear(1925).full
