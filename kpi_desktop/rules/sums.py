"""The rule on 単年 and 累計: does the cumulative row grow by the annual figure?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import Reading, printed_number
from kpi_desktop.domain.finding import Category, Severity
from kpi_desktop.domain.indicators.indicator import Basis
from kpi_desktop.rules.case import IndicatorCase, Row
from kpi_desktop.rules.rule import Hit, Rule, Scope

_ROUNDED_UNITS = ("千", "百万", "十億")


def pair(rows: Sequence[Row]) -> tuple[Row, Row] | None:
    """The 単年 row and the 累計 row that it adds up to, judged by the past years as sent."""
    annual = [row for row in rows if row.basis is Basis.ANNUAL]
    cumulative = [row for row in rows if row.basis is Basis.CUMULATIVE]
    if len(annual) != 1 or len(cumulative) != 1:
        return None
    part, total = annual[0], cumulative[0]
    checked = 0
    for year in sorted(part.as_sent):
        readings = (part.as_sent[year], total.as_sent[year], _before(total, year, sent=True))
        gap = _gap(part, year, *readings) if year < part.year else None
        if gap is not None and gap != 0:
            return None
        checked += gap is not None
    return (part, total) if checked else None


def _before(total: Row, year: FiscalYear, sent: bool = False) -> Reading | None:
    """The 累計 of the year before; None when *year* is the first of the counting."""
    last = year.plus(-1)
    if last not in total.fields:
        return None
    return total.as_sent[last] if sent else total.actual(last)


def _gap(
    part: Row, year: FiscalYear, annual: Reading, total: Reading, before: Reading | None
) -> Decimal | None:
    """累計 minus what it should be, 0 within printed rounding; None where it cannot be reckoned."""
    if annual.value is None or total.value is None or (before and before.value is None):
        return None
    start = before.value if before and before.value is not None else Decimal(0)
    gap = total.value - (start + annual.value)
    return (
        gap
        if abs(gap) > tolerance(part, [annual, total, *([before] if before else [])])
        else Decimal(0)
    )


def tolerance(part: Row, readings: Sequence[Reading]) -> Decimal:
    """Half a unit of the last printed place for each figure; none for whole counts."""
    unit = part.sent.unit
    rounded = unit.scale or unit.is_percent or unit.text.startswith(_ROUNDED_UNITS)
    if not rounded and not any(one.decimals for one in readings):
        return Decimal(0)
    return sum((Decimal("0.5").scaleb(-one.decimals) for one in readings), Decimal(0))


def _sum(case: IndicatorCase) -> Iterator[Hit]:
    tied = pair(case.rows)
    if tied is None:
        return
    part, total = tied
    settled = {case.evaluation_year, *part.open_years, *total.open_years}
    for year in sorted(settled & set(part.fields) & set(total.fields)):
        annual, whole, before = part.actual(year), total.actual(year), _before(total, year)
        gap = _gap(part, year, annual, whole, before)
        if not gap or whole.value is None or _as_sent(part, total, year, annual, whole) == 0:
            continue
        right = printed_number(whole.value - gap, whole.decimals)
        last = f"{year.plus(-1).short}累計{before.display()}＋" if before else ""
        values = {"計算": f"{last}{year.short}単年{annual.display()}＝{right}"}
        uses = (part.fields[year], *((total.fields[year.plus(-1)],) if before else ()))
        yield Hit(total.fields[year], values, right, whole.display(), uses)


def _as_sent(
    part: Row, total: Row, year: FiscalYear, annual: Reading, whole: Reading
) -> Decimal | None:
    """The gap while a correction of last year's 累計 is only asked for: then that request is the matter."""
    return _gap(part, year, annual, whole, _before(total, year, sent=True))


SUM = Rule(
    code="K601",
    category=Category.SUM,
    severity=Severity.ERROR,
    scope=Scope.SERIES,
    title="単年と累計の不一致",
    message="{欄}の「{入力}」が、単年の積み上げと合いません（{計算}）。",
    suggestion="単年と累計のどちらが正しいか確かめて直してください。単年が正しければ、累計は「{正}」です。",
    why="この指標の累計は、これまで毎年、前年度の累計に単年を足した値でした。",
    example="R4累計98、R5単年32なのに、R5累計が128と記入されている。",
    hint="累計は「前年度の累計＋今年度の単年」になるように記入してください。",
    check=_sum,
)
