"""検証・差戻し: what is wrong, where, and how to mend it; and what the office rules on by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLayout, QTabWidget, QWidget

from kpi_desktop.domain.finding import Finding, Severity
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.ui.pages.corrections_and_waivers import Corrections, Waivers, ask_about_waiver
from kpi_desktop.ui.pages.findings import Findings
from kpi_desktop.ui.pages.steps.step_page import StepPage
from kpi_desktop.ui.parts.reason_card import ReasonCard
from kpi_desktop.ui.parts.theme import GAP
from kpi_desktop.ui.parts.widgets import button, row, set_role
from kpi_desktop.ui.session.steps import Step, next_step
from kpi_desktop.ui.words import step_text
from kpi_desktop.ui.words.text import tr
from kpi_desktop.usecases.gather.export_findings import export_findings
from kpi_desktop.usecases.gather.send_back import ReturnResult, send_back
from kpi_desktop.usecases.gather.validate import ValidateResult, validate


class ReviewPage(StepPage):
    """validate, return, correct, waive. ``indicator_asked`` names the one to compare or to look at."""

    indicator_asked = Signal(str)
    compare_asked = Signal(str)

    step = Step.REVIEW
    logged = (AuditAction.VALIDATE, AuditAction.RETURN, AuditAction.CORRECT, AuditAction.WAIVE)
    what = step_text.REVIEW_WHAT
    least = 560

    def middle(self) -> tuple[QWidget | QLayout, ...]:
        here = self.session.workspace
        self.main = button(tr(step_text.REVIEW_DO), self.check, "main", "validate")
        self.back = button(tr(step_text.RETURN_DO), self.send_back, "", "return")
        self.card = ReasonCard()
        self.findings = Findings(self.session.waiver_of)
        self.findings.opened.connect(self.session.open_finding)
        self.findings.waiver_asked.connect(
            lambda one: ask_about_waiver(self.session, self.card, one)
        )
        self.findings.compare_asked.connect(lambda one: self.compare_asked.emit(one.indicator))
        self.findings.export_asked.connect(self._export)
        self.corrections = Corrections(self.session, self.card)
        self.waivers = Waivers(self.session, self.card)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr(step_text.FINDINGS_NAME))
        for page, words in self._tabs():
            self.tabs.addTab(page, tr(words))
            page.setContentsMargins(GAP, GAP, GAP, GAP)
        for one in (self.corrections, self.waivers):
            one.opened.connect(self.indicator_asked)
        self.tabs.currentChanged.connect(lambda _: self.show_state())
        actions = row(
            self.main,
            self.back,
            None,
            self.folder_button(step_text.OPEN_RETURNS, here.returns),
        )
        return actions, self.last, self.card, self.tabs

    def _tabs(self) -> tuple[tuple[QWidget, str], ...]:
        return (
            (self.findings, step_text.TAB_FINDINGS),
            (self.corrections, step_text.TAB_CORRECTIONS),
            (self.waivers, step_text.TAB_WAIVERS),
        )

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

    def export(self, findings: Sequence[Finding], target: Path) -> None:
        """Write *findings* into a workbook."""
        from kpi_desktop.bootstrap import findings_workbook

        self.session.do(
            self.step,
            tr(step_text.EXPORT_TITLE),
            lambda desk, progress: export_findings(desk, findings, target, findings_workbook),
            lambda _: self.say(tr(step_text.EXPORT_DONE, count=len(findings), file=target.name)),
        )

    def _export(self, findings: Sequence[Finding]) -> None:
        now = self.session.overview
        year = now.plan.evaluation_year.short if now and now.plan else ""
        proposed = self.session.directory / tr(step_text.EXPORT_FILE, year=year)
        found, _ = QFileDialog.getSaveFileName(
            self, tr(step_text.EXPORT_TITLE), str(proposed), tr(step_text.MASTER_FILES)
        )
        if found:
            self.export(findings, Path(found).with_suffix(".xlsx"))

    def show_overview(self) -> None:
        """The findings and the rulings as they stand."""
        now = self.session.overview
        if now is None:
            return
        self.findings.show_findings(now.findings)
        self.corrections.show_entries(now.corrections)
        self.waivers.show_overview(now)
        counts = (len(now.findings), now.open_corrections, len(now.waivers))
        for position, ((_, words), count) in enumerate(zip(self._tabs(), counts)):
            self.tabs.setTabText(position, f"{tr(words)} {count}" if count else tr(words))

    def show_state(self) -> None:
        """One main button: to decide on a request while those are looked at, else to validate."""
        super().show_state()
        now = self.session.overview
        self.back.setEnabled(
            self.back.isEnabled() and now is not None and now.has_findings_to_return
        )
        self.corrections.show_state()
        self.waivers.show_state()
        deciding = self.tabs.currentWidget() is self.corrections and self.corrections.waits
        set_role(self.main, "" if deciding else "main")

    def focus_main(self) -> None:
        """Whoever comes because of open requests comes to those."""
        now = self.session.overview
        if now is not None and next_step(now).asks_for_corrections:
            self.tabs.setCurrentWidget(self.corrections)
        super().focus_main()
