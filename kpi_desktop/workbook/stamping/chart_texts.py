"""Words of the form's chart: its heading, the unit beside its axis, the names in its legend."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.forms.form import SeriesRow
from kpi_desktop.domain.forms.print_box import text_width

_FULL_WIDTH = str.maketrans(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
)
#: An axis has room for so many full-width characters beside its numbers; longer units stand in the legend.
_LONG_UNIT, _IN_LEGEND = 11, "（単位は凡例）"


def captions(
    rows: Sequence[SeriesRow], row: SeriesRow, axis: str, has_many_series: bool
) -> tuple[str, str]:
    """Names in the legend of the columns and the target line of *row*; *axis*: the unit beside the axis."""
    several = len({one.unit.text for one in rows}) > 1 or axis == _IN_LEGEND
    unit = f"（{row.unit.text}）" if several and row.unit.text else ""
    label = f"{row.label} " if len(rows) > 1 and row.label else ""
    goal = f"{label}目標値（{row.target_year}）{row.target.printed}"
    beside = ""
    if has_many_series and row.target.is_figure:
        beside = f" 目標（{row.target_year}）{row.target.printed}"
    return f"{row.label or '実績値'}{unit}{beside}", goal


@cache
def chart_heading(year: str) -> str:
    """``実績値の推移（R５年度で評価）``."""
    return f"実績値の推移（{year.translate(_FULL_WIDTH)}年度で評価）"


def axis_unit(rows: Sequence[SeriesRow]) -> str:
    """``（人/年）``; ``（人）`` when rows differ in their period alone (the legend says which).

    What has no room beside the axis is left to the legend.
    """
    units = list(dict.fromkeys(row.unit.text for row in rows if row.unit.text))
    if len(units) > 1:
        units = list(dict.fromkeys(_without_period(row.unit) for row in rows if row.unit.text))
    text = f"（{'、'.join(units)}）" if units else ""
    return _IN_LEGEND if len(text) > _LONG_UNIT and text_width(text) > _LONG_UNIT else text


def _without_period(unit: Unit) -> str:
    return unit.text[: -len(unit.period) - 1] if unit.period else unit.text
