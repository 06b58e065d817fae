"""What every step's page has: what it will do, one main button, ways to the folders, the last result."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QLayout, QPushButton, QWidget

from kpi_desktop.domain.record.audit import AuditAction, AuditEntry
from kpi_desktop.ui.parts.notices import SignLabel
from kpi_desktop.ui.parts.signs import Sign
from kpi_desktop.ui.parts.theme import GAP, ROOM
from kpi_desktop.ui.parts.widgets import button, card, column, label, row, scrolling
from kpi_desktop.ui.session.memory import LastResult
from kpi_desktop.ui.session.session import Session
from kpi_desktop.ui.session.steps import Step
from kpi_desktop.ui.words import step_text
from kpi_desktop.ui.words.text import tr


class StepPage(QWidget):
    """A page. A subclass names its step and words, builds its middle, and shows overviews.

    ``least`` is the height in logical pixels below which the page scrolls; ``logged`` names the entries of
    the log that this step leaves, so that work done elsewhere shows, too.
    """

    step: ClassVar[Step]
    what: ClassVar[str]
    least: ClassVar[int] = 420
    logged: ClassVar[tuple[AuditAction, ...]] = ()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setObjectName(self.step.value)
        self.setAccessibleName(self.step.title)
        self._pressed: QPushButton | None = None
        self._sign = SignLabel(Sign.RING, "neutral")
        self._sentence = label(wrap=True)
        self._when = label(role="muted")
        self.last = card(row(self._sign, self._sentence, self._when, spacing=GAP, wide=1))
        self.last.setAccessibleName(tr(step_text.LAST_RESULT))
        head = column(
            label(self.step.title, "title"), label(tr(self.what), "muted", wrap=True), spacing=4
        )
        inside = column(head, *self.middle(), margins=(ROOM, GAP + 4, ROOM, GAP))
        self.setLayout(column(scrolling(inside, self.least)))
        session.changed.connect(self._renew)
        session.state_changed.connect(self.show_state)
        self._show_last()
        self.show_state()

    # for subclasses

    def middle(self) -> tuple[QWidget | QLayout, ...]:
        """The page between its words and its end, from the top."""
        raise NotImplementedError

    def show_overview(self) -> None:
        """Show ``session.overview``."""

    def show_state(self) -> None:
        """Enable what may be done now."""
        for one in self.findChildren(QPushButton):
            if one.property("command"):
                if one.hasFocus() and not self.may(one):
                    self._pressed = one
                    self.setFocus()
                one.setEnabled(self.may(one))
        if self._pressed is not None and self._pressed.isEnabled():
            if self.hasFocus():
                self._pressed.setFocus()
            self._pressed = None

    def may(self, pressed: QPushButton) -> bool:
        """Whether the command behind *pressed* may be started now."""
        return self.session.may_act and self.session.overview is not None

    def say(self, sentence: str) -> str:
        """Show *sentence* as the last result; gives it back to be remembered."""
        self._sentence.setText(sentence)
        return sentence

    @property
    def last_sentence(self) -> str:
        """The sentence that stands as the last result."""
        return self._sentence.text()

    def folder_button(self, words: str, path: Path) -> QPushButton:
        """A button that shows a folder or opens a file."""
        return button(tr(words), lambda: self.session.open_path(path), "plain", hint=str(path))

    def _renew(self) -> None:
        self._show_last()
        self.show_overview()
        self.show_state()

    def _last_elsewhere(self) -> AuditEntry | None:
        now = self.session.overview
        entries = [one for one in now.audit if one.action in self.logged] if now else []
        return entries[-1] if entries else None

    def focus_main(self) -> None:
        """Put the focus on the main button, so that Enter does what the page is for."""
        for one in self.findChildren(QPushButton):
            if one.property("role") == "main" and one.isVisible() and one.isEnabled():
                one.setFocus()
                return

    def _show_last(self) -> None:
        found = self.session.last_result(self.step)
        elsewhere = self._last_elsewhere()
        if elsewhere is not None and (found is None or found.at < elsewhere.at):
            found = LastResult(
                elsewhere.at, tr(step_text.DONE_ELSEWHERE, who=elsewhere.operator or "－")
            )
        if found is None:
            self._sentence.setText(tr(step_text.NO_RESULT_YET))
            self._when.setText("")
            self._sign.show_sign(Sign.RING, "neutral")
        else:
            self._sentence.setText(found.summary)
            self._when.setText(found.at.astimezone().strftime("%Y-%m-%d %H:%M"))
            self._sign.show_sign(Sign.CHECK, "good")
