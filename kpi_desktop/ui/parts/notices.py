"""A notice above the page: what happened, what to do, details to copy. It never blocks."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QGuiApplication,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

from kpi_desktop.ui.parts import signs
from kpi_desktop.ui.parts.signs import Sign
from kpi_desktop.ui.parts.theme import GAP, Tone, theme_of
from kpi_desktop.ui.parts.trouble import Trouble
from kpi_desktop.ui.parts.widgets import button, column, label, restyle, row
from kpi_desktop.ui.words import text
from kpi_desktop.ui.words.text import tr


class SignLabel(QWidget):
    """A drawn sign of 20 logical pixels in a tone of the theme."""

    def __init__(self, sign: Sign = Sign.INFO, tone: str = "info", size: int = 20) -> None:
        super().__init__()
        self._sign, self._tone = sign, tone
        self.setFixedSize(QSize(size, size))

    def show_sign(self, sign: Sign, tone: str) -> None:
        """Show another one."""
        self._sign, self._tone = sign, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = getattr(theme_of(self), self._tone)
        assert isinstance(tone, Tone)
        painter = QPainter(self)
        signs.paint(painter, QRectF(self.rect()), self._sign, QColor(tone.ink))
        painter.end()


class Notice(QFrame):
    """The bar; hidden until there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._trouble: Trouble | None = None
        self._sign = SignLabel()
        self.what = label(role="heading", wrap=True)
        self.remedy = label(wrap=True)
        for one in (self.what, self.remedy):
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_button = button(tr(text.COPY_DETAILS), self._copy)
        self.close_button = button(tr(text.CLOSE), self.hide)
        inner = row(
            self._sign,
            column(self.what, self.remedy, spacing=2),
            self.copy_button,
            self.close_button,
            spacing=GAP,
            margins=12,
            wide=1,
        )
        inner.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        self.setLayout(inner)
        self.setAccessibleName(tr(text.NOTICE_NAME))
        self.hide()

    def show_trouble(self, trouble: Trouble) -> None:
        """Something could not be done."""
        self._trouble = trouble
        self._say("danger", Sign.TRIANGLE, trouble.what, trouble.remedy, details=True)

    def show_words(self, what: str, remedy: str = "", tone: str = "info") -> None:
        """Something that people should know."""
        sign = {"good": Sign.CHECK, "caution": Sign.DIAMOND}.get(tone, Sign.INFO)
        self._say(tone, sign, what, remedy, details=False)

    def _say(self, tone: str, sign: Sign, what: str, remedy: str, details: bool) -> None:
        self.what.setText(what)
        self.remedy.setText(remedy)
        self.remedy.setVisible(bool(remedy))
        self.copy_button.setVisible(details)
        self._sign.show_sign(sign, tone)
        restyle(self, tone=tone)
        for one in (self.what, self.remedy):
            restyle(one)
        self.setAccessibleDescription(f"{what} {remedy}")
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _copy(self) -> None:
        if self._trouble is not None:
            QGuiApplication.clipboard().setText(self._trouble.as_text())
