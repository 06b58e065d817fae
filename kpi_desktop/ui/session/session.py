"""One workspace as the window works with it: reading, doing, remembering, watching, opening things."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from kpi_desktop.domain.errors import OfficeError
from kpi_desktop.domain.finding import Finding
from kpi_desktop.domain.record.waiver import Waiver
from kpi_desktop.system.clock import SystemClock
from kpi_desktop.ui.session.memory import LastResult, Memory
from kpi_desktop.ui.session.steps import Step
from kpi_desktop.ui.session.work import Work
from kpi_desktop.ui.words import step_text
from kpi_desktop.ui.words.text import tr
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.open_in_office import Shown, show_place
from kpi_desktop.usecases.gather.submitted_copy import submitted_copy
from kpi_desktop.usecases.progress import Progress
from kpi_desktop.usecases.record.next_task import Task, next_task
from kpi_desktop.usecases.record.overview import Overview, arrivals, read_overview
from kpi_desktop.usecases.workspace import Workspace

T = TypeVar("T")
_SETTLE = 400  # milliseconds of quiet in a watched folder before it is read again


class Session(QObject):
    """``changed``: the overview is new; ``state_changed``: buttons may have to change; ``moved``: the
    work goes on in another workspace.
    """

    changed = Signal()
    state_changed = Signal()
    stepped = Signal(object)
    notice = Signal(str, str, str)
    moved = Signal(object)

    def __init__(self, directory: Path, work: Work, memory: Memory, parent: QObject) -> None:
        super().__init__(parent)
        from kpi_desktop.bootstrap import workspace_lock

        self.directory = directory
        self.workspace = Workspace(directory)
        self.memory = memory
        self.overview: Overview | None = None
        self._work = work
        work.directory = directory
        self._lock = workspace_lock(directory)
        self.holder = self._lock.take()
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settled.timeout.connect(self._read_arrivals)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _: self._settled.start())
        work.started.connect(self._tell_state)
        work.finished.connect(self._tell_state)

    @property
    def read_only(self) -> bool:
        """Whether somebody else works in this workspace now."""
        return self.holder is not None

    @property
    def may_act(self) -> bool:
        """Whether a step may be started now."""
        return not self._work.busy and not self.read_only

    @property
    def busy(self) -> bool:
        """Whether a step is under way."""
        return self._work.busy

    def try_again(self) -> None:
        """Ask once more for a workspace that somebody else had."""
        self.holder = self._lock.take()
        self.state_changed.emit()
        self.refresh()

    def close(self) -> None:
        """Let the next one in. The session is not used after this."""
        self._settled.stop()
        self._work.started.disconnect(self._tell_state)
        self._work.finished.disconnect(self._tell_state)
        self._lock.release()

    # doing and reading

    def do(
        self,
        step: Step,
        title: str,
        action: Callable[[Desk, Progress], T],
        done: Callable[[T], str],
    ) -> bool:
        """Run a use case; *done* shows its result and gives the sentence to remember for *step*."""
        return self.do_alone(step, title, self._at_desk(action), done)

    def do_alone(
        self,
        step: Step,
        title: str,
        run: Callable[[Progress], T],
        done: Callable[[T], str],
    ) -> bool:
        """The same for what opens its own desks."""

        def finish(result: T) -> None:
            last = LastResult(SystemClock().now(), done(result))
            self.memory.keep_result(self.directory, step.value, last)
            self.stepped.emit(step)
            self.refresh()

        return self._work.start(title, run, finish)

    def read(self, action: Callable[[Desk], T], done: Callable[[T], None]) -> None:
        """Look something up without changing anything."""
        self._work.read(self._at_desk(lambda desk, _: action(desk)), done)

    @property
    def next_task(self) -> Task | None:
        """What is to be done next, None while nothing has been read yet."""
        return next_task(self.overview).task if self.overview is not None else None

    def waiver_of(self, finding: Finding) -> Waiver | None:
        """The waiver that sets *finding* aside, as far as that has been read."""
        return self.overview.waiver_of(finding) if self.overview is not None else None

    def refresh(self) -> None:
        """Read the whole overview again."""
        self.read(read_overview, self._show)

    def last_result(self, step: Step) -> LastResult | None:
        """What *step* last said here."""
        return self.memory.last_result(self.directory, step.value)

    def _at_desk(self, action: Callable[[Desk, Progress], T]) -> Callable[[Progress], T]:
        directory = self.directory

        def run(progress: Progress) -> T:
            from kpi_desktop.bootstrap import open_desk

            with open_desk(directory) as desk:
                return action(desk, progress)

        return run

    def _show(self, overview: Overview) -> None:
        self.overview = overview
        self._watch()
        self.changed.emit()

    # the drop folder

    def _watch(self) -> None:
        inbox = self.workspace.inbox
        wanted = [str(inbox), *(str(one) for one in inbox.glob("*/"))] if inbox.is_dir() else []
        missing = [one for one in wanted if one not in self._watcher.directories()]
        if missing:
            self._watcher.addPaths(missing)

    def _read_arrivals(self) -> None:
        if self.overview is None:
            return
        submissions, audit = self.overview.submissions, self.overview.audit

        def show(arrived: object) -> None:
            if self.overview is None or self.overview.audit is not audit:
                return  # the whole was read anew meanwhile, and knows more
            if isinstance(arrived, tuple):
                self.overview = dataclasses.replace(self.overview, arrivals=arrived)
                self._watch()
                self.changed.emit()

        self._work.read(lambda _: arrivals(self.workspace, submissions, audit), show)

    # opening things in other programs

    def open_path(self, path: Path) -> None:
        """Show a folder, or open a file with the program that the system uses for it."""
        if not path.exists():
            self.notice.emit(
                tr(step_text.NOT_THERE, name=path.name), tr(step_text.NOT_THERE_REMEDY), "caution"
            )
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.notice.emit(tr(step_text.NO_PROGRAM, name=path.name), str(path), "caution")

    def open_finding(self, finding: Finding) -> None:
        """Open a copy of what was submitted at its cell, in Excel or LibreOffice; without these, as the
        system opens such a file.
        """
        self.notice.emit(tr(step_text.OPENING, name=finding.file), "", "info")
        self.read(lambda desk: _brought(desk, finding), self._tell_opened)

    def _tell_opened(self, shown: Shown) -> None:
        name, details = shown.path.name, ""
        if shown.program:
            words = tr(step_text.OPENED_IN, name=name, program=shown.program)
        else:
            words, details = tr(step_text.COPY_OPENED, name=name), shown.message
        if shown.cell:
            words += tr(step_text.LOOK_AT_CELL, sheet=shown.sheet, cell=shown.cell)
        self.notice.emit(words, details, "info")
        if not shown.program:
            self.open_path(shown.path)

    def _tell_state(self, *_: object) -> None:
        self.state_changed.emit()


def _brought(desk: Desk, finding: Finding) -> Shown:
    """What Excel or LibreOffice shows now; without a program, the file for the system's own."""
    from kpi_desktop.bootstrap import open_office

    try:
        with open_office() as office:
            return show_place(desk, office, finding)
    except OfficeError as error:
        path = submitted_copy(desk, finding.file, finding.indicator)
        return Shown("", path, finding.place.sheet, finding.place.cell, str(error))
