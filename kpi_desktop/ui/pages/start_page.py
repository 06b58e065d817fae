"""The first page: try it on the sample, open a workspace, make a new one, or go on with a recent one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kpi_desktop.ui.parts.tables import Column, Row, Table
from kpi_desktop.ui.parts.theme import GAP, ROOM
from kpi_desktop.ui.parts.widgets import button, centred, column, label, row, scrolling
from kpi_desktop.ui.words import text
from kpi_desktop.ui.words.text import tr


class StartPage(QWidget):
    """Says what the program is for and offers four ways in."""

    sample_asked = Signal()
    demo_asked = Signal()
    new_asked = Signal()
    open_asked = Signal()
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr(text.START_TITLE))
        self.sample = button(tr(text.START_SAMPLE), self.sample_asked.emit, "main", "init")
        self.new = button(tr(text.START_NEW), self.new_asked.emit, "", "init")
        self.open = button(tr(text.START_OPEN), self.open_asked.emit)
        self.demo = button(tr(text.START_DEMO), self.demo_asked.emit, "", "demo")
        ways = column(
            self._way(self.sample, text.START_SAMPLE_WHAT),
            self._way(self.new, text.START_NEW_WHAT),
            self._way(self.open, text.START_OPEN_WHAT),
            self._way(self.demo, text.START_DEMO_WHAT),
            spacing=GAP,
        )
        self.recent_title = label(tr(text.RECENT), "heading")
        self.recent = Table(
            tr(text.RECENT),
            (Column(tr(text.COL_WORKSPACE), 220), Column(tr(text.COL_PLACE), 320, takes_rest=True)),
        )
        self.recent.opened.connect(self.chosen)
        self.recent.setMinimumHeight(130)
        self.recent_hint = label(tr(text.RECENT_HINT), "muted", wrap=True)
        inner = column(
            label(tr(text.START_TITLE), "display", wrap=True),
            label(tr(text.START_WHAT), "muted", wrap=True),
            ways,
            self.recent_title,
            self.recent,
            self.recent_hint,
            None,
            spacing=GAP,
            margins=ROOM,
        )
        page = QWidget()
        page.setLayout(inner)
        self.setLayout(column(scrolling(column(centred(page, 860)))))

    def _way(self, widget: QWidget, words: str) -> QWidget:
        made = QWidget()
        widget.setMinimumWidth(220)
        made.setLayout(row(widget, label(tr(words), "muted", wrap=True), spacing=ROOM, wide=1))
        return made

    def show_recent(self, directories: Sequence[Path]) -> None:
        """Show these as the recent ones."""
        self.recent.show_rows([Row((one.name, str(one.parent)), one) for one in directories])
        for one in (self.recent_title, self.recent, self.recent_hint):
            one.setVisible(bool(directories))

    def set_busy(self, busy: bool) -> None:
        """Nothing can be started while something is being made."""
        for one in (self.sample, self.new, self.open, self.demo, self.recent):
            one.setEnabled(not busy)
