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
from kpi_desktop.domain.indicators.indicator import Direction, Indicator, Series
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
    judge,
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


#: Scheme, a measure in percent, and the grade of an indicator that has not achieved its target.
STEPS = [
    (DEFAULT, Measure.RATE, "119.9", "未達成"),
    (SYMBOLS, Measure.PROGRESS, "80", "○"),
    (SYMBOLS, Measure.PROGRESS, "79.9", "△"),
    (SYMBOLS, Measure.PROGRESS, "50", "△"),
    (SYMBOLS, Measure.PROGRESS, "49.9", "×"),
    (SYMBOLS, Measure.RATE, "99", "×"),
    (LETTERS, Measure.RATE, "120", "S"),
    (LETTERS, Measure.RATE, "119.9", "B"),
    (LETTERS, Measure.RATE, "80", "B"),
    (LETTERS, Measure.RATE, "79.9", "C"),
    (LETTERS, Measure.PROGRESS, "99", "C"),
    (PRO_RATA, Measure.PRO_RATA, "100", "順調"),
    (PRO_RATA, Measure.PRO_RATA, "99.9", "概ね順調"),
    (PRO_RATA, Measure.PRO_RATA, "80", "概ね順調"),
    (PRO_RATA, Measure.PRO_RATA, "79.9", "遅れ"),
]


@pytest.mark.parametrize(("scheme", "measure", "value", "grade"), STEPS)
def test_each_step_of_a_built_in_scheme_begins_at_its_figure(
    scheme: Scheme, measure: Measure, value: str, grade: str
) -> None:
    facts = Facts(Verdict.NOT_ACHIEVED, "", {measure: Decimal(value)})
    assert scheme.grade(facts).grade == grade


def test_the_built_in_schemes_have_these_names_and_grades() -> None:
    assert [(one.name, one.grades) for one in BUILT_IN] == [
        ("達成・未達成", ("達成", "未達成", "集計中", "判定不能")),
        ("◎○△×", ("－", "◎", "○", "△", "×")),
        ("S・A・B・C", ("－", "S", "A", "B", "C")),
        ("計画比", ("－", "達成", "順調", "概ね順調", "遅れ")),
    ]
    for scheme in BUILT_IN:
        waits = "－" if scheme is not DEFAULT else ""
        measures = {one: Decimal(100) for one in Measure}
        for verdict in (Verdict.PENDING, Verdict.UNDECIDABLE):
            assert scheme.grade(Facts(verdict, "", measures)).grade == (waits or verdict.value)
    assert PRO_RATA.grade(Facts(Verdict.ACHIEVED, "", {})).grade == "達成"


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("達成率80％以上", "80 80.1"),
        ("達成率80％超", "80.1"),
        ("達成率80％以下", "79.9 80"),
        ("達成率80％未満", "79.9"),
        ("達成率80％以上かつ達成率80％以下", "80"),
        ("達成率８０.０%以上 かつ 達成率 80.1％未満", "80"),
        ("達成率-5％以上", "79.9 80 80.1"),
        ("進捗率0％以上", ""),
        ("達成率80％以上かつ進捗率0％以上", ""),
        ("未達成", "79.9 80 80.1"),
        ("達成", ""),
        ("その他", "79.9 80 80.1"),
    ],
)
def test_a_condition_holds_on_its_side_of_its_figure(text: str, met: str) -> None:
    facts = [Facts(Verdict.NOT_ACHIEVED, "", {Measure.RATE: Decimal(v)}) for v in VALUES]
    found = [v for v, one in zip(VALUES, facts, strict=True) if Condition("甲", text).holds(one)]
    assert " ".join(found) == met


VALUES = ("79.9", "80", "80.1")


def test_a_scheme_without_conditions_is_refused() -> None:
    with pytest.raises(KpiError, match="「空」に条件がありません"):
        Scheme.of("空", ())


