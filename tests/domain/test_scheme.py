"""Schemes are data: ordered conditions, first match wins, and nothing divides by zero."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.indicators.assessment import Verdict
from kpi_desktop.domain.indicators.indicator import Indicator, Series
from kpi_desktop.domain.indicators.scheme import (
    BUILT_IN,
    DEFAULT,
    LETTERS,
    PRO_RATA,
    SYMBOLS,
    Condition,
    Facts,
    Measure,
    Override,
    Scheme,
    facts_of,
)

R1, R3, R5 = FiscalYear(2019), FiscalYear(2021), FiscalYear(2023)


def indicator(baseline: str, target: str, target_year: FiscalYear = R5) -> Indicator:
    series = Series(
        1, "累計", Unit("件"), R1, parse_reading(baseline), target_year, parse_reading(target)
    )
    return Indicator("1", "件数", "1", ("部",), ("課",), (series,))


def graded(scheme: Scheme, baseline: str, target: str, now: str) -> str:
    one = indicator(baseline, target)
    return scheme.grade(facts_of(one, R5, {1: {R5: parse_reading(now)}})).grade


@pytest.mark.parametrize(
    ("now", "grades"),
    [
        ("130", ("達成", "◎", "S")),
        ("100", ("達成", "◎", "A")),
        ("85", ("未達成", "○", "B")),
        ("60", ("未達成", "△", "C")),
        ("10", ("未達成", "×", "C")),
        ("集計中", ("集計中", "－", "－")),
        ("", ("判定不能", "－", "－")),
    ],
)
def test_one_figure_under_three_schemes(now: str, grades: tuple[str, ...]) -> None:
    found = tuple(graded(one, "0", "100", now) for one in (DEFAULT, SYMBOLS, LETTERS))
    assert found == grades


def test_pro_rata_compares_the_way_done_with_the_time_passed() -> None:
    one = indicator("0", "100")
    facts = facts_of(one, R3, {1: {R3: parse_reading("45")}})
    assert facts.measures[Measure.PRO_RATA] == 90
    assert PRO_RATA.grade(facts).grade == "概ね順調"


def test_lower_is_better_turns_the_rate_round() -> None:
    facts = facts_of(indicator("200", "50"), R5, {1: {R5: parse_reading("100")}})
    assert facts.measures[Measure.RATE] == 50


@pytest.mark.parametrize(
    ("baseline", "target", "now"), [("178", "0", "0"), ("5", "5", "5"), ("0", "0", "0")]
)
def test_zero_never_divides(baseline: str, target: str, now: str) -> None:
    assert graded(LETTERS, baseline, target, now) in ("A", "S")


def test_the_first_condition_that_holds_wins() -> None:
    scheme = Scheme.of("試し", (("甲", "達成率50％以上"), ("乙", "達成率80％以上")))
    assert graded(scheme, "0", "100", "90") == "甲"


def test_where_no_condition_holds_the_reason_says_so() -> None:
    scheme = Scheme.of("試し", (("甲", "達成率 ５０ ％ 以上 かつ 達成率60％未満"),))
    facts = facts_of(indicator("0", "100"), R5, {1: {R5: parse_reading("90")}})
    found = scheme.grade(facts)
    assert found.grade == "判定不能" and "どの条件にも" in found.reason


@pytest.mark.parametrize("text", ["", "80%", "達成率80", "満足率80％以上"])
def test_a_condition_that_cannot_be_read_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(KpiError, match="読めません"):
        Condition("A", text)


def test_a_grade_set_by_hand_is_shown_as_such_with_its_reason() -> None:
    at = datetime.datetime(2024, 7, 1, tzinfo=datetime.timezone.utc)
    override = Override("1", R5, "A", "災害のため", "企画 太郎", at)
    facts = facts_of(indicator("0", "100"), R5, {})
    found = LETTERS.grade(facts, override)
    assert (found.grade, found.overridden) == ("A", True) and "災害のため" in found.reason


def test_a_grade_is_not_set_by_hand_without_a_reason() -> None:
    at = datetime.datetime(2024, 7, 1, tzinfo=datetime.timezone.utc)
    with pytest.raises(KpiError, match="理由"):
        Override("1", R5, "A", " ", "企画 太郎", at)


def test_a_preview_counts_grades_of_past_years() -> None:
    data = {1: {R3: parse_reading("60"), R5: parse_reading("100")}}
    found = SYMBOLS.preview([(indicator("0", "100"), data)], (R3, R5))
    assert found == {R3: {"△": 1}, R5: {"◎": 1}}


@given(
    st.sampled_from(Verdict),
    st.dictionaries(st.sampled_from(Measure), st.decimals(-1000, 1000, places=1)),
)
def test_every_built_in_scheme_grades_everything(
    verdict: Verdict, measures: dict[Measure, Decimal]
) -> None:
    for scheme in BUILT_IN:
        found = scheme.grade(Facts(verdict, "", measures))
        assert found.grade in scheme.grades
