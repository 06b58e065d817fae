"""Assessment schemes (判定基準) as data: an ordered list of conditions, the first that holds gives the grade.

A condition is written as the planning office would: ``達成率100％以上``, ``進捗率80％以上かつ進捗率100％未満``, a
verdict (``達成`` ``未達成`` ``集計中`` ``判定不能``) or ``その他``.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import BLANK, Reading
from kpi_desktop.domain.indicators.assessment import (
    Assessment,
    Verdict,
    assess,
    assess_series,
    direction_of,
)
from kpi_desktop.domain.indicators.indicator import Direction, Indicator, Series

Actuals = Mapping[int, Mapping[FiscalYear, Reading]]


class Measure(Enum):
    """What a condition may ask for, in percent."""

    RATE = "達成率"
    PROGRESS = "進捗率"
    PRO_RATA = "計画比"


@dataclass(frozen=True)
class Facts:
    """What is known of one indicator in one year. A measure that is not defined is absent.

    達成率 is actual over target (target over actual where lower is better), 進捗率 the share of the way from
    baseline to target, 計画比 that share over the share of the time that has passed. Of several assessed
    series the least counts.
    """

    verdict: Verdict
    reason: str
    measures: Mapping[Measure, Decimal]


_TERM = re.compile(r"(達成率|進捗率|計画比)(-?\d+(?:\.\d+)?)%(以上|超|以下|未満)")


@dataclass(frozen=True)
class Condition:
    """One row of a scheme. ``text`` as written."""

    grade: str
    text: str

    def __post_init__(self) -> None:
        """KpiError when the condition cannot be read."""
        if self._word() is None and not all(_TERM.fullmatch(one) for one in self._terms()):
            words = "、".join(one.value for one in Verdict)
            raise KpiError(
                f"判定の条件「{self.text}」は読めません。",
                f"「達成率100％以上」のように書くか、{words}、その他のどれかにしてください。",
            )

    def holds(self, facts: Facts) -> bool:
        """Whether it is met; a measure that is not defined meets nothing."""
        word = self._word()
        if word is not None:
            return word in ("その他", facts.verdict.value)
        return all(_term_holds(one, facts) for one in self._terms())

    def _plain(self) -> str:
        return "".join(unicodedata.normalize("NFKC", self.text).split())

    def _word(self) -> str | None:
        known = {"その他", *(one.value for one in Verdict)}
        return self._plain() if self._plain() in known else None

    def _terms(self) -> list[str]:
        return self._plain().split("かつ")


def _term_holds(term: str, facts: Facts) -> bool:
    match = _TERM.fullmatch(term)
    value = facts.measures.get(Measure(match[1])) if match else None
    if match is None or value is None:
        return False
    limit = Decimal(match[2])
    return {
        "以上": value >= limit,
        "超": value > limit,
        "以下": value <= limit,
        "未満": value < limit,
    }[match[3]]


@dataclass(frozen=True)
class Grade:
    """判定: the grade with its reason. ``overridden`` when the office has set it by hand."""

    grade: str
    reason: str
    overridden: bool = False


@dataclass(frozen=True)
class Override:
    """A grade set by hand (判定の変更): shown as such, with reason, operator and time."""

    indicator: str
    year: FiscalYear
    grade: str
    reason: str
    operator: str
    at: datetime.datetime

    def __post_init__(self) -> None:
        """KpiError without a reason."""
        if not self.reason.strip():
            raise KpiError("判定を変えるには理由が要ります。", "理由を書いてください。")


@dataclass(frozen=True)
class Scheme:
    """判定基準 of a plan."""

    name: str
    conditions: tuple[Condition, ...]

    @classmethod
    def of(cls, name: str, rows: Iterable[tuple[str, str]]) -> Scheme:
        """From rows of grade and condition. KpiError when there is none or one cannot be read."""
        conditions = tuple(Condition(grade, text) for grade, text in rows)
        if not conditions:
            raise KpiError(
                f"判定基準「{name}」に条件がありません。", "条件を1行以上書いてください。"
            )
        return cls(name, conditions)

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades in order, each once."""
        return tuple(dict.fromkeys(one.grade for one in self.conditions))

    def grade(self, facts: Facts, override: Override | None = None) -> Grade:
        """The first condition that holds; 判定不能 with the reason when none does."""
        if override is not None:
            return Grade(override.grade, f"{override.reason}（{override.operator}）", True)
        for one in self.conditions:
            if one.holds(facts):
                return Grade(one.grade, f"{one.text}：{facts.reason}")
        return Grade(Verdict.UNDECIDABLE.value, f"どの条件にも当たりません：{facts.reason}")

    def preview(
        self, indicators: Iterable[tuple[Indicator, Actuals]], years: Sequence[FiscalYear]
    ) -> dict[FiscalYear, Counter[str]]:
        """How many indicators would get which grade in past years."""
        known = list(indicators)
        return {
            year: Counter(self.grade(facts_of(one, year, data)).grade for one, data in known)
            for year in years
        }


