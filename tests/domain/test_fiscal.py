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
