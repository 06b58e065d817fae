"""累計の減少 (K616): asked about only where the total never fell before."""

from __future__ import annotations

import pytest

from kpi_desktop.rules.registry import run
from tests.rules.forms import case_of, indicator, line


@pytest.mark.parametrize(
    ("past", "rules"),
    [
        ("1,027 1,188 1,592", ["K616"]),
        ("1,027 1,592 1,592", ["K616"]),
        ("1,188 1,027 1,592", []),
        ("1,592 1,592 1,592", []),
    ],
)
def test_a_fall_is_asked_about_after_totals_that_rose_or_stood_still(
    past: str, rules: list[str]
) -> None:
    one = indicator(line("累計", "人", past.split()[0], past, "2,000"))
    assert [each.rule for each in run(case_of(one, {"系列1_実績4": 1500}))] == rules
