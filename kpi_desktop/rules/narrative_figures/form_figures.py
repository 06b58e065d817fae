"""The figures of one form, as a narrative may refer to them, and its units as sentences spell them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import Reading
from kpi_desktop.domain.indicators.indicator import Basis
from kpi_desktop.rules.case import IndicatorCase, Nature, Row
from kpi_desktop.rules.narrative_figures.points_in_time import BASELINE, TARGET, Anchor, Point
from kpi_desktop.rules.narrative_figures.sentences import fold


@dataclass(frozen=True)
class Figure:
    """A figure of the form in base units, with the field it stands in.

    ``scale`` is the power of ten of the form's own unit: 8 for 億円.
    """

    value: Decimal
    field: str
    shown: str
    scale: int = 0


_COUNTED = re.compile(r"(?<![一-龥ァ-ヶー])([一-龥ァ-ヶー]{2,4})数$")
_SCALES = (
    ("百万", 6),
    ("千万", 7),
    ("十億", 9),
    ("兆", 12),
    ("億", 8),
    ("万", 4),
    ("千", 3),
)
_SPELLINGS = {
    "人": ("人", "名"),
    "カ所": ("カ所", "か所", "ヶ所", "ケ所", "箇所", "ヵ所"),
    "ha": ("ha", "ヘクタール"),
    "t": ("t", "トン"),
    "km": ("km", "キロメートル", "キロ"),
    "m3": ("m3", "立方メートル"),
    "%": ("%", "パーセント"),
    "企業・団体等": ("企業・団体等", "企業・団体", "団体"),
    "台/日": ("台/日", "台"),
}


def spellings(row: Row) -> tuple[str, ...]:
    """The unit of a series as narratives write it: 件 for 件/年, kg for kg/10a/年; scale left out.

    A series without a unit has the empty one.
    """
    text = fold(row.sent.unit.text)
    bare = text.partition("/")[0].removeprefix(_scale(text)[0])
    return _SPELLINGS.get(text) or _SPELLINGS.get(bare) or (bare,)


def _counter(name: str) -> tuple[str, ...]:
    """What an indicator counts, as sentences count it too: 業務 of 効率化した業務数, whose unit is 件."""
    counted = _COUNTED.search(fold(name).partition("(")[0])
    return (counted[1],) if counted else ()


def _scale(unit: str) -> tuple[str, int]:
    """The characters of scale that a unit starts with, and their power of ten: 百万 of 百万円, 千 of 千人."""
    return next((one for one in _SCALES if unit.startswith(one[0])), ("", 0))


class FormFigures:
    """The figures of one form."""

    def __init__(self, case: IndicatorCase) -> None:
        self.year = case.evaluation_year
        self.rows = [row for row in case.rows if row.nature is Nature.FIGURE]
        self._counter = _counter(case.indicator.name)
        units = [one for row in self.rows for one in spellings(row)]
        self.units = tuple(dict.fromkeys([*units, *self._counter]))

    def rows_counted_in(self, unit: str, total: bool) -> list[Row]:
        """The rows that a figure in *unit* may be of; *total*: only 累計, if there is such a row."""
        rows = [row for row in self.rows if not unit or unit in (*spellings(row), *self._counter)]
        if total:
            rows = [row for row in rows if row.basis is Basis.CUMULATIVE] or rows
        return rows or self.rows

    def at(self, row: Row, point: Anchor, now: FiscalYear | None = None) -> list[Figure]:
        """What stands at a point, spoken of in *now*; several when a year is both baseline and column."""
        scale = _scale(fold(row.sent.unit.text))[1]
        return [
            Figure(reading.value.scaleb(scale), field, reading.display(), scale)
            for reading, field in self._cells(row, point, now or self.year)
            if reading.value is not None
        ]

    def _cells(self, row: Row, point: Anchor, now: FiscalYear) -> Iterator[tuple[Reading, str]]:
        if point.point is Point.TARGET:
            yield row.sent.target, f"系列{row.position}_目標"
            return
        baseline = row.sent.baseline, f"系列{row.position}_策定時"
        if point.point is Point.BASELINE:
            yield baseline
            return
        for year in _years(point, now):
            if year in row.fields:
                yield row.actual(year), row.fields[year]
            if year == row.sent.baseline_year:
                yield baseline

    def in_year(self, row: Row, year: FiscalYear) -> list[Figure]:
        """The figure of a year, if there is one."""
        return self.at(row, Anchor.of(year))[:1]

    def sum(self, row: Row, years: list[FiscalYear]) -> list[Figure]:
        """The sum of several years, and the last of them; nothing unless each of them has a figure."""
        figures = [figure for year in years for figure in self.in_year(row, year)]
        if not len(figures) == len(years) > 1:
            return []
        total = sum((figure.value for figure in figures), Decimal(0))
        scale = figures[-1].scale
        shown = f"{total.scaleb(-scale):,f}"
        return [Figure(total, figures[-1].field, shown, scale), figures[-1]]

    def everything(self) -> Iterator[Figure]:
        """Every figure of the form."""
        for row in self.rows:
            for year in row.fields:
                yield from self.at(row, Anchor.of(year))
            yield from self.at(row, BASELINE)
            yield from self.at(row, TARGET)


def _years(point: Anchor, now: FiscalYear) -> tuple[FiscalYear, ...]:
    """The years that a point may mean: ４年間で is measured from four years ago, or within four years."""
    if point.point is Point.AGO:
        return (now.plus(-point.span),)
    if point.span > 1:
        return now.plus(-point.span), now.plus(1 - point.span)
    return (point.year or now.plus(-1),)
