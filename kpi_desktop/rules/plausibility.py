"""Rules on plausibility, each against the series' own history; they only ever ask to make sure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import Reading
from kpi_desktop.domain.finding import Category, Severity
from kpi_desktop.domain.indicators.indicator import Basis
from kpi_desktop.rules.case import IndicatorCase, Nature, Row
from kpi_desktop.rules.rule import Hit, Rule, Scope

#: A step up to this factor is never a jump.
CALM = Decimal(3)
#: With a single earlier figure nothing is known of the series' steps, so only this much is a jump.
CALM_UNKNOWN = Decimal(8)
#: Steps between figures this small say nothing (1 → 4 件).
SMALL = Decimal(10)
_POWERS = (10, 100, 1000)


def _figures(case: IndicatorCase) -> Iterator[tuple[Row, FiscalYear, Reading, Decimal]]:
    """Open fields that hold a figure."""
    for row, year, _ in case.open_fields():
        reading = row.actual(year)
        if row.nature is Nature.FIGURE and reading.value is not None:
            yield row, year, reading, reading.value


def _steps(history: list[Decimal]) -> Decimal | None:
    """The largest factor between neighbours; None when a zero or a sign makes it meaningless."""
    if any([one <= 0 for one in history]):
        return None
    pairs = zip(history, history[1:], strict=False)
    return max([max(a / b, b / a) for a, b in pairs], default=Decimal(1))


def jump_limit(history: list[Decimal]) -> Decimal | None:
    """The factor beyond which a step from the last figure is a jump; None when any step may be normal."""
    steps = _steps(history)
    if steps is None or not history:
        return None
    if len(history) == 1:
        return CALM_UNKNOWN
    return max(CALM, steps * steps)


def _jumps(
    case: IndicatorCase,
) -> Iterator[tuple[Row, FiscalYear, Reading, Decimal, Decimal, FiscalYear]]:
    for row, year, reading, value in _figures(case):
        history = row.history(year)
        limit = jump_limit(list(history.values()))
        if limit is None or value <= 0:
            continue
        last_year = max(history)
        last = history[last_year]
        factor = max(value / last, last / value)
        if factor > limit and abs(value - last) >= SMALL.min(last * 5):
            yield row, year, reading, value, last, last_year


def slip_of(value: Decimal, last: Decimal, steps: Decimal) -> Decimal | None:
    """What *value* would be had it not slipped by powers of ten; None when that does not explain it."""
    near = max(Decimal("1.6"), steps)
    for power in _POWERS:
        for meant in (value / power, value * power):
            if last / near <= meant <= last * near:
                return meant
    return None


def _sort_jump(case: IndicatorCase, slips: bool) -> Iterator[Hit]:
    for row, year, reading, value, last, last_year in _jumps(case):
        steps = _steps(list(row.history(year).values())) or Decimal(1)
        meant = slip_of(value, last, steps)
        if (meant is not None) is not slips:
            continue
        before = row.trusted(last_year) if last_year in row.fields else row.sent.baseline
        field = row.fields.get(last_year, "")
        values = {"前": before.display(), "前年度": last_year.short}
        expected = f"{meant.normalize():,f}" if meant is not None else ""
        yield Hit(row.fields[year], values, expected, reading.display(), (field,) if field else ())


def _slip(case: IndicatorCase) -> Iterator[Hit]:
    yield from _sort_jump(case, slips=True)


def _jump(case: IndicatorCase) -> Iterator[Hit]:
    yield from _sort_jump(case, slips=False)


def _suddenly_zero(case: IndicatorCase) -> Iterator[Hit]:
    for row, year, reading, value in _figures(case):
        history = row.history(year)
        goal = row.sent.target.value
        if value == 0 and goal != 0 and history and min(history.values()) > 0:
            last_year = max(history)
            if history[last_year] >= SMALL:
                words = {"前": f"{history[last_year].normalize():,f}", "前年度": last_year.short}
                yield Hit(row.fields[year], words, actual=reading.display())


def _negative(case: IndicatorCase) -> Iterator[Hit]:
    for row, year, reading, value in _figures(case):
        known = [*row.history(year).values(), row.sent.target.value or Decimal(0)]
        if value < 0 and min(known) >= 0:
            yield Hit(row.fields[year], actual=reading.display())


def _over_hundred(case: IndicatorCase) -> Iterator[Hit]:
    for row, year, reading, value in _figures(case):
        known = [*row.history(year).values(), row.sent.target.value or Decimal(0)]
        if row.sent.unit.is_percent and value > 100 and max(known) <= 100:
            yield Hit(row.fields[year], actual=reading.display())


def _falling(case: IndicatorCase) -> Iterator[Hit]:
    for row, year, reading, value in _figures(case):
        past = row.before(year)
        values = list(past.values())
        if row.basis is not Basis.CUMULATIVE or row.sent.unit.is_percent or len(values) < 2:
            continue
        rose = all(a <= b for a, b in zip(values, values[1:], strict=False))
        if rose and values[0] < values[-1] and value < values[-1]:
            last_year = max(past)
            words = {"前": row.trusted(last_year).display(), "前年度": last_year.short}
            uses = (row.fields[last_year],)
            yield Hit(row.fields[year], words, actual=reading.display(), uses=uses)


def _unchanged(case: IndicatorCase) -> Iterator[Hit]:
    for row, year, reading, value in _figures(case):
        past = row.before(year)
        values = list(past.values())
        if year.plus(-1) not in past or value != past[year.plus(-1)] or value < 100:
            continue
        if len(values) >= 2 and len(set(values)) == len(values):
            yield Hit(row.fields[year], {"前年度": year.plus(-1).short}, actual=reading.display())


SLIP = Rule(
    code="K611",
    category=Category.PLAUSIBILITY,
    severity=Severity.WARNING,
    scope=Scope.CELL,
    title="桁の誤りの疑い",
    message="{欄}の「{入力}」は、{前年度}の「{前}」と桁が違います。「{正}」の誤りではありませんか。",
    suggestion="桁（％は0.661ではなく66.1のように記入）を確かめ、正しければ理由を取組状況か課題等に書いてください。",
    why="10倍・100倍や％の取り違えは、記入の誤りで特に多いものです。",
    example="前年度61.6％の割合に「0.675」と記入した。",
    check=_slip,
)

JUMP = Rule(
    code="K612",
    category=Category.PLAUSIBILITY,
    severity=Severity.WARNING,
    scope=Scope.CELL,
    title="大きな変動",
    message="{欄}の「{入力}」は、{前年度}の「{前}」から、これまでの推移に比べて大きく変わっています。",
    suggestion="値を確かめてください。正しければ、変動の理由を取組状況か課題等に書いてください。",
    why="その系列のこれまでの動きを大きく超える変化は、転記の誤りのことがあります。",
    example="毎年200前後の系列に「1,206」と記入した。",
    check=_jump,
)

SUDDENLY_ZERO = Rule(
    code="K613",
    category=Category.PLAUSIBILITY,
    severity=Severity.WARNING,
    scope=Scope.CELL,
    title="急に0",
    message="{欄}が「0」です（{前年度}は{前}）。",
    suggestion="本当に0か確かめてください。未確定なら「集計中」、該当がなければ「－」と記入してください。",
    why="空欄の代わりに0を記入すると、実績が0だったと公表されてしまいます。",
    example="前年度206人の系列に「0」と記入した。",
    check=_suddenly_zero,
)

NEGATIVE = Rule(
    code="K614",
    category=Category.PLAUSIBILITY,
    severity=Severity.WARNING,
    scope=Scope.CELL,
    title="負の値",
    message="{欄}の「{入力}」は負の値です。この系列に負の値はこれまでありません。",
    suggestion="増減ではなく実績値そのものを記入してください。正しければ脚注に説明を書いてください。",
    why="前年度との差を実績値の欄に書いてしまう誤りがあるためです。",
    example="件数の欄に「△12」と記入した。",
    check=_negative,
)

OVER_HUNDRED = Rule(
    code="K615",
    category=Category.PLAUSIBILITY,
    severity=Severity.WARNING,
    scope=Scope.CELL,
    title="100％を超える割合",
    message="{欄}の「{入力}」は100％を超えています。この系列はこれまで100％以下でした。",
    suggestion="分子と分母、桁を確かめてください。",
    why="割合が100％を超えるのは、計算や記入の誤りのことが多いためです。",
    example="割合の欄に「166.1」と記入した。",
    check=_over_hundred,
)

FALLING = Rule(
    code="K616",
    category=Category.PLAUSIBILITY,
    severity=Severity.WARNING,
    scope=Scope.CELL,
    title="累計の減少",
    message="{欄}の「{入力}」が、{前年度}の「{前}」を下回っています。この累計はこれまで減ったことがありません。",
    suggestion="単年の値を記入していないか確かめてください。正しければ、減った理由を書いてください。",
    why="累計の欄に単年の値を書いてしまう誤りがあるためです。",
    example="R4累計1,592人の系列に、R5の単年167を記入した。",
    check=_falling,
)

UNCHANGED = Rule(
    code="K617",
    category=Category.PLAUSIBILITY,
    severity=Severity.WARNING,
    scope=Scope.CELL,
    title="前年度と同じ値",
    message="{欄}の「{入力}」が{前年度}実績値とまったく同じです。",
    suggestion="前年度の値を写したままになっていないか確かめてください。",
    why="毎年変わってきた値が前年度と一致するのは、更新漏れのことがあるためです。",
    example="R4実績値6,550歩の系列に、R5も「6,550」と記入した。",
    check=_unchanged,
)
