"""Plausibility: silent on what real series do, awake to slips."""

from __future__ import annotations

import pytest

from kpi_desktop.rules.registry import run
from tests.rules.examples import NOW
from tests.rules.forms import case_of, indicator, line


@pytest.mark.parametrize(
    ("label", "unit", "baseline", "past", "target", "now"),
    [
        ("単年", "回/年", "19", "0 0 4", "100", 15),
        ("単年", "企業・団体等/年", "－", "12 36 213", "－", 80),
        ("累計", "人", "178", "70 8 9 15", "0", 4),
        ("累計", "件", "11", "46 96 138", "50", 212),
        ("累計", "件", "－", "- 1,010 1,909", "300", 2233),
        ("単年", "件", "62,000", "110,978 231,700 211,129", "前年度比増", 241958),
        ("累計（高３）", "%", "32.9", "34.4 32.3 30.8", "45.0", 31.4),
        ("累計", "人", "34,248", "34,861 35,070 35,102 34,868", "36,900", 34500),
        ("累計", "%", "3.4", "2.2 1.6 1.1", "0", 0.6),
        ("累計", "%", "－", "－ － 22", "50", 50),
        ("累計", "団体", "－", "1 2 6", "10", 10),
        ("達成項目数", "項目", "1", "－ 1 1", "全て", 0),
    ],
)
def test_what_real_series_did_raises_no_question(
    label: str, unit: str, baseline: str, past: str, target: str, now: float
) -> None:
    one = indicator(line(label, unit, baseline, past, target))
    field = f"系列1_実績{len(past.split()) + 1}"
    assert run(case_of(one, {field: now})) == []


@pytest.mark.parametrize(
    ("typed", "meant"), [(0.675, "67.5"), (675, "67.5"), ("6.75", "67.5"), (6750, "67.5")]
)
def test_a_slip_of_powers_of_ten_names_what_was_probably_meant(typed: float, meant: str) -> None:
    case = case_of(indicator(line("", "%", "53.9", "55.3 58.6 61.6", "66.6")), {NOW: typed})
    (found,) = run(case)
    assert (found.rule, found.expected) == ("K611", meant)


def test_percent_typed_with_its_sign_is_read_as_percent() -> None:
    one = indicator(line("", "%", "53.9", "55.3 58.6 61.6", "66.6"))
    assert [each.rule for each in run(case_of(one, {NOW: "67.5%"}))] == ["K311"]


def test_zero_where_zero_is_the_target_is_no_question() -> None:
    one = indicator(line("累計", "人", "178", "70 38 15", "0"))
    assert run(case_of(one, {NOW: 0})) == []
