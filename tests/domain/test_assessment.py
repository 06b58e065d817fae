"""達成状況 by the default scheme, on what real series hold."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import Reading, parse_reading
from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.indicators.assessment import Verdict, assess, assess_series, direction_of
from kpi_desktop.domain.indicators.indicator import Direction, Indicator, Series

R1, R4, R5 = FiscalYear(2019), FiscalYear(2022), FiscalYear(2023)
Actuals = dict[int, dict[FiscalYear, Reading]]


def series(number: int, baseline: str, target: str, label: str = "累計") -> Series:
    return Series(number, label, Unit("件"), R1, parse_reading(baseline), R5, parse_reading(target))


def indicator(*rows: Series, direction: Direction | None = None) -> Indicator:
    return Indicator("1", "件数", "1", ("部",), ("課",), rows, direction=direction)


def actuals(*now: str, last: str = "") -> Actuals:
    return {
        number: {R4: parse_reading(last), R5: parse_reading(text)}
        for number, text in enumerate(now, 1)
    }


@pytest.mark.parametrize(
    ("baseline", "target", "last", "now", "verdict"),
    [
        ("1,027", "1,500", "1,592", "1,759", Verdict.ACHIEVED),
        ("37,163", "44,000", "34,476", "33,857", Verdict.NOT_ACHIEVED),
        ("178", "0", "15", "4", Verdict.NOT_ACHIEVED),
        ("178", "0", "15", "0", Verdict.ACHIEVED),
        ("6,498", "前年比減", "4,944", "6,174", Verdict.NOT_ACHIEVED),
        ("6,498", "前年比減", "4,944", "4,943", Verdict.ACHIEVED),
        ("62,000", "前年度比増", "211,129", "241,958", Verdict.ACHIEVED),
        ("5", "前年度比増", "6", "6", Verdict.NOT_ACHIEVED),
        ("認定なし", "認定", "認定なし", "認定", Verdict.ACHIEVED),
        ("認定なし", "認定", "認定なし", "認定なし", Verdict.NOT_ACHIEVED),
        ("－", "完了", "", "完了", Verdict.ACHIEVED),
        ("－", "完了", "519", "522", Verdict.UNDECIDABLE),
        ("369", "392", "集計中", "集計中", Verdict.PENDING),
        ("369", "392", "708", "", Verdict.UNDECIDABLE),
        ("214", "", "316", "348", Verdict.UNDECIDABLE),
        ("62,000", "前年度比増", "集計中", "241,958", Verdict.UNDECIDABLE),
    ],
)
def test_one_series_against_its_target(
    baseline: str, target: str, last: str, now: str, verdict: Verdict
) -> None:
    found = assess(indicator(series(1, baseline, target)), R5, actuals(now, last=last))
    assert found.verdict is verdict and found.reason


def test_all_of_another_series_means_as_many_as_that_one() -> None:
    one = indicator(series(1, "5", "－", "全項目数"), series(2, "1", "全て", "達成項目数"))
    assert assess(one, R5, actuals("5", "0")).verdict is Verdict.NOT_ACHIEVED
    assert assess(one, R5, actuals("5", "5")).verdict is Verdict.ACHIEVED


def test_of_several_series_one_that_is_missed_decides() -> None:
    one = indicator(series(1, "165", "200"), series(2, "73", "100"))
    assert assess(one, R5, actuals("199", "158")).verdict is Verdict.NOT_ACHIEVED
    assert assess(one, R5, actuals("201", "158")).verdict is Verdict.ACHIEVED


def test_progress_is_the_way_from_baseline_to_target() -> None:
    found = assess(indicator(series(1, "100", "200")), R5, actuals("150"))
    assert (found.progress, found.provisional) == (Decimal("50.0"), False)


def test_progress_that_rests_on_an_earlier_year_is_provisional() -> None:
    found = assess(indicator(series(1, "100", "200")), R5, actuals("集計中", last="120"))
    assert (found.progress, found.provisional) == (Decimal("20.0"), True)


def test_progress_is_not_defined_where_the_target_is_the_baseline() -> None:
    assert assess(indicator(series(1, "45", "45")), R5, actuals("45")).progress is None


def test_the_direction_of_the_master_data_goes_before_that_of_the_figures() -> None:
    one = indicator(series(1, "5", "5"), direction=Direction.DOWN)
    assert assess(one, R5, actuals("4")).verdict is Verdict.ACHIEVED
    assert assess(one, R5, actuals("6")).verdict is Verdict.NOT_ACHIEVED


@pytest.mark.parametrize(
    ("baseline", "target", "last", "now", "reason"),
    [
        ("1,027", "1,500", "", "1,759", "実績1,759／目標1,500"),
        ("6", "前年比減", "4,944", "6,174", "実績6,174／前年4,944"),
        ("6", "前年比増", "4,944", "6,174", "実績6,174／前年4,944"),
        ("認定なし", "認定", "", "認定なし", "実績「認定なし」／目標「認定」"),
        ("－", "完了", "", "認定", "実績「認定」／目標「完了」"),
        ("369", "392", "", "完了", "目標は「392」で、実績の「完了」とは比べられません"),
        (
            "－",
            "完了",
            "",
            "522",
            "目標は「完了」で、実績の数値「522」では判定できません（目標に達したときは実績値に「完了」と記入）",
        ),
        ("369", "392", "", "集計中", "R5実績値が集計中です"),
        ("369", "392", "", "", "R5実績値がありません"),
        ("214", "", "", "348", "目標値がありません"),
        ("6", "前年比増", "集計中", "7", "R4実績値が数値ではありません"),
        ("6", "全て", "", "7", "「全て」の元になる系列がありません"),
    ],
)
def test_the_reason_names_what_was_compared(
    baseline: str, target: str, last: str, now: str, reason: str
) -> None:
    one = series(1, baseline, target)
    found = assess_series(indicator(one), one, R5, actuals(now, last=last)[1], actuals(now))
    assert found.reason == reason


@pytest.mark.parametrize(
    ("baseline", "target", "last", "now", "progress", "provisional"),
    [
        ("100", "", "", "150", None, False),
        ("100", "", "150", "集計中", None, True),
        ("100", "200", "", "150", "50.0", False),
        ("100", "200", "120", "", None, False),
        ("100", "200", "120", "集計中", "20.0", True),
        ("100", "完了", "120", "150", None, False),
        ("－", "200", "", "150", None, False),
        ("200", "100", "", "250", "-50.0", False),
        ("0", "16", "", "1", "6.3", False),
        ("0", "全て", "", "1", None, False),
        ("0", "前年比増", "", "1", None, False),
        ("100", "200", "", "集計中", None, False),
    ],
)
def test_progress_is_told_where_it_is_defined(
    baseline: str, target: str, last: str, now: str, progress: str | None, provisional: bool
) -> None:
    one = series(1, baseline, target)
    found = assess_series(indicator(one), one, R5, actuals(now, last=last)[1], {})
    expected = None if progress is None else Decimal(progress)
    assert (found.progress, found.provisional) == (expected, provisional)


@pytest.mark.parametrize(
    ("rows", "now", "verdict"),
    [
        ([("0", "9"), ("0", "9")], ("9", "9"), Verdict.ACHIEVED),
        ([("0", "9"), ("0", "9")], ("9", "集計中"), Verdict.PENDING),
        ([("0", "9"), ("0", "9")], ("集計中", ""), Verdict.UNDECIDABLE),
        ([("0", "9"), ("0", "9")], ("", "8"), Verdict.NOT_ACHIEVED),
        ([("0", "－")], ("9",), Verdict.UNDECIDABLE),
    ],
)
def test_what_decides_of_several_series(
    rows: list[tuple[str, str]], now: tuple[str, ...], verdict: Verdict
) -> None:
    one = indicator(*(series(number, *row) for number, row in enumerate(rows, 1)))
    found = assess(one, R5, actuals(*now))
    assert (found.verdict, found.grade, found.overridden) == (verdict, verdict.value, False)
    assert found.reason


def test_all_of_another_series_is_not_all_of_its_own() -> None:
    rows = series(1, "1", "全て"), series(2, "5", "－"), series(3, "5", "－")
    everything = actuals("7", "集計中", "7")
    found = assess_series(indicator(*rows), rows[0], R5, everything[1], everything)
    assert (found.verdict, found.reason) == (Verdict.ACHIEVED, "実績7／目標7")


@pytest.mark.parametrize(
    ("baseline", "target", "given", "direction"),
    [
        ("5", "6", None, Direction.UP),
        ("6", "5", None, Direction.DOWN),
        ("5", "5", None, Direction.UP),
        ("6", "5", Direction.UP, Direction.UP),
        ("5", "前年比減", None, Direction.DOWN),
        ("5", "前年比増", None, Direction.UP),
        ("－", "5", None, Direction.UP),
        ("5", "－", None, Direction.UP),
    ],
)
def test_the_direction_is_that_of_the_master_data_else_of_the_figures(
    baseline: str, target: str, given: Direction | None, direction: Direction
) -> None:
    one = series(1, baseline, target)
    assert direction_of(indicator(one, direction=given), one) is direction
