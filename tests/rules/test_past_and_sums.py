"""Past values, corrections and sums: one cause gives one finding."""

from __future__ import annotations

import pytest

from kpi_desktop.domain.finding import Severity
from kpi_desktop.rules.registry import run
from tests.rules.examples import ANNUAL, NOTE, NOW, PENDING, PEOPLE, TOTAL, people
from tests.rules.forms import Typed, case_of, indicator, line


def codes(typed: dict[str, Typed], *lines: object, footnote: str = "") -> list[str]:
    return [one.rule for one in run(case_of(indicator(*lines, footnote=footnote), typed))]  # type: ignore[arg-type]


def test_a_pending_past_value_may_be_filled_in() -> None:
    assert codes({"系列1_実績3": 760, NOW: "集計中"}, PENDING) == []


def test_a_pending_past_value_that_is_filled_in_is_checked_like_a_new_one() -> None:
    assert codes({"系列1_実績3": "760件", NOW: "集計中"}, PENDING) == ["K401"]


def test_a_past_value_spelt_another_way_is_not_a_change() -> None:
    assert codes({"系列1_実績3": "１，５９２", NOW: 1759}, PEOPLE) == []


def test_a_changed_past_value_does_not_also_raise_a_sum_error() -> None:
    assert codes({NOW: 32, "系列2_実績4": 130, "系列2_実績3": 89}, ANNUAL, TOTAL) == ["K501"]


@pytest.mark.parametrize(("total", "codes_expected"), [(130, ["K502"]), (126, ["K502", "K601"])])
def test_a_total_that_rests_on_the_value_as_sent_is_right_while_its_correction_is_only_asked_for(
    total: int, codes_expected: list[str]
) -> None:
    typed: dict[str, Typed] = {NOW: 32, "系列2_実績4": total, "系列2_実績3": 95, "脚注": NOTE}
    assert codes(typed, ANNUAL, TOTAL) == codes_expected


def test_a_missing_annual_value_does_not_also_raise_a_sum_error() -> None:
    assert codes({NOW: None, "系列2_実績4": 130}, ANNUAL, TOTAL) == ["K201"]


def test_a_unit_mismatch_does_not_also_raise_a_sum_error() -> None:
    assert codes({NOW: "33人", "系列2_実績4": 130}, ANNUAL, TOTAL) == ["K401"]


def test_a_pair_whose_past_does_not_add_up_is_not_held_to_it() -> None:
    loose = line("累計", "件/4年", "96", "31 70 98", "120")
    assert codes({NOW: 32, "系列2_実績4": 128}, ANNUAL, loose) == []


def test_the_first_year_of_counting_starts_from_nothing() -> None:
    assert codes({NOW: 32, "系列2_実績4": 130}, ANNUAL, TOTAL) == []


def test_sums_of_rounded_figures_may_differ_in_the_last_printed_place() -> None:
    annual = line("単年", "億円/年", "3.1", "3.3 4.1 2.8", "－")
    total = line("累計", "億円/4年", "3.1", "3.3 7.4 10.3", "12")
    assert codes({NOW: 2.2, "系列2_実績4": 12.4}, annual, total) == []
    assert codes({NOW: 2.2, "系列2_実績4": 12.8}, annual, total) == ["K601"]


def test_a_changed_past_value_whose_footnote_existed_before_still_needs_a_reason() -> None:
    typed: dict[str, Typed] = {NOW: 1759, "系列1_実績3": 1529, "脚注": NOTE}
    assert codes(typed, PEOPLE, footnote=NOTE) == ["K501"]


def test_a_changed_target_is_an_error_even_with_a_footnote() -> None:
    assert codes({NOW: 1759, "系列1_目標": 1200, "脚注": NOTE}, PEOPLE) == ["K503"]


def test_the_sum_error_says_what_the_total_should_be() -> None:
    case = case_of(indicator(ANNUAL, TOTAL), {NOW: 32, "系列2_実績4": 128})
    (found,) = run(case)
    assert (found.expected, found.actual) == ("130", "128")
    assert "R4累計98＋R5単年32＝130" in found.message


@pytest.mark.parametrize("typed", ["集計中", "集計作業中"])
def test_pending_is_accepted(typed: str) -> None:
    assert run(people(typed)) == []


def test_a_plain_text_in_place_of_a_figure_is_an_error_at_its_year_and_series() -> None:
    (found,) = run(people("不明"))
    assert (found.severity, found.place.year, found.place.series) == (Severity.ERROR, "R5", 1)
