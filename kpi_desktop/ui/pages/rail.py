"""The rail: the steps of the year, how far each is, and where one is now."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame

from kpi_desktop.ui.parts import signs
from kpi_desktop.ui.parts.signs import Sign
from kpi_desktop.ui.parts.theme import theme_of
from kpi_desktop.ui.parts.widgets import button, column, label
from kpi_desktop.ui.session.steps import Fact, Reach, Step
from kpi_desktop.ui.words import text
from kpi_desktop.ui.words.text import tr

_LOOKS = {
    Reach.LATER: (Sign.RING, "neutral"),
    Reach.OPEN: (Sign.DOT, "info"),
    Reach.DONE: (Sign.CHECK, "good"),
}


class Rail(QFrame):
    """``asked`` carries the step that someone wants to see."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setAccessibleName(tr(text.RAIL_NAME))
        self.setFixedWidth(184)
        self._group = QButtonGroup(self)
        self.buttons = {}
        made = column(spacing=2, margins=10)
        for position, step in enumerate(Step):
            one = button(step.title, partial(self.asked.emit, step), "rail")
            one.setCheckable(True)
            one.setIconSize(QSize(18, 18))
            one.setToolTip(tr(text.SHORTCUT, words=step.title, key=f"Ctrl+{position}"))
            self.buttons[step] = one
            self._group.addButton(one)
            made.addWidget(one)
            if step is Step.BOARD:
                made.addSpacing(8)
                made.addWidget(label(tr(text.RAIL_STEPS), "muted"))
        made.addStretch(1)
        self.setLayout(made)

    def show_facts(self, facts: Mapping[Step, Fact]) -> None:
        """Show how far each step is."""
        theme = theme_of(self)
        for step, fact in facts.items():
            sign, tone = _LOOKS[fact.reach]
            one = self.buttons[step]
            one.setText(f"{step.title}\n{fact.words}")
            one.setIcon(signs.icon(sign, getattr(theme, tone).ink))
            reach = tr(text.REACH[fact.reach.value])
            one.setAccessibleName(f"{step.title}、{reach}、{fact.words}")

    def show_here(self, step: Step | None) -> None:
        """Mark where one is; None on a page that is no step."""
        if step is not None:
            self.buttons[step].setChecked(True)
