"""One indicator: its figures, chart and narratives on the left; findings, history, decisions on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHeaderView,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QTextBrowser,
    QWidget,
)

from kpi_desktop.domain.forms.form import FOOTNOTE_FIELD, NARRATIVE_FIELDS
from kpi_desktop.domain.indicators.indicator import Series
from kpi_desktop.ui.pages.corrections_and_waivers import ask_about_waiver
from kpi_desktop.ui.pages.findings import Findings
from kpi_desktop.ui.pages.history import History
from kpi_desktop.ui.pages.indicator_decisions import Decisions
from kpi_desktop.ui.parts import signs
from kpi_desktop.ui.parts.notices import SignLabel
from kpi_desktop.ui.parts.reason_card import ReasonCard
from kpi_desktop.ui.parts.tables import Column, Row, Table
from kpi_desktop.ui.parts.theme import GAP, ROOM, ROW_HEIGHT, TIGHT
from kpi_desktop.ui.parts.widgets import button, column, label, restyle, row, scrolling
from kpi_desktop.ui.session.indicator_file import IndicatorFile, read_indicator
from kpi_desktop.ui.session.session import Session
from kpi_desktop.ui.words import step_text, text
from kpi_desktop.ui.words.text import tr

_NARROW = 900  # below this width what was answered is a tab beside the others
_CHART = 270  # least width of a chart
_PADDING = 18  # left and right of the words in a cell


class Box(QTextBrowser):
    """A narrative in full: it is as high as its words need."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_words(self, words: str) -> None:
        """Show them."""
        self.setPlainText(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = round(self.document().size().height()) + self.height() - self.viewport().height()
        if height != self.height():
            self.setFixedHeight(height)


class IndicatorPage(QWidget):
    """``left`` asks to go back; ``stepped`` to go to a neighbour (+1 or -1)."""

    left = Signal()
    turned = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.no = ""
        self._is_narrow = False
        self.setObjectName("indicator")
        self.setAccessibleName(tr(step_text.INDICATOR_PAGE_NAME))
        self.back = button(tr(step_text.BACK_TO_BOARD), self.left.emit, "plain")
        self.previous = button(tr(step_text.PREVIOUS_ONE), lambda: self.turned.emit(-1), "plain")
        self.next = button(tr(step_text.NEXT_ONE), lambda: self.turned.emit(1), "plain")
        self.title = label(role="title", wrap=True)
        self.owner = label(role="muted", wrap=True)
        self.state_sign = SignLabel()
        self.state = label()
        self.verdict = label(role="muted", wrap=True)
        self.content = self._content()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.content)
        self.split.addWidget(self._right())
        self.split.setSizes([580, 400])
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(GAP)
        head = row(self.back, self.title, self.previous, self.next, spacing=GAP, wide=1)
        for one in (self.back, self.previous, self.next):
            head.setAlignment(one, Qt.AlignmentFlag.AlignTop)
        self.setLayout(
            column(
                head,
                row(self.state_sign, self.state, self.owner, spacing=GAP, wide=2),
                self.split,
                spacing=TIGHT,
                margins=(ROOM, GAP, ROOM, GAP),
                wide=2,
            )
        )
        session.changed.connect(self._renew)

    def _content(self) -> QScrollArea:
        self.figures = Table(tr(step_text.FIGURES_NAME), _figure_columns([]))
        self.figures.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.charts = ChartGrid()
        self.boxes = {name: Box(tr(name)) for name in (*NARRATIVE_FIELDS, FOOTNOTE_FIELD)}
        self.headings = {name: label(tr(name), "heading") for name in self.boxes}
        inner = column(
            self.figures, self.verdict, self.charts, spacing=TIGHT + 2, margins=(0, 0, TIGHT, 0)
        )
        for name, box in self.boxes.items():
            inner.addWidget(self.headings[name])
            inner.addWidget(box)
        inner.addStretch(1)
        made = scrolling(inner)
        made.setMinimumWidth(370)
        return made

    def _right(self) -> QWidget:
        self.card = ReasonCard()
        self.findings = Findings(self.session.waiver_of, compact=True)
        self.findings.opened.connect(self.session.open_finding)
        self.findings.waiver_asked.connect(
            lambda one: ask_about_waiver(self.session, self.card, one)
        )
        self.session.state_changed.connect(
            lambda: self.findings.waive_button.setEnabled(self.session.may_act)
        )
        self.history = History(self.session, self.card)
        self.decisions = Decisions(self.session, self.card)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr(step_text.INDICATOR_TABS))
        self._tab_of: dict[QWidget, QWidget] = {}
        for page, words in (
            (self.findings, step_text.TAB_FINDINGS),
            (self.history, step_text.TAB_HISTORY),
            (self.decisions, step_text.TAB_DECISIONS),
        ):
            self._tab_of[page] = scrolling(column(page, margins=GAP), least=380)
            self.tabs.addTab(self._tab_of[page], tr(words))
        made = QWidget()
        made.setLayout(column(self.card, self.tabs, spacing=TIGHT, wide=1))
        made.setMinimumWidth(330)
        return made

    def show_tab(self, page: QWidget) -> None:
        """Show the tab of ``findings``, ``history`` or ``decisions``."""
        self.tabs.setCurrentWidget(self._tab_of[page])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow is self._is_narrow:
            return
        self._is_narrow = narrow
        if narrow:
            self.tabs.insertTab(0, self.content, tr(step_text.TAB_CONTENT))
            self.tabs.setCurrentIndex(0)
        else:
            self.split.insertWidget(0, self.content)
            self.content.show()
            self.split.setSizes([580, 400])

    def open(self, no: str) -> None:
        """Read and show the indicator with that No."""
        self.no = no
        self.session.read(lambda desk: read_indicator(desk, no), self.show_file)

    def _renew(self) -> None:
        now = self.session.overview
        known = now is not None and now.plan is not None
        if self.no and self.isVisible() and known:
            self.open(self.no)

    def show_file(self, file: IndicatorFile) -> None:
        """Show what was read."""
        if file.indicator.no != self.no:
            return
        self.title.setText(f"No {file.indicator.no}　{file.indicator.name}")
        self.owner.setText(
            "　".join(("・".join(file.indicator.departments), "・".join(file.indicator.divisions)))
        )
        tone = decide_tone(file)
        self.state_sign.show_sign(signs.OF_STATE[file.state], tone)
        self.state.setText(tr(file.state.value))
        restyle(self.state, tone=tone)
        self.verdict.setText(_verdict(file))
        self._show_figures(file)
        self._show_charts(file)
        for name, box in self.boxes.items():
            words = file.narratives.get(name, "")
            box.show_words(words or tr(step_text.NOTHING_WRITTEN))
            for one in (box, self.headings[name]):
                one.setVisible(bool(words) or name != FOOTNOTE_FIELD)
        self.findings.show_findings(file.findings)
        count = len(file.findings)
        words = tr(step_text.TAB_FINDINGS)
        tab = self.tabs.indexOf(self._tab_of[self.findings])
        self.tabs.setTabText(tab, f"{words} {count}" if count else words)
        self.history.show_versions(file.versions)
        self.decisions.show_indicator(file)

    def _show_figures(self, file: IndicatorFile) -> None:
        first = file.indicator.series[0]
        titles = [first.baseline_year.short, *(one.short for one in file.years)]
        self.figures.rows.beginResetModel()
        self.figures.rows.columns = list(_figure_columns([*titles, first.target_year.short]))
        self.figures.rows.rows = [_figure_row(file, series) for series in file.indicator.series]
        self.figures.rows.endResetModel()
        self._fit_figures(len(file.indicator.series))

    def _fit_figures(self, lines: int) -> None:
        """Every figure in full, and no room below the last of so many *lines*."""
        header = self.figures.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        metrics = self.figures.fontMetrics()
        widths = [
            [metrics.horizontalAdvance(words) + _PADDING for words in one.cells]
            for one in self.figures.rows.rows
        ]
        self.figures.setColumnWidth(0, max(one[0] for one in widths))
        header.setMinimumSectionSize(max(max(one[1:-1]) for one in widths))
        target = len(self.figures.rows.columns) - 1
        header.setSectionResizeMode(target, QHeaderView.ResizeMode.Fixed)
        self.figures.setColumnWidth(target, max(one[-1] for one in widths) + 2)
        height = header.sizeHint().height() + ROW_HEIGHT * lines
        self.figures.setFixedHeight(height + 4)

    def _show_charts(self, file: IndicatorFile) -> None:
        from kpi_desktop.ui.pages.charts import charts_of

        self.charts.show_charts([(one.data.title, one) for one in charts_of(file)])


