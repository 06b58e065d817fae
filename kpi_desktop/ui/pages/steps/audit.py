"""監査: is the record whole, and who did what when."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLayout, QPushButton, QWidget

from kpi_desktop.domain.forms.submission import State
from kpi_desktop.office.checking import OfficeCheck
from kpi_desktop.ui.pages.steps.step_page import StepPage
from kpi_desktop.ui.parts.tables import Column, Row, Table
from kpi_desktop.ui.parts.widgets import button, row
from kpi_desktop.ui.session.memory import free_folder
from kpi_desktop.ui.session.steps import Step
from kpi_desktop.ui.words import step_text, text
from kpi_desktop.ui.words.text import tr
from kpi_desktop.usecases.deliver.rollover import RolloverResult
from kpi_desktop.usecases.deliver.verify import VerifyResult, verify
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.progress import Progress


class AuditPage(StepPage):
    """verify, rollover when everything is finalised, and office."""

    step = Step.AUDIT
    what = step_text.AUDIT_WHAT

    def middle(self) -> tuple[QWidget | QLayout, ...]:
        here = self.session.workspace
        self.main = button(tr(step_text.AUDIT_DO), self.check, "main", "verify")
        self.log = Table(
            tr(step_text.LOG_NAME),
            (
                Column(tr(text.COL_SEQUENCE), 64, is_number=True),
                Column(tr(text.COL_WHEN), 176),
                Column(tr(text.COL_WHO), 90),
                Column(tr(text.COL_ACTION), 100),
                Column(tr(text.COL_CONTENT), 300, takes_rest=True),
            ),
            several=True,
        )
        self.next_year = button(
            tr(step_text.NEXT_YEAR_DO),
            self._ask_next_year,
            command="rollover",
            hint=tr(step_text.NEXT_YEAR_WHAT),
        )
        self.office = button(
            tr(step_text.OFFICE_DO),
            self.check_office,
            command="office",
            hint=tr(step_text.OFFICE_WHAT),
        )
        actions = row(
            self.main,
            self.next_year,
            None,
            self.office,
            self.folder_button(step_text.OPEN_EVIDENCE, here.hidden),
        )
        return actions, self.last, self.log

    def may(self, pressed: QPushButton) -> bool:
        """Looking is allowed while somebody else works here, too; a new year needs a finished one."""
        now = self.session.overview
        if now is None or self.session.busy:
            return False
        if pressed is self.next_year:
            return now.board is not None and all(
                each.state is State.FINALISED for each in now.board.indicators
            )
        return True

    def check(self) -> None:
        """Recompute every hash."""
        self.session.do(
            self.step, tr(step_text.AUDIT_DO), lambda desk, progress: verify(desk), self._done
        )

    def check_office(self) -> None:
        """Look which spreadsheet program there is, and tell."""

        def run(_: Desk) -> OfficeCheck:
            from kpi_desktop.bootstrap import check_office

            return check_office()

        self.session.read(run, self._tell_office)

    def _tell_office(self, checked: OfficeCheck) -> None:
        used = next((one for one in checked.programs if one.kind == checked.used), None)
        if used is None:
            self.session.notice.emit(checked.problem, checked.remedy, "caution")
        else:
            words = tr(step_text.OFFICE_FOUND, name=used.name, version=used.version)
            self.session.notice.emit(words, "", "info")

    def _ask_next_year(self) -> None:
        here = self.session.directory.parent
        found = QFileDialog.getExistingDirectory(self, tr(step_text.NEXT_YEAR_WHERE), str(here))
        now = self.session.overview
        if found and now is not None and now.plan is not None:
            year = now.plan.evaluation_year.plus(1).short
            self.begin_next_year(
                free_folder(Path(found), tr(step_text.NEXT_YEAR_FOLDER, year=year))
            )

    def begin_next_year(self, target: Path) -> None:
        """Make next year's workspace in *target* and go on there."""
        directory = self.session.directory

        def run(_: Progress) -> RolloverResult:
            from kpi_desktop.bootstrap import next_workspace

            return next_workspace(directory, target)

        self.session.do_alone(self.step, tr(step_text.NEXT_YEAR_DO), run, self._begun)

    def _begun(self, result: RolloverResult) -> str:
        self.session.moved.emit(result.workspace)
        return self.say(
            tr(step_text.NEXT_YEAR_DONE, folder=result.workspace.name, year=result.year.short)
        )

    def _done(self, result: VerifyResult) -> str:
        if result.problems:
            self.session.notice.emit(
                tr(step_text.AUDIT_BAD, count=len(result.problems)),
                "\n".join(result.problems),
                "danger",
            )
            return self.say(tr(step_text.AUDIT_BAD, count=len(result.problems)))
        return self.say(tr(step_text.AUDIT_GOOD, entries=result.entries, files=result.files))

    def show_overview(self) -> None:
        """The log, newest first."""
        if self.session.overview is None:
            return
        self.log.show_rows(
            [
                Row(
                    (
                        str(one.seq),
                        one.at.astimezone().strftime("%Y-%m-%d %H:%M:%S"),
                        one.operator,
                        tr(step_text.ACTIONS.get(one.action, one.action)),
                        in_words(one.details),
                    ),
                    one.seq,
                )
                for one in reversed(self.session.overview.audit)
            ]
        )


#: Details that are hashes of files.
_HASHES = ("sha256", "container", "master_before", "master_after")


def in_words(details: Mapping[str, Any]) -> str:
    """The details of an entry on one line; hashes shortened."""
    parts = []
    for name, value in details.items():
        if isinstance(value, Mapping):
            words = tr(step_text.DETAILS.get(name, name))
            parts.append(tr(step_text.COUNT, name=words, count=len(value)))
            continue
        shown = "、".join(map(str, value)) if isinstance(value, list) else str(value)
        if shown and name not in ("form_id", "indicator"):
            label = tr(step_text.DETAILS.get(name, name))
            parts.append(f"{label}: {shown[:12] if name in _HASHES else shown}")
    return "　".join(parts)
