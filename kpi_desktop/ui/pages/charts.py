"""実績値の推移: one chart a series, of the same figures as the master workbook's charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont

from kpi_desktop.domain.indicators.indicator import Series
from kpi_desktop.ui.parts.theme import theme_of
from kpi_desktop.ui.session.indicator_file import IndicatorFile
from kpi_desktop.ui.words import step_text
from kpi_desktop.ui.words.text import tr

_HEIGHT = 190
_BAR = 0.56
_HEADROOM = 0.2  # of the chart, over the highest column, so that its figure has room
_TARGET_ROOM = 1.0  # of a column's place, for the words of the target


@dataclass(frozen=True)
class Bar:
    """One year: ``height`` is None where the year has no figure, only words such as 集計中."""

    year: str
    words: str
    height: float | None
    is_baseline: bool = False


@dataclass(frozen=True)
class ChartData:
    """One series as it is drawn."""

    title: str
    bars: tuple[Bar, ...]
    target: float | None
    target_words: str


def chart_data(file: IndicatorFile, series: Series) -> ChartData | None:
    """None when there is no figure at all to draw."""
    before = series.baseline
    bars = [
        Bar(
            series.baseline_year.short,
            before.display(),
            float(before.value) if before.value is not None else None,
            is_baseline=True,
        )
    ]
    for year in file.years:
        found = file.figures.get(series.number, {}).get(year)
        value = found.value if found else None
        bars.append(
            Bar(year.short, file.shown(series, year), float(value) if value is not None else None)
        )
    if all(one.height is None for one in bars):
        return None
    goal = series.target.value
    label = "　".join(one for one in (series.label, str(series.unit)) if one)
    return ChartData(
        label or tr(step_text.CHART_TITLE),
        tuple(bars),
        float(goal) if goal is not None else None,
        series.target.display(),
    )


class Chart(pyqtgraph.PlotWidget):  # type: ignore[misc]
    """Columns from zero for the actuals, a dashed line for the target, printed figures beside both."""

    def __init__(self, data: ChartData) -> None:
        super().__init__(background=None)
        self.data = data
        self.setFixedHeight(_HEIGHT)
        self.setMinimumWidth(260)
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.hideAxis("left")  # every column has its figure on top
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr(step_text.CHART_NAME, series=data.title))
        self.setAccessibleDescription(spoken(data))
        self._draw()

    def wheelEvent(self, event: QEvent) -> None:
        event.ignore()  # the page scrolls, the chart does not zoom

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "data"):
            self._draw()

    def _draw(self) -> None:
        theme, data = theme_of(self), self.data
        self.clear()
        if data.target is not None:
            self._target(data.target, theme.danger.ink)
        for position, bar in enumerate(data.bars):
            ink = theme.field_line if bar.is_baseline else theme.accent
            if bar.height is not None:
                columns = pyqtgraph.BarGraphItem(
                    x=[position], height=[bar.height], width=_BAR, brush=ink, pen=None
                )
                columns.setZValue(-1)
                self.addItem(columns)
            self._words(bar.words, position, bar.height or 0.0, theme.text)
        bottom, top = scale(data)
        self.setYRange(bottom, top, 0)
        self.setXRange(
            -0.6, len(data.bars) - 0.4 + (_TARGET_ROOM if data.target is not None else 0), 0
        )
        self._years(theme.muted, theme.line)

    def _words(self, words: str, x: float, y: float, ink: str) -> None:
        shown = words if len(words) <= 9 else words[:8] + "…"
        ground = self.palette().window().color()
        item = pyqtgraph.TextItem(
            shown, color=ink, fill=ground, anchor=(0.5, 1.0 if y >= 0 else 0.0)
        )
        item.setFont(_small(self.font()))
        item.setPos(x, y)
        self.addItem(item)

    def _target(self, height: float, ink: str) -> None:
        pen = pyqtgraph.mkPen(QColor(ink), width=2, style=Qt.PenStyle.DashLine)
        self.addItem(pyqtgraph.InfiniteLine(height, angle=0, pen=pen))
        words = tr(step_text.CHART_TARGET, target=self.data.target_words)
        item = pyqtgraph.TextItem(
            words, color=ink, fill=self.palette().window().color(), anchor=(1.0, 0.5)
        )
        item.setFont(_small(self.font()))
        item.setPos(len(self.data.bars) - 0.4 + _TARGET_ROOM, height)
        self.addItem(item)

    def _years(self, ink: str, line: str) -> None:
        axis = self.getAxis("bottom")
        axis.setTicks([list(enumerate(one.year for one in self.data.bars))])
        axis.setTextPen(ink)
        axis.setPen(line)
        axis.setStyle(tickFont=_small(self.font()), tickLength=0)


def scale(data: ChartData) -> tuple[float, float]:
    """Lowest and highest value of the chart. Zero is always within: columns are compared by their length."""
    known = [0.0, *(one.height for one in data.bars if one.height is not None)]
    if data.target is not None:
        known.append(data.target)
    low, high = min(known), max(known)
    span = (high - low) or 1.0
    return low - (_HEADROOM * span if low < 0 else 0.0), high + _HEADROOM * span


def spoken(data: ChartData) -> str:
    """The chart in words, for those who do not see it."""
    years = "、".join(f"{one.year} {one.words}" for one in data.bars if one.words)
    return tr(step_text.CHART_SPOKEN, years=years, target=data.target_words or "－")


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() - 1)
    return made


def charts_of(file: IndicatorFile) -> Sequence[Chart]:
    """A chart for each series that has figures."""
    found = [chart_data(file, one) for one in file.indicator.series]
    return [Chart(one) for one in found if one is not None]