class ChartGrid(QWidget):
    """Charts with their titles, two beside each other where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[QWidget] = []
        self._across = 1
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self.setLayout(self._grid)

    def show_charts(self, charts: Sequence[tuple[str, QWidget]]) -> None:
        """Show these instead."""
        for one in self._cards:
            self._grid.removeWidget(one)
            one.deleteLater()
        self._cards = []
        for title, chart in charts:
            made = QWidget()
            made.setLayout(column(label(title, "heading"), chart, spacing=2))
            self._cards.append(made)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across = 2 if self.width() >= 2 * _CHART + GAP else 1
        if across != self._across:
            self._across = across
            self._place()

    def _place(self) -> None:
        for position, one in enumerate(self._cards):
            self._grid.addWidget(one, position // self._across, position % self._across)


def _figure_row(file: IndicatorFile, series: Series) -> Row:
    return Row(
        (
            "　".join(part for part in (series.label, str(series.unit)) if part),
            series.baseline.display() or series.baseline.raw,
            *(file.shown(series, year) for year in file.years),
            series.target.display() or series.target.raw,
        )
    )


def _figure_columns(titles: list[str]) -> tuple[Column, ...]:
    shown = []
    for position, one in enumerate(titles):
        words = one
        if position == 0:
            words = tr(text.COL_BASELINE, year=one)
        elif position == len(titles) - 1:
            words = tr(text.COL_TARGET, year=one)
        shown.append(Column(words, 74, is_number=True))
    return (Column(tr(text.COL_SERIES), 130), *shown)


def decide_tone(file: IndicatorFile) -> str:
    """The tone of the indicator's state."""
    from kpi_desktop.ui.pages.steps.decide import TONES

    return TONES[file.state]


def _verdict(file: IndicatorFile) -> str:
    found = file.assessment
    if found is None:
        return tr(step_text.NO_ANSWER_YET)
    words = tr(step_text.VERDICT, verdict=tr(found.grade), reason=found.reason)
    if found.progress is not None:
        words += tr(step_text.VERDICT_PROGRESS, percent=found.progress)
    return words
