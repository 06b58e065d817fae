"""達成状況 by the default scheme, on what real series hold."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import Reading, parse_reading
from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.indicators.assessment import Verdict, assess
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
