"""統合・公表: the master workbook and what is published from it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLayout, QPushButton, QWidget

from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.ui.pages.steps.collect import size_words
from kpi_desktop.ui.pages.steps.step_page import StepPage
from kpi_desktop.ui.parts.tables import Column, Row, Table
from kpi_desktop.ui.parts.widgets import button, row
from kpi_desktop.ui.session.steps import Step
from kpi_desktop.ui.words import step_text, text
from kpi_desktop.ui.words.text import tr
from kpi_desktop.usecases.deliver.build_macros import BuildMacrosResult, build_macros
from kpi_desktop.usecases.deliver.comparison import ComparisonResult, compare_with
from kpi_desktop.usecases.deliver.consolidate import ConsolidateResult, consolidate
from kpi_desktop.usecases.deliver.publish import PublishResult, publish
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.progress import Progress


class PublishPage(StepPage):
    """consolidate, publish, and build-macros."""

    step = Step.PUBLISH
    logged = (AuditAction.CONSOLIDATE, AuditAction.PUBLISH)
    what = step_text.PUBLISH_WHAT

    def middle(self) -> tuple[QWidget | QLayout, ...]:
        here = self.session.workspace
        self.main = button(tr(step_text.PUBLISH_DO), self.make, "main", "consolidate")
        self.open_data = button(
            tr(step_text.OPEN_DATA_DO),
            self.publish,
            command="publish",
            hint=tr(step_text.OPEN_DATA_WHAT),
        )
        self.printed = button(
            tr(step_text.PDF_DO), self.print, command="publish", hint=tr(step_text.PDF_WHAT)
        )
        self.macros = button(
            tr(step_text.MACROS_DO),
            self.build_macros,
            command="build-macros",
            hint=tr(step_text.MACROS_WHAT),
        )
        self.compare = button(
            tr(step_text.COMPARE_DO),
            self._choose_earlier,
            command="consolidate",
            hint=tr(step_text.COMPARE_WHAT),
        )
        self.open_master = button(tr(step_text.OPEN_MASTER_BOOK), self._open_master, command="open")
        self.files = Table(
            tr(step_text.RESULTS_NAME),
            (
                Column(tr(text.COL_FILE), 400, takes_rest=True),
                Column(tr(text.COL_SIZE), 100, is_number=True),
                Column(tr(text.COL_MADE_AT), 160),
            ),
            empty=tr(step_text.NOTHING_MADE),
        )
        self.files.opened.connect(self.session.open_path)
        actions = row(
            self.main,
            self.open_data,
            self.printed,
            None,
            self.folder_button(step_text.OPEN_RESULTS, here.results),
        )
        return (
            actions,
            row(self.open_master, self.compare, self.macros, None),
            self.last,
            self.files,
        )

    def make(self) -> None:
        """Write the master workbook."""
        self.session.do(
            self.step,
            tr(step_text.PUBLISH_DO),
            lambda desk, progress: consolidate(desk),
            self._done,
        )

    def _done(self, result: ConsolidateResult) -> str:
        if result.problems:
            words = tr(step_text.AUDIT_BAD, count=len(result.problems))
            self.session.notice.emit(words, "\n".join(result.problems), "caution")
        words = step_text.PUBLISH_DONE if result.written else step_text.PUBLISH_SAME
        return self.say(
            tr(
                words,
                file=result.path.name,
                indicators=result.indicators,
                series=result.series,
                missing=len(result.missing),
            )
        )

    def publish(self) -> None:
        """Write the open data and the web page."""

        def run(desk: Desk, _: Progress) -> PublishResult:
            from kpi_desktop.bootstrap import open_publications

            return publish(desk, open_publications())

        self.session.do(self.step, tr(step_text.OPEN_DATA_DO), run, self._published)

    def print(self) -> None:
        """Make the printed set."""

        def run(desk: Desk, _: Progress) -> PublishResult:
            from kpi_desktop.bootstrap import printed_publication

            return publish(desk, [printed_publication(desk)])

        self.session.do(self.step, tr(step_text.PDF_DO), run, self._published)

    def _published(self, result: PublishResult) -> str:
        if result.problems:
            words = tr(step_text.OPEN_DATA_BAD, count=len(result.problems))
            self.session.notice.emit(words, "\n".join(result.problems), "caution")
            return self.say(words)
        written = sum(one.written for one in result.files)
        words = tr(step_text.OPEN_DATA_DONE, count=len(result.files), written=written)
        if result.unfinished:
            words += tr(step_text.OPEN_DATA_UNFINISHED, count=len(result.unfinished))
        return self.say(words)

    def _choose_earlier(self) -> None:
        found, _ = QFileDialog.getOpenFileName(
            self,
            tr(step_text.COMPARE_CHOOSE),
            str(self.session.workspace.results),
            tr(step_text.COMPARE_FILES),
        )
        if found:
            self.compare_with(Path(found))

    def compare_with(self, earlier: Path) -> None:
        """Write what is different from *earlier*, the provenance of another year or of an earlier state."""

        def run(desk: Desk, _: Progress) -> ComparisonResult:
            from kpi_desktop.bootstrap import comparison_workbook

            return compare_with(desk, earlier, comparison_workbook)

        def done(result: ComparisonResult) -> str:
            return self.say(
                tr(step_text.COMPARE_DONE, file=result.path.name, changes=result.changes)
            )

        self.session.do(self.step, tr(step_text.COMPARE_DO), run, done)

    def build_macros(self) -> None:
        """Make the macro-enabled copies."""
        self.session.do(
            self.step,
            tr(step_text.MACROS_DO),
            lambda desk, progress: build_macros(desk, progress=progress),
            self._built,
        )

    def _built(self, result: BuildMacrosResult) -> str:
        failed = [f"{one.source}: {one.reason}" for one in result.copies if one.path is None]
        if failed:
            words = tr(step_text.MACROS_BAD, count=len(failed))
            self.session.notice.emit(words, "\n".join(failed), "caution")
            return self.say(words)
        written = sum(one.written for one in result.copies)
        words = tr(step_text.MACROS_DONE, count=len(result.copies), written=written)
        return self.say(words + (tr(text.STOPPED) if result.cancelled else ""))

    def show_overview(self) -> None:
        """What lies in 統合/."""
        now = self.session.overview
        if now is None:
            return
        self.files.show_rows(
            [
                Row(
                    (
                        one.name,
                        size_words(one.size),
                        one.modified.astimezone().strftime("%Y-%m-%d %H:%M"),
                    ),
                    one.path,
                )
                for one in now.results
            ]
        )

    def may(self, pressed: QPushButton) -> bool:
        """Looking at the master needs one, and nothing else."""
        if pressed is self.open_master:
            now = self.session.overview
            if now is None or now.plan is None:
                return False
            made = self.session.workspace.master_workbook(now.plan.evaluation_year)
            return any(each.path == made for each in now.results)
        return super().may(pressed)

    def _open_master(self) -> None:
        now = self.session.overview
        if now is not None and now.plan is not None:
            year = now.plan.evaluation_year
            self.session.open_path(self.session.workspace.master_workbook(year))
