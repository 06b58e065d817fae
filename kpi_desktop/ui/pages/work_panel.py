"""The foot of the window while something long runs: how far, what now, how long still, and stop."""

from __future__ import annotations

import time

from PySide6.QtWidgets import QFrame, QProgressBar

from kpi_desktop.ui.parts.theme import GAP
from kpi_desktop.ui.parts.widgets import button, column, label, row
from kpi_desktop.ui.session.work import Work
from kpi_desktop.ui.words import text
from kpi_desktop.ui.words.text import tr

_AFTER = 3.0  # seconds before a guess about the remaining time is worth saying


class WorkPanel(QFrame):
    """Shown only while there is work."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self.setAccessibleName(tr(text.WORK_NAME))
        self._work = work
        self._begun = 0.0
        self.title = label(role="heading")
        self.detail = label(role="muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr(text.WORK_NAME))
        self.cancel_button = button(tr(text.CANCEL_WORK), self._cancel)
        words = row(self.title, self.detail, None, spacing=GAP)
        bars = column(words, self.bar, spacing=6)
        self.setLayout(row(bars, self.cancel_button, spacing=GAP, margins=12, wide=0))
        self.hide()
        work.started.connect(self._start)
        work.progressed.connect(self._step)
        work.finished.connect(self.hide)

    def _start(self, title: str) -> None:
        self._begun = time.monotonic()
        self.title.setText(title)
        self.detail.setText("")
        self.bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        self.cancel_button.setText(tr(text.CANCEL_WORK))
        self.show()

    def _step(self, done: int, total: int, what: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        parts = [tr(text.WORK_COUNT, done=done, total=total), what, self._remaining(done, total)]
        self.detail.setText("　".join(one for one in parts if one))

    def _remaining(self, done: int, total: int) -> str:
        spent = time.monotonic() - self._begun
        if spent < _AFTER or not 0 < done < total:
            return ""
        left = round(spent / done * (total - done))
        if left >= 60:
            return tr(text.WORK_MINUTES_LEFT, minutes=-(-left // 60))
        return tr(text.WORK_SECONDS_LEFT, seconds=max(left, 1))

    def _cancel(self) -> None:
        self._work.cancel()
        self.cancel_button.setEnabled(False)
        self.cancel_button.setText(tr(text.CANCELLING))
