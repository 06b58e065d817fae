"""What the office rules on by hand, one button a command; pressing it tells what stands."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtWidgets import QWidget

from kpi_desktop.ui.parts import button, row
from kpi_desktop.ui.steps.page import StepPage
from kpi_desktop.usecases.corrections import corrections
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.grades import grades
from kpi_desktop.usecases.versions import versions
from kpi_desktop.usecases.waivers import waivers


class RulingBar(QWidget):
    """assess, correct, waive, exclude, compare."""

    def __init__(self, page: StepPage) -> None:
        super().__init__()
        self._page = page
        made = [button(name, partial(self._tell, name), "plain", name) for name in _COMMANDS]
        self.setLayout(row(*made, None))

    def _tell(self, name: str) -> None:
        tell = _COMMANDS[name]
        self._page.session.do(
            self._page.step, name, lambda desk, progress: tell(desk), self._page.say
        )


def _asked(desk: Desk) -> str:
    found = corrections(desk).open
    return "、".join(f"{one.code}（{one.correction.after.display()}）" for one in found) or "0"


def _waived(desk: Desk) -> str:
    found = waivers(desk).entries
    return "、".join(f"{one.waiver.rule} No {one.waiver.indicator}" for one in found) or "0"


def _sent(desk: Desk) -> str:
    found = [one.submission for one in versions(desk).versions if one.counts_for]
    return "、".join(f"{one.department} {one.version}" for one in found) or "0"


def _graded(desk: Desk) -> str:
    found = Counter(one.assessment.grade for one in grades(desk).rows if one.assessment)
    return "、".join(f"{grade} {count}" for grade, count in found.items()) or "0"


_COMMANDS = {
    "assess": _graded,
    "correct": _asked,
    "waive": _waived,
    "exclude": _sent,
    "compare": _sent,
}
