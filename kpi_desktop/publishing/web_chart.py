"""A small line chart of one series as inline SVG: baseline, actuals and target."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

from kpi_desktop.domain.master_content import Figure, SeriesContent

_WIDTH, _HEIGHT = 460, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 16, 16, 34, 34
_LINE, _GOAL, _GRID = "#0072B2", "#B24A00", "#DDE2E7"


@dataclass(frozen=True)
class _Scale:
    """From values to y coordinates."""

    low: float
    high: float

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM), 1)


def chart(content: SeriesContent, title: str) -> str:
    """The chart, empty when fewer than two figures are known."""
    points = (content.baseline, *content.actuals)
    known = [float(one.reading.value) for one in points if one.reading.value is not None]
    if len(known) < 2:
        return ""
    goal = content.target.reading.value
    values = [*known, *([float(goal)] if goal is not None else [])]
    scale = _scale(values)
    step = (_WIDTH - _LEFT - _RIGHT) / len(points)
    places = [(_LEFT + step * (index + 0.5), one) for index, one in enumerate(points)]
    parts = [
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(_said(content, title))}">',
        f'<line x1="{_LEFT}" y1="{_HEIGHT - _BOTTOM}" x2="{_WIDTH - _RIGHT}" y2="{_HEIGHT - _BOTTOM}"'
        f' stroke="{_GRID}" stroke-width="2"/>',
    ]
    if goal is not None:
        parts += _target(content.target, scale.y(float(goal)))
    parts += _path(places, scale)
    parts += [mark for x, one in places for mark in _point(x, one, scale)]
    return "".join([*parts, "</svg>"])


def _scale(values: list[float]) -> _Scale:
    low, high = min(values), max(values)
    room = (high - low) * 0.15 or abs(high) * 0.1 or 1.0
    bottom = 0.0 if 0 <= low < high * 0.4 else low - room
    return _Scale(bottom, high + room)


def _target(figure: Figure, y: float) -> list[str]:
    text = f"目標 {figure.reading.display()}"
    return [
        f'<line x1="{_LEFT}" y1="{y}" x2="{_WIDTH - _RIGHT}" y2="{y}" stroke="{_GOAL}"'
        ' stroke-width="2" stroke-dasharray="6 4"/>',
        f'<text x="{_LEFT}" y="14" style="fill:{_GOAL}">- - {escape(text)}</text>',
    ]


def _path(places: list[tuple[float, Figure]], scale: _Scale) -> list[str]:
    """Lines between neighbours that both have a figure; a gap stays a gap."""
    found = []
    for (x1, one), (x2, other) in zip(places, places[1:]):
        if one.reading.value is None or other.reading.value is None:
            continue
        y1, y2 = scale.y(float(one.reading.value)), scale.y(float(other.reading.value))
        found.append(
            f'<line x1="{x1:.1f}" y1="{y1}" x2="{x2:.1f}" y2="{y2}" stroke="{_LINE}" stroke-width="2"/>'
        )
    return found


def _point(x: float, figure: Figure, scale: _Scale) -> list[str]:
    reading = figure.reading
    first = "策定時" if figure.item.name == "BASELINE" else ""
    label = f"{first}{figure.year.short}"
    base = _HEIGHT - _BOTTOM
    found = [f'<text x="{x:.1f}" y="{base + 18}" text-anchor="middle">{label}</text>']
    shown = reading.display() or "―"
    if reading.value is None:
        text = escape(shown if len(shown) <= 6 else shown[:5] + "…")
        found.append(f'<text x="{x:.1f}" y="{base - 6}" text-anchor="middle">{text}</text>')
        return found
    y = scale.y(float(reading.value))
    assert math.isfinite(y)
    found.append(f'<circle cx="{x:.1f}" cy="{y}" r="4" fill="{_LINE}"/>')
    found.append(
        f'<text x="{x:.1f}" y="{max(y - 8, 26):.1f}" text-anchor="middle">{escape(shown)}</text>'
    )
    return found


def _said(content: SeriesContent, title: str) -> str:
    """The chart in words, for those who do not see it."""
    values = [
        f"{one.year.full} {one.reading.display() or '値なし'}"
        for one in (content.baseline, *content.actuals)
    ]
    goal = content.target.reading.display() or "なし"
    return f"{title}の推移。{'、'.join(values)}。目標 {goal}。"
