"""A card that asks for the reason of a decision before it is made. It blocks nothing on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from kpi_desktop.ui.parts.theme import GAP, TIGHT
from kpi_desktop.ui.parts.widgets import Choice, button, column, label, row
from kpi_desktop.ui.words import step_text, text
from kpi_desktop.ui.words.text import tr


@dataclass(frozen=True)
class Question:
    """What is about to be decided: its words, the words of its button, what may be chosen beside the reason.

    ``run`` gets the reason and the chosen key, and tells whether the work began.
    """

    title: str
    explanation: str
    do: str
    run: Callable[[str, str], bool]
    choices: Sequence[tuple[str, str]] = ()
    choice_name: str = ""


class ReasonCard(QFrame):
    """Hidden until something is asked. Enter decides, Escape leaves everything as it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(tr(step_text.REASON_NAME))
        self._question: Question | None = None
        self.title = label(role="heading", wrap=True)
        self.explanation = label(role="muted", wrap=True)
        self.choice = Choice(tr(step_text.REASON_NAME))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr(step_text.REASON_HINT))
        self.reason.setAccessibleName(tr(step_text.REASON_HINT))
        self.reason.textChanged.connect(lambda _: self._show_state())
        self.do_button = button(tr(step_text.REASON_NAME), self._do, "main")
        self.cancel_button = button(tr(text.CANCEL), self.hide)
        self.setLayout(
            column(
                self.title,
                self.explanation,
                self.choice,
                self.reason,
                row(self.do_button, self.cancel_button, None),
                spacing=TIGHT + 2,
                margins=GAP,
            )
        )
        self.hide()

    def ask(self, question: Question) -> None:
        """Show it, empty, with the cursor where the reason goes."""
        self._question = question
        self.title.setText(question.title)
        self.explanation.setText(question.explanation)
        self.explanation.setVisible(bool(question.explanation))
        self.choice.clear()
        for key, words in question.choices:
            self.choice.addItem(words, key)
        self.choice.setAccessibleName(question.choice_name or tr(step_text.REASON_NAME))
        self.choice.setVisible(bool(question.choices))
        self.do_button.setText(question.do)
        self.reason.clear()
        self._show_state()
        self.show()
        self.reason.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do()
        else:
            super().keyPressEvent(event)

    def _show_state(self) -> None:
        self.do_button.setEnabled(bool(self.reason.text().strip()))

    def _do(self) -> None:
        reason = self.reason.text().strip()
        if self._question is None or not reason:
            return
        if self._question.run(reason, self.choice.currentData() or ""):
            self.hide()
