"""A small line chart of one series: what stands where, for the template that draws it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from kpi_desktop.domain.record.master_content import Figure, Item, SeriesContent


@dataclass(frozen=True)
class Box:
    """The picture's size, and the edges of the plot inside it."""

    width: int = 460
    height: int = 230
    left: int = 16
    right: int = 444
    top: int = 34
    bottom: int = 196


BOX = Box()


@dataclass(frozen=True)
class Point:
    """One figure in its place. ``y`` is None when it is no number."""

    x: float
    y: float | None
    year: str
    text: str

    @property
    def text_y(self) -> float:
        """Where the number stands: above its point, below the words at the top."""
        assert self.y is not None
        return max(round(self.y - 8, 1), 26.0)


@dataclass(frozen=True)
class TargetLine:
    """The target, across the whole plot."""

    y: float
    text: str


@dataclass(frozen=True)
class Chart:
    """The chart of one series; ``description`` is the same in words, for those who do not see it."""

    description: str
    target: TargetLine | None
    points: tuple[Point, ...]
    box: Box = BOX

    @property
    def lines(self) -> list[tuple[Point, Point]]:
        """Neighbours that both have a number; a gap stays a gap."""
        return [
            (start, end)
            for start, end in pairwise(self.points)
            if start.y is not None and end.y is not None
        ]


@dataclass(frozen=True)
class _Scale:
    """From values to y coordinates."""

    low: float
    high: float

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(BOX.bottom - share * (BOX.bottom - BOX.top), 1)


def chart(content: SeriesContent, title: str) -> Chart | None:
    """The chart, None when fewer than two figures are known."""
    figures = (content.baseline, *content.actuals)
    known = [_number(figure) for figure in figures]
    target = _number(content.target)
    numbers = [number for number in known if number is not None]
    if len(numbers) < 2:
        return None
    scale = _scale([*numbers, *([target] if target is not None else [])])
    step = (BOX.right - BOX.left) / len(figures)
    return Chart(
        _description(content, title),
        target if target is None else TargetLine(scale.y(target), content.target.reading.display()),
        tuple(
            _point(round(BOX.left + step * (index + 0.5), 1), figure, scale)
            for index, figure in enumerate(figures)
        ),
    )


def _number(figure: Figure) -> float | None:
    return None if figure.reading.value is None else float(figure.reading.value)


def _scale(values: list[float]) -> _Scale:
    low, high = min(values), max(values)
    room = (high - low) * 0.15 or abs(high) * 0.1 or 1.0
    bottom = 0.0 if 0 <= low < high * 0.4 else low - room
    return _Scale(bottom, high + room)


def _point(x: float, figure: Figure, scale: _Scale) -> Point:
    year = f"策定時{figure.year.short}" if figure.item is Item.BASELINE else figure.year.short
    text = figure.reading.display() or "―"
    number = _number(figure)
    if number is None:
        return Point(x, None, year, text if len(text) <= 6 else text[:5] + "…")
    return Point(x, scale.y(number), year, text)


def _description(content: SeriesContent, title: str) -> str:
    values = [
        f"{figure.year.full} {figure.reading.display() or '値なし'}"
        for figure in (content.baseline, *content.actuals)
    ]
    target = content.target.reading.display() or "なし"
    return f"{title}の推移。{'、'.join(values)}。目標 {target}。"
