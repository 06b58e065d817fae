"""The small pieces that every page is made of: labels, buttons, rows and columns, in one style."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kpi_desktop.ui.parts.theme import FIELD_HEIGHT, GAP, TIGHT, theme_of

Item = QWidget | QLayout | None
#: The same all round, or left, top, right and bottom.
Margins = int | tuple[int, int, int, int]


def label(words: str = "", role: str = "", wrap: bool = False) -> QLabel:
    """Text; *role* is display, title, heading or muted. What data say is never taken for markup."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def button(
    words: str,
    on_click: Callable[[], object],
    role: str = "",
    command: str = "",
    hint: str = "",
) -> QPushButton:
    """A button; *role* is main, plain, choice, filter or rail. *command* names the command it stands for."""
    made = QPushButton(words)
    made.setProperty("role", role)
    made.setProperty("command", command)
    made.setAutoDefault(False)
    if hint:
        made.setToolTip(hint)
        made.setAccessibleDescription(hint)
    made.clicked.connect(lambda: on_click())
    return made


class Choice(QComboBox):
    """A field to choose from, painted as the other fields are."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumHeight(FIELD_HEIGHT)

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(24, 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        pen = QPen(QColor(theme.accent), 2) if focused else QPen(QColor(theme.field_line), 1)
        painter.setPen(pen if self.isEnabled() else QPen(QColor(theme.line), 1))
        painter.setBrush(QColor(theme.surface if self.isEnabled() else theme.raised))
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        ink = QColor(theme.text if self.isEnabled() else theme.muted)
        painter.setPen(ink)
        words = QRect(self.rect()).adjusted(10, 0, -26, 0)
        shown = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setPen(QPen(ink, 1.6))
        x, y = self.width() - 16.0, self.height() / 2
        painter.drawPolyline(
            QPolygonF([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
        )
        painter.end()


def column(
    *items: Item, spacing: int = GAP, margins: Margins = 0, wide: int | None = None
) -> QVBoxLayout:
    """Items below each other; the one at position *wide* takes what is left over."""
    made = QVBoxLayout()
    _fill(made, items, spacing, margins, wide)
    return made


def row(
    *items: Item, spacing: int = TIGHT, margins: Margins = 0, wide: int | None = None
) -> QHBoxLayout:
    """Items beside each other; the one at position *wide* takes what is left over."""
    made = QHBoxLayout()
    _fill(made, items, spacing, margins, wide)
    return made


def card(*items: Item, role: str = "card", spacing: int = GAP) -> QFrame:
    """A framed column."""
    made = QFrame()
    made.setProperty("role", role)
    made.setLayout(column(*items, spacing=spacing, margins=16))
    return made


def scrolling(inside: QLayout, least: int = 0) -> QScrollArea:
    """*inside* with scroll bars when the window is too small for it; *least* is its smallest height."""
    page = QWidget()
    page.setLayout(inside)
    page.setMinimumHeight(least)
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setWidget(page)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


def centred(widget: QWidget, width: int) -> QWidget:
    """*widget* in the middle, at most *width* wide."""
    widget.setMaximumWidth(width)
    sides = row(None, widget, None)
    sides.setStretch(1, 100)
    made = QWidget()
    made.setLayout(sides)
    return made


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and have it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    widget.updateGeometry()


def set_role(target: QPushButton, role: str) -> None:
    """Give *target* another role, such as being the main button of its page."""
    if target.property("role") != role:
        restyle(target, role=role)


def _fill(
    layout: QHBoxLayout | QVBoxLayout,
    items: tuple[Item, ...],
    spacing: int,
    margins: Margins,
    wide: int | None,
) -> None:
    around = (margins,) * 4 if isinstance(margins, int) else margins
    layout.setContentsMargins(*around)
    layout.setSpacing(spacing)
    for one in items:
        if one is None:
            layout.addStretch(1)
        elif isinstance(one, QLayout):
            layout.addLayout(one)
        else:
            layout.addWidget(one)
    if wide is not None:
        layout.setStretch(wide, 1)