@pytest.mark.parametrize(
    ("baseline", "target", "years", "now", "measures"),
    [
        ("0", "100", (2019, 2023, 2021), "50", ("50", "50.0", "100")),
        ("0", "100", (2019, 2023, 2020), "50", ("50", "50.0", "200")),
        ("0", "100", (2019, 2022, 2023), "50", ("50", "50.0", "50")),  # no more time than there was
        ("0", "100", (2019, 2023, 2019), "50", ("50", "50.0", None)),
        ("200", "100", (2019, 2023, 2021), "125", ("80", "75.0", "150")),
        ("200", "100", (2019, 2023, 2021), "0", (None, "200.0", "400")),
        ("0", "0", (2019, 2023, 2021), "5", (None, None, None)),
        ("100", "100", (2019, 2023, 2021), "50", ("50", None, None)),
        ("－", "100", (2019, 2023, 2021), "50", ("50", None, None)),
        ("0", "100", (2019, 2023, 2021), "集計中", (None, None, None)),
        ("0", "前年比増", (2019, 2023, 2021), "50", (None, None, None)),
    ],
)
def test_the_measures_of_one_figure(
    baseline: str,
    target: str,
    years: tuple[int, int, int],
    now: str,
    measures: tuple[str | None, ...],
) -> None:
    first, last, year = map(FiscalYear, years)
    series = Series(1, "", Unit(), first, parse_reading(baseline), last, parse_reading(target))
    one = Indicator("1", "件数", "1", ("部",), ("課",), (series,))
    facts = facts_of(one, year, {1: {year: parse_reading(now)}})
    found = [facts.measures.get(measure) for measure in Measure]
    assert found == [None if value is None else Decimal(value) for value in measures]


def test_of_several_series_the_least_measure_counts_and_only_where_all_have_it() -> None:
    def row(number: int, baseline: str) -> Series:
        return Series(number, "", Unit(), R1, parse_reading(baseline), R5, parse_reading("100"))

    def measures(*rows: Series) -> dict[Measure, Decimal]:
        one = Indicator("1", "件数", "1", ("部",), ("課",), rows)
        data = {1: {R3: parse_reading("50")}, 2: {R3: parse_reading("20")}}
        return dict(facts_of(one, R3, data).measures)

    assert measures(row(1, "0"), row(2, "0")) == {
        Measure.RATE: 20,
        Measure.PROGRESS: 20,
        Measure.PRO_RATA: 40,
    }
    assert measures(row(1, "0"), row(2, "－")) == {Measure.RATE: 20}
    assert measures() == {}
    assert measures(row(1, "0"), row(3, "0")) == {}


def test_down_is_the_direction_of_the_master_data_too() -> None:
    series = Series(1, "", Unit(), R1, parse_reading("100"), R5, parse_reading("100"))
    one = Indicator("1", "件", "1", ("部",), ("課",), (series,), direction=Direction.DOWN)
    assert facts_of(one, R5, {1: {R5: parse_reading("80")}}).measures[Measure.RATE] == 125


AT = datetime.datetime(2024, 7, 1, tzinfo=datetime.timezone.utc)


@pytest.mark.parametrize(
    ("scheme", "by_hand", "verdict", "grade", "reason"),
    [
        (DEFAULT, "", Verdict.NOT_ACHIEVED, "未達成", "実績85／目標100"),
        (SYMBOLS, "", Verdict.NOT_ACHIEVED, "○", "進捗率80％以上：実績85／目標100"),
        (
            SYMBOLS,
            "◎",
            Verdict.NOT_ACHIEVED,
            "◎",
            "災害（企画）　判定の変更。基準では「○」：進捗率80％以上：実績85／目標100",
        ),
        (
            DEFAULT,
            "達成",
            Verdict.ACHIEVED,
            "達成",
            "災害（企画）　判定の変更。基準では「未達成」：実績85／目標100",
        ),
    ],
)
def test_an_indicator_is_judged_by_its_scheme_unless_the_office_has_ruled(
    scheme: Scheme, by_hand: str, verdict: Verdict, grade: str, reason: str
) -> None:
    override = Override("1", R5, by_hand, "災害", "企画", AT) if by_hand else None
    found = judge(scheme, indicator("0", "100"), R5, {1: {R5: parse_reading("85")}}, override)
    assert (found.verdict, found.grade, found.reason) == (verdict, grade, reason)
    assert found.overridden is bool(by_hand)
    assert found.progress == 85
    public = "判定基準によらず、個別に判定しました" if by_hand else reason
    assert found.public_reason == public
    assert scheme.grade(facts_of(indicator("0", "100"), R5, {})).overridden is False


def test_a_preview_may_be_given_its_indicators_one_by_one() -> None:
    data = {1: {R3: parse_reading("60"), R5: parse_reading("100")}}
    one = indicator("0", "100")
    assert SYMBOLS.preview(iter([(one, data), (one, {})]), (R3, R5)) == {
        R3: {"△": 1, "－": 1},
        R5: {"◎": 1, "－": 1},
    }
