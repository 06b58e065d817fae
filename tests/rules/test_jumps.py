"""大きな変動 (K612): how far a figure may go from the last one depends on how far its series went before."""

from __future__ import annotations

import pytest

from kpi_desktop.rules.registry import run
from tests.rules.forms import case_of, indicator, line


def said(baseline: str, past: str, now: float) -> list[str]:
    """Codes of what is said when *now* follows *past*."""
    one = indicator(line("単年", "人", baseline, past, "前年度比増"))
    return [each.rule for each in run(case_of(one, {f"系列1_実績{len(past.split()) + 1}": now}))]


@pytest.mark.parametrize(("now", "rules"), [(310, []), (320, ["K612"]), (35, []), (33, ["K612"])])
def test_a_steady_series_may_go_up_or_down_to_three_times(now: float, rules: list[str]) -> None:
    assert said("104", "102 103 105", now) == rules


@pytest.mark.parametrize(("now", "rules"), [(790, []), (810, ["K612"]), (51, []), (49, ["K612"])])
def test_a_series_that_once_doubled_may_go_up_or_down_to_four_times(
    now: float, rules: list[str]
) -> None:
    assert said("101", "100 200 201", now) == rules


@pytest.mark.parametrize(("now", "rules"), [(155, []), (165, ["K611"]), (700, ["K612"])])
def test_a_single_earlier_figure_allows_up_to_eight_times(now: float, rules: list[str]) -> None:
    assert said("－", "－ － 20", now) == rules
