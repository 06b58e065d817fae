"""Asks for the password of a protected file while the work in the other thread waits for it."""

from __future__ import annotations

import queue

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from kpi_desktop.ui.parts.theme import GAP, TIGHT
from kpi_desktop.ui.parts.widgets import button, column, label, row
from kpi_desktop.ui.words import step_text
from kpi_desktop.ui.words.text import tr
from kpi_desktop.usecases.progress import Progress

_LOOK = 0.1  # seconds between two looks whether the work was cancelled


class PasswordCard(QFrame):
    """Hidden until a file needs one. Enter tries it, Escape leaves the file out."""

    _wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(tr(step_text.PASSWORD_NAME))
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.title = label(role="heading", wrap=True)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(tr(step_text.PASSWORD_NAME))
        self.password.setPlaceholderText(tr(step_text.PASSWORD_NAME))
        self.try_button = button(tr(step_text.PASSWORD_DO), self._try, "main")
        self.password.textChanged.connect(lambda typed: self.try_button.setEnabled(bool(typed)))
        self.skip_button = button(tr(step_text.PASSWORD_SKIP), self._skip)
        self.setLayout(
            column(
                self.title,
                label(tr(step_text.PASSWORD_WHAT), "muted", wrap=True),
                self.password,
                row(self.try_button, self.skip_button, None),
                spacing=TIGHT + 2,
                margins=GAP,
            )
        )
        self._wanted.connect(self._show)
        self.hide()

    def ask(self, name: str, progress: Progress) -> str:
        """For the worker thread: what is typed for the file *name*; empty when that is left out."""
        self._wanted.emit(name)
        while not progress.cancelled:
            try:
                return self._answers.get(timeout=_LOOK)
            except queue.Empty:
                continue
        return ""

    def clear(self) -> None:
        """Nobody waits any more."""
        self.password.clear()
        self.hide()
        while not self._answers.empty():
            self._answers.get()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._skip()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._try()
        else:
            super().keyPressEvent(event)

    def _show(self, name: str) -> None:
        self.title.setText(tr(step_text.PASSWORD_TITLE, name=name))
        self.password.clear()
        self.try_button.setEnabled(False)
        self.show()
        self.password.setFocus()

    def _try(self) -> None:
        if self.password.text():
            self._answer(self.password.text())

    def _skip(self) -> None:
        self._answer("")

    def _answer(self, typed: str) -> None:
        self.password.clear()
        self.hide()
        self._answers.put(typed)
