"""The small pieces that every page is made of: labels, buttons, rows and columns, in one style."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kpi_desktop.ui.theme import GAP, TIGHT

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


def set_role(one: QPushButton, role: str) -> None:
    """Give *one* another role, such as being the main button of its page."""
    if one.property("role") != role:
        restyle(one, role=role)


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
