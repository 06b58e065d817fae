"""Assessment (達成判定): the default scheme 達成／未達成／集計中／判定不能, with its reason and progress."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.marks import Mark
from kpi_desktop.domain.figures.readings import BLANK, Reading, match_key
from kpi_desktop.domain.indicators.indicator import Direction, Indicator, Series


class Verdict(Enum):
    """達成状況."""

    ACHIEVED = "達成"
    NOT_ACHIEVED = "未達成"
    PENDING = "集計中"
    UNDECIDABLE = "判定不能"


@dataclass(frozen=True)
class Assessment:
    """Verdict with the reason in words.

    ``progress`` is the share of the way from baseline to target in percent, one decimal; None where
    it is not defined (no figures, or baseline equal to target). ``provisional`` when it rests on an
    earlier year's figure. ``grade`` is the word of the plan's scheme (達成, ◎, A …), empty for a single series;
    ``overridden`` when the office has set it by hand.
    """

    verdict: Verdict
    reason: str
    progress: Decimal | None = None
    provisional: bool = False
    grade: str = ""
    overridden: bool = False

    @property
    def public_reason(self) -> str:
        """The reason as it may be published: why the office has set a grade by hand stays inside."""
        return "判定基準によらず、個別に判定しました" if self.overridden else self.reason


def direction_of(indicator: Indicator, series: Series) -> Direction:
    """方向: as the master data say, else from baseline and target, else 増."""
    if indicator.direction is not None:
        return indicator.direction
    if series.target.mark is Mark.BELOW_LAST_YEAR:
        return Direction.DOWN
    before, after = series.baseline.value, series.target.value
    if before is not None and after is not None and after < before:
        return Direction.DOWN
    return Direction.UP


def assess(
    indicator: Indicator,
    year: FiscalYear,
    actuals: Mapping[int, Mapping[FiscalYear, Reading]],
) -> Assessment:
    """Assess an indicator in *year*; *actuals* gives the readings by series number and year.

    Several assessed series: all must be achieved; one that is not decides, then one that is pending.
    """
    each = [
        assess_series(indicator, series, year, actuals.get(series.number, {}), actuals)
        for series in indicator.assessed_series
    ]
    if not each:
        return Assessment(
            Verdict.UNDECIDABLE, "目標値がありません", grade=Verdict.UNDECIDABLE.value
        )
    order = (Verdict.NOT_ACHIEVED, Verdict.UNDECIDABLE, Verdict.PENDING, Verdict.ACHIEVED)
    found = min(each, key=lambda one: order.index(one.verdict))
    return replace(found, grade=found.verdict.value)


def assess_series(
    indicator: Indicator,
    series: Series,
    year: FiscalYear,
    own: Mapping[FiscalYear, Reading],
    everything: Mapping[int, Mapping[FiscalYear, Reading]],
) -> Assessment:
    """Assess one series in *year*. *everything* is needed for the target 全て (all of another series)."""
    now = own.get(year, BLANK)
    progress, provisional = _progress(series, year, own)
    if series.target.is_missing:
        return Assessment(Verdict.UNDECIDABLE, "目標値がありません", progress, provisional)
    if now.is_missing:
        return Assessment(Verdict.UNDECIDABLE, f"{year.short}実績値がありません")
    if now.is_pending:
        return Assessment(Verdict.PENDING, f"{year.short}実績値が集計中です", progress, provisional)
    goal = _goal(indicator, series, year, own, everything)
    if isinstance(goal, str):
        return Assessment(Verdict.UNDECIDABLE, goal, progress)
    met, reason = _compare(indicator, series, now, goal)
    return Assessment(met, reason, progress, provisional)


def _goal(
    indicator: Indicator,
    series: Series,
    year: FiscalYear,
    own: Mapping[FiscalYear, Reading],
    everything: Mapping[int, Mapping[FiscalYear, Reading]],
) -> Reading | str:
    """The reading to reach, or the reason why there is none."""
    mark = series.target.mark
    if mark in (Mark.BELOW_LAST_YEAR, Mark.ABOVE_LAST_YEAR):
        last = own.get(year.plus(-1), BLANK)
        return last if last.is_figure else f"{year.plus(-1).short}実績値が数値ではありません"
    if mark is Mark.ALL:
        for other in indicator.series:
            whole = everything.get(other.number, {}).get(year, BLANK)
            if other.number != series.number and whole.is_figure:
                return whole
        return "「全て」の元になる系列がありません"
    return series.target


def _compare(
    indicator: Indicator, series: Series, now: Reading, goal: Reading
) -> tuple[Verdict, str]:
    met = {True: Verdict.ACHIEVED, False: Verdict.NOT_ACHIEVED}
    if goal.value is None or now.value is None:
        if goal.kind is now.kind and goal.kind.name in ("TEXT", "MARK"):
            same = goal.mark is now.mark and (
                goal.mark is not None or match_key(goal.raw) == match_key(now.raw)
            )
            return met[same], f"実績「{now.display()}」／目標「{goal.display()}」"
        if goal.is_figure or now.is_figure:
            return Verdict.UNDECIDABLE, _unlike(now, goal)
        return met[False], f"実績「{now.display()}」／目標「{goal.display()}」"
    mark = series.target.mark
    if mark is Mark.BELOW_LAST_YEAR:
        return met[now.value < goal.value], f"実績{now.display()}／前年{goal.display()}"
    if mark is Mark.ABOVE_LAST_YEAR:
        return met[now.value > goal.value], f"実績{now.display()}／前年{goal.display()}"
    down = direction_of(indicator, series) is Direction.DOWN
    reached = now.value <= goal.value if down else now.value >= goal.value
    return met[reached], f"実績{now.display()}／目標{goal.display()}"


def _unlike(now: Reading, goal: Reading) -> str:
    """Why a figure and a word cannot be compared, and what would decide it."""
    if goal.is_figure:
        return f"目標は「{goal.display()}」で、実績の「{now.display()}」とは比べられません"
    return (
        f"目標は「{goal.display()}」で、実績の数値「{now.display()}」では判定できません"
        f"（目標に達したときは実績値に「{goal.display()}」と記入）"
    )


def _progress(
    series: Series, year: FiscalYear, own: Mapping[FiscalYear, Reading]
) -> tuple[Decimal | None, bool]:
    known = [one for one in sorted(own) if one <= year and own[one].is_figure]
    if not known:
        return None, False
    latest = known[-1]
    value, before, goal = own[latest].value, series.baseline.value, series.target.value
    if value is None or before is None or goal is None or goal == before:
        return None, latest != year
    share = (value - before) / (goal - before) * 100
    return share.quantize(Decimal("0.1"), ROUND_HALF_UP), latest != year
