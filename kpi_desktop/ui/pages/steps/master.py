"""マスタ: is the master data fit to make forms from?"""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget

from kpi_desktop.domain.indicators.master_data import MasterProblem
from kpi_desktop.ui.pages.steps.step_page import StepPage
from kpi_desktop.ui.parts import signs
from kpi_desktop.ui.parts.tables import Column, Row, Table
from kpi_desktop.ui.parts.widgets import button, row
from kpi_desktop.ui.session.steps import Step
from kpi_desktop.ui.words import step_text, text
from kpi_desktop.ui.words.text import tr
from kpi_desktop.usecases.prepare.check_master import CheckMasterResult, check_master


def problem_columns() -> tuple[Column, ...]:
    """The columns in which problems of the master data are listed."""
    return (
        Column(tr(text.COL_SEVERITY), 96),
        Column(tr(text.COL_SHEET), 80),
        Column(tr(text.COL_CELL), 64),
        Column(tr(text.COL_CONTENT), 300, takes_rest=True),
        Column(tr(text.COL_REMEDY), 300),
    )


def problem_rows(problems: tuple[MasterProblem, ...]) -> list[Row]:
    """One row a problem, with its sign."""
    tones = {"error": "danger", "warning": "caution", "info": "info"}
    return [
        Row(
            (tr(one.severity.label), one.sheet, one.cell, one.message, one.remedy),
            one,
            signs.OF_SEVERITY[one.severity],
            tones[one.severity.value],
        )
        for one in problems
    ]


class MasterPage(StepPage):
    """check-master."""

    step = Step.MASTER
    what = step_text.MASTER_WHAT

    def middle(self) -> tuple[QWidget | QLayout, ...]:
        here = self.session.workspace
        self.main = button(tr(step_text.MASTER_DO), self.check, "main", "check-master")
        self.open_master = button(
            tr(step_text.OPEN_MASTER), lambda: self.session.open_path(here.master_data)
        )
        self.problems = Table(
            tr(step_text.PROBLEMS_NAME), problem_columns(), empty=tr(step_text.NO_PROBLEMS)
        )
        self.problems.opened.connect(lambda _: self.session.open_path(here.master_data))
        actions = row(
            self.main,
            self.open_master,
            None,
            self.folder_button(step_text.OPEN_TEMPLATE, here.template),
            self.folder_button(step_text.OPEN_WORKSPACE, here.root),
        )
        return actions, self.last, self.problems

    def check(self) -> None:
        """Read the master data and list what is wrong with them."""
        self.session.do(
            self.step,
            tr(step_text.MASTER_DO),
            lambda desk, progress: check_master(desk),
            self._done,
        )

    def _done(self, result: CheckMasterResult) -> str:
        size = tr(
            step_text.MASTER_SIZE,
            pillars=result.pillars,
            departments=result.departments,
            indicators=result.indicators,
            series=result.series,
        )
        errors = sum(one.severity.value == "error" for one in result.problems)
        verdict = tr(step_text.MASTER_BAD, count=errors) if errors else tr(step_text.MASTER_GOOD)
        return self.say(verdict if errors else f"{size} {verdict}")

    def show_overview(self) -> None:
        """The problems as they are now."""
        if self.session.overview is not None:
            self.problems.show_rows(problem_rows(self.session.overview.problems))
