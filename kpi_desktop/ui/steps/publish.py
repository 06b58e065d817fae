"""統合・公表: the master workbook and what is published from it."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget

from kpi_desktop.ui import text
from kpi_desktop.ui.cycle import Step
from kpi_desktop.ui.parts import button, row
from kpi_desktop.ui.steps.collect import size_words
from kpi_desktop.ui.steps.page import StepPage
from kpi_desktop.ui.tables import Column, Row, Table
from kpi_desktop.ui.text import tr
from kpi_desktop.usecases.consolidate import ConsolidateResult, consolidate


class PublishPage(StepPage):
    """consolidate."""

    step = Step.PUBLISH
    what = text.PUBLISH_WHAT

    def middle(self) -> tuple[QWidget | QLayout, ...]:
        here = self.session.workspace
        self.main = button(tr(text.PUBLISH_DO), self.make, "main", "consolidate")
        self.open_master = button(tr(text.OPEN_MASTER_BOOK), self._open_master)
        self.files = Table(
            tr(text.RESULTS_NAME),
            (
                Column(tr(text.COL_FILE), 400, takes_rest=True),
                Column(tr(text.COL_SIZE), 100, is_number=True),
                Column(tr(text.COL_MADE_AT), 160),
            ),
            empty=tr(text.NOTHING_MADE),
        )
        self.files.opened.connect(self.session.open_path)
        actions = row(
            self.main,
            self.open_master,
            None,
            self.folder_button(text.OPEN_RESULTS, here.results),
        )
        return actions, self.last, self.files

    def make(self) -> None:
        """Write the master workbook."""
        self.session.do(
            self.step,
            tr(text.PUBLISH_DO),
            lambda desk, progress: consolidate(desk),
            self._done,
        )

    def _done(self, result: ConsolidateResult) -> str:
        words = text.PUBLISH_DONE if result.written else text.PUBLISH_SAME
        return self.say(
            tr(
                words,
                file=result.path.name,
                indicators=result.indicators,
                series=result.series,
                missing=len(result.missing),
            )
        )

    def show_snapshot(self) -> None:
        """What lies in 統合/."""
        now = self.session.snapshot
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
        self.open_master.setEnabled(any(one.name.endswith(".xlsx") for one in now.results))

    def _open_master(self) -> None:
        now = self.session.snapshot
        if now is not None and now.plan is not None:
            year = now.plan.evaluation_year
            self.session.open_path(self.session.workspace.master_workbook(year))