def judge(
    scheme: Scheme,
    indicator: Indicator,
    year: FiscalYear,
    actuals: Actuals,
    override: Override | None = None,
) -> Assessment:
    """達成状況 as it is shown everywhere: the verdict with the grade of the scheme, or as set by hand.

    A grade by hand that is one of the verdicts (達成 …) takes the verdict's place too.
    """
    found = assess(indicator, year, actuals)
    if scheme.name != DEFAULT.name:
        given = scheme.grade(facts_of(indicator, year, actuals))
        found = replace(found, grade=given.grade, reason=given.reason)
    if override is not None:
        given = scheme.grade(Facts(found.verdict, found.reason, {}), override)
        verdicts = {one.value: one for one in Verdict}
        found = replace(
            found,
            verdict=verdicts.get(given.grade, found.verdict),
            grade=given.grade,
            reason=f"{given.reason}　判定の変更。基準では「{found.grade}」：{found.reason}",
            overridden=True,
        )
    return found


_LATER = (("集計中", "集計中"), ("判定不能", "判定不能"))
DEFAULT = Scheme.of("達成・未達成", (("達成", "達成"), ("未達成", "未達成"), *_LATER))
SYMBOLS = Scheme.of(
    "◎○△×",
    (
        *(("－", word) for word in ("集計中", "判定不能")),
        ("◎", "達成"),
        ("○", "進捗率80％以上"),
        ("△", "進捗率50％以上"),
        ("×", "その他"),
    ),
)
LETTERS = Scheme.of(
    "S・A・B・C",
    (
        *(("－", word) for word in ("集計中", "判定不能")),
        ("S", "達成率120％以上"),
        ("A", "達成"),
        ("B", "達成率80％以上"),
        ("C", "その他"),
    ),
)
PRO_RATA = Scheme.of(
    "計画比",
    (
        *(("－", word) for word in ("集計中", "判定不能")),
        ("達成", "達成"),
        ("順調", "計画比100％以上"),
        ("概ね順調", "計画比80％以上"),
        ("遅れ", "その他"),
    ),
)
BUILT_IN = (DEFAULT, SYMBOLS, LETTERS, PRO_RATA)


def facts_of(indicator: Indicator, year: FiscalYear, actuals: Actuals) -> Facts:
    """What is known of an indicator in *year*; never divides by zero."""
    overall = assess(indicator, year, actuals)
    each = [_measures(indicator, one, year, actuals) for one in indicator.assessed_series]
    least = {
        measure: min(one[measure] for one in each)
        for measure in Measure
        if each and all(measure in one for one in each)
    }
    return Facts(overall.verdict, overall.reason, least)


def _measures(
    indicator: Indicator, series: Series, year: FiscalYear, actuals: Actuals
) -> dict[Measure, Decimal]:
    own = actuals.get(series.number, {})
    now, goal = own.get(year, BLANK).value, series.target.value
    found: dict[Measure, Decimal] = {}
    if now is None or goal is None:
        return found
    down = direction_of(indicator, series) is Direction.DOWN
    part, whole = (goal, now) if down else (now, goal)
    if whole:
        found[Measure.RATE] = part / whole * 100
    progress = assess_series(indicator, series, year, own, actuals).progress
    if progress is not None:
        found[Measure.PROGRESS] = progress
        first, last = series.baseline_year.western, series.target_year.western
        passed = min(year.western, last) - first
        if passed > 0:
            found[Measure.PRO_RATA] = progress * (last - first) / passed
    return found
