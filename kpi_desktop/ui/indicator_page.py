"""One indicator: its figures, chart and narratives on the left; findings, history, decisions on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from kpi_desktop.domain.form import FOOTNOTE_FIELD, NARRATIVE_FIELDS
from kpi_desktop.ui import signs, step_text, text
from kpi_desktop.ui.decisions import Decisions
from kpi_desktop.ui.findings import Findings
from kpi_desktop.ui.history import History
from kpi_desktop.ui.indicator_file import IndicatorFile, read_indicator
from kpi_desktop.ui.notices import SignLabel
from kpi_desktop.ui.parts import button, column, label, restyle, row, scrolling
from kpi_desktop.ui.session import Session
from kpi_desktop.ui.tables import Column, Row, Table
from kpi_desktop.ui.text import tr
from kpi_desktop.ui.theme import GAP, ROOM, ROW_HEIGHT, TIGHT

_BOX = 128  # height of a narrative box


class IndicatorPage(QWidget):
    """``left`` asks to go back; ``stepped`` to go to a neighbour (+1 or -1)."""

    left = Signal()
    turned = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.no = ""
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
        self.tabs = self._right()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._left())
        split.addWidget(self.tabs)
        split.setSizes([580, 380])
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP)
        self.setLayout(
            column(
                row(self.back, None, self.previous, self.next),
                self.title,
                row(self.state_sign, self.state, self.owner, spacing=GAP, wide=2),
                split,
                spacing=TIGHT,
                margins=(ROOM, GAP, ROOM, GAP),
                wide=3,
            )
        )
        session.changed.connect(self._renew)

    def _left(self) -> QScrollArea:
        self.figures = Table(tr(step_text.FIGURES_NAME), _figure_columns([]))
        self.figures.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.charts = QVBoxLayout()
        self.charts.setContentsMargins(0, 0, 0, 0)
        self.boxes: dict[str, QTextBrowser] = {}
        inner = column(
            self.figures, self.verdict, self.charts, spacing=GAP, margins=(0, 0, TIGHT, 0)
        )
        for name in (*NARRATIVE_FIELDS, FOOTNOTE_FIELD):
            self.boxes[name] = self._box(name)
            inner.addWidget(label(tr(name), "heading"))
            inner.addWidget(self.boxes[name])
        inner.addStretch(1)
        made = scrolling(inner)
        made.setMinimumWidth(370)
        return made

    def _box(self, name: str) -> QTextBrowser:
        made = QTextBrowser()
        made.setAccessibleName(tr(name))
        made.setMinimumHeight(_BOX if name != FOOTNOTE_FIELD else 56)
        made.setTabChangesFocus(True)
        return made

    def _right(self) -> QTabWidget:
        self.findings = Findings(compact=True)
        self.findings.opened.connect(
            lambda one: self.session.open_submitted(
                one.file, self.no, one.place.sheet, one.place.cell
            )
        )
        self.history = History()
        self.decisions = Decisions(self.session)
        tabs = QTabWidget()
        tabs.setAccessibleName(tr(step_text.INDICATOR_TABS))
        for page, words in (
            (self.findings, step_text.TAB_FINDINGS),
            (self.history, step_text.TAB_HISTORY),
            (self.decisions, step_text.TAB_DECISIONS),
        ):
            tabs.addTab(scrolling(column(page, margins=GAP), least=380), tr(words))
        tabs.setMinimumWidth(310)
        return tabs

    def open(self, no: str) -> None:
        """Read and show the indicator with that No."""
        self.no = no
        self.session.read(lambda desk: read_indicator(desk, no), self.show_file)

    def _renew(self) -> None:
        now = self.session.snapshot
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
            box.setPlainText(file.narratives.get(name, ""))
        note = bool(file.narratives.get(FOOTNOTE_FIELD))
        self.boxes[FOOTNOTE_FIELD].setVisible(note)
        self.findings.show_findings(file.findings)
        count = len(file.findings)
        words = tr(step_text.TAB_FINDINGS)
        self.tabs.setTabText(0, f"{words} {count}" if count else words)
        self.history.show_versions(file.versions)
        self.decisions.show_indicator(file)

    def _show_figures(self, file: IndicatorFile) -> None:
        first = file.indicator.series[0]
        titles = [first.baseline_year.short, *(one.short for one in file.years)]
        self.figures.rows.beginResetModel()
        self.figures.rows.columns = list(_figure_columns([*titles, first.target_year.short]))
        self.figures.rows.rows = [
            Row(
                (
                    "　".join(part for part in (one.label, str(one.unit)) if part),
                    one.baseline.display() or one.baseline.raw,
                    *(file.shown(one, year) for year in file.years),
                    one.target.display() or one.target.raw,
                )
            )
            for one in file.indicator.series
        ]
        self.figures.rows.endResetModel()
        header = self.figures.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.figures.setColumnWidth(0, 112)
        height = header.sizeHint().height() + ROW_HEIGHT * len(file.indicator.series)
        self.figures.setFixedHeight(height + 4)

    def _show_charts(self, file: IndicatorFile) -> None:
        from kpi_desktop.ui.charts import charts_of

        while (item := self.charts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for one in charts_of(file):
            self.charts.addWidget(label(one.data.title, "heading"))
            self.charts.addWidget(one)


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
    from kpi_desktop.ui.steps.decide import TONES

    return TONES[file.state]


def _verdict(file: IndicatorFile) -> str:
    found = file.assessment
    if found is None:
        return tr(step_text.NO_ANSWER_YET)
    words = tr(step_text.VERDICT, verdict=tr(found.verdict.value), reason=found.reason)
    if found.progress is not None:
        words += tr(step_text.VERDICT_PROGRESS, percent=found.progress)
    return words
