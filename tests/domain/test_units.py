"""Units as they are printed, and as people type them behind a figure."""

from __future__ import annotations

import pytest

from kpi_desktop.domain.figures.units import Unit


@pytest.mark.parametrize(
    ("text", "scale"),
    [("兆円", 12), ("億円/年", 8), ("万人", 4), ("人", 0), ("", 0), ("百万円", 0), ("円億", 0)],
)
def test_a_leading_scale_is_a_power_of_ten(text: str, scale: int) -> None:
    assert Unit(text).scale == scale


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("人/年", "年"),
        ("人／4年", "4年"),
        ("kg/10a/年", "年"),
        ("件/月", "月"),
        ("t/日", "日"),
        ("kg/10a", ""),
        ("人/", ""),
        ("年", ""),
        ("", ""),
    ],
)
def test_the_period_is_a_span_of_time_behind_the_last_slash(text: str, period: str) -> None:
    assert Unit(text).period == period


@pytest.mark.parametrize(
    ("text", "percent"),
    [("%", True), ("％", True), ("㌫", True), ("パーセント", True), ("%/年", False), ("", False)],
)
def test_percentages_are_known_in_their_spellings(text: str, percent: bool) -> None:
    assert Unit(text).is_percent is percent


@pytest.mark.parametrize(
    ("unit", "typed", "accepted"),
    [
        ("人/年", "人", True),
        ("人/年", "人/年", True),
        ("人/年", "人／年", True),
        ("人/年", " ", True),
        ("人/年", "件", False),
        ("人/年", "年", False),
        ("kg/10a/年", "kg/10a", True),
        ("kg/10a/年", "KG", False),
        ("kg/10a", "kg", False),
        ("kg", "ＫＧ", True),
        ("%", "パーセント", True),
        ("カ所", "ヶ所", True),
        ("カ所", "か所", True),
        ("カ所", "ヵ所", True),
        ("カ所", "箇所", True),
        ("カ所", "個所", True),
        ("箇所/年", "個 所", True),
        ("カ所", "所", False),
        ("", "人", False),
        ("", "", True),
    ],
)
def test_a_typed_unit_may_be_spelt_in_another_way_and_lack_its_period(
    unit: str, typed: str, accepted: bool
) -> None:
    assert Unit(unit).accepts(typed) is accepted


def test_a_unit_is_printed_as_given_and_none_is_empty() -> None:
    assert (str(Unit("人／年")), Unit().text) == ("人／年", "")
