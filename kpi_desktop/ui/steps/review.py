"""検証・差戻し: what is wrong, where, and how to mend it."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget

from kpi_desktop.domain.finding import Finding, Severity
from kpi_desktop.ui import step_text
from kpi_desktop.ui.cycle import Step
from kpi_desktop.ui.findings import Findings
from kpi_desktop.ui.parts import button, row
from kpi_desktop.ui.steps.page import StepPage
from kpi_desktop.ui.steps.ruling_bar import RulingBar
from kpi_desktop.ui.text import tr
from kpi_desktop.usecases.send_back import ReturnResult, send_back
from kpi_desktop.usecases.validate import ValidateResult, validate


class ReviewPage(StepPage):
    """validate, return."""

    step = Step.REVIEW
    logged = ("validate", "return")
    what = step_text.REVIEW_WHAT
    least = 540

    def middle(self) -> tuple[QWidget | QLayout, ...]:
        here = self.session.workspace
        self.main = button(tr(step_text.REVIEW_DO), self.check, "main", "validate")
        self.findings = Findings()
        self.findings.opened.connect(self._open)
        self.back = button(tr(step_text.RETURN_DO), self.send_back, "", "return")
        actions = row(
            self.main,
            self.back,
            None,
            self.folder_button(step_text.OPEN_RETURNS, here.returns),
        )
        return actions, RulingBar(self), self.last, self.findings

    def check(self) -> None:
        """Run the rules over everything that came in."""
        self.session.do(
            self.step,
            tr(step_text.REVIEW_DO),
            lambda desk, progress: validate(desk, progress),
            self._done,
        )

    def send_back(self) -> None:
        """Write the marked workbooks, lists and mail drafts into 差戻し/."""
        self.session.do(
            self.step,
            tr(step_text.RETURN_DO),
            lambda desk, progress: send_back(desk, progress=progress),
            self._sent_back,
        )

    def _sent_back(self, result: ReturnResult) -> str:
        if not result.returns:
            return self.say(tr(step_text.RETURN_NOTHING))
        return self.say(tr(step_text.RETURN_DONE, count=len(result.returns)))

    def _done(self, result: ValidateResult) -> str:
        if result.cancelled:
            return self.say(tr(step_text.REVIEW_STOPPED))
        return self.say(
            tr(
                step_text.REVIEW_DONE,
                indicators=result.indicators,
                errors=result.count(Severity.ERROR),
                warnings=result.count(Severity.WARNING),
                infos=result.count(Severity.INFO),
            )
        )

    def show_snapshot(self) -> None:
        """The findings as they stand."""
        if self.session.snapshot is not None:
            self.back.setEnabled(self.back.isEnabled() and bool(self.session.snapshot.findings))
            self.findings.show_findings(self.session.snapshot.findings)

    def _open(self, one: Finding) -> None:
        self.session.open_submitted(one.file, one.indicator, one.place.sheet, one.place.cell)
