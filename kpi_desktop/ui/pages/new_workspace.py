"""New workspace: where, from which master data, and what those say, problems at their cells."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QWidget,
)

from kpi_desktop.domain.indicators.master_data import MasterData
from kpi_desktop.ui.pages.steps.master import problem_columns, problem_rows
from kpi_desktop.ui.parts.tables import Table
from kpi_desktop.ui.parts.theme import GAP, ROOM
from kpi_desktop.ui.parts.widgets import button, centred, column, label, row
from kpi_desktop.ui.session.work import Work
from kpi_desktop.ui.words import step_text, text
from kpi_desktop.ui.words.text import tr
from kpi_desktop.usecases.progress import Progress


@dataclass(frozen=True)
class Choice:
    """What the person asked for: ``master`` is None for the sample or an empty master."""

    directory: Path
    sample: bool
    master: Path | None


def make(choice: Choice) -> MasterData:
    """Make the workspace and read its master data back."""
    from kpi_desktop.bootstrap import make_workspace, open_desk

    make_workspace(choice.directory, sample=choice.sample, master=choice.master)
    with open_desk(choice.directory) as desk:
        return desk.read_master()


class NewWorkspace(QWidget):
    """Two steps on one page: choose, then see what was made. ``made`` carries the folder."""

    made = Signal(object)
    left = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.setAccessibleName(tr(text.NEW_TITLE))
        self._work = work
        self._choice: Choice | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(self._choose_page())
        self.stack.addWidget(self._result_page())
        page = QWidget()
        page.setLayout(
            column(label(tr(text.NEW_TITLE), "title"), self.stack, margins=(ROOM, ROOM, ROOM, GAP))
        )
        self.setLayout(column(centred(page, 860)))
        work.started.connect(lambda _: self._show_state())
        work.finished.connect(self._show_state)
        self._show_state()

    def _choose_page(self) -> QWidget:
        self.folder = QLineEdit()
        self.folder.setAccessibleName(tr(text.NEW_FOLDER))
        self.folder.setPlaceholderText(tr(text.NEW_FOLDER_HINT))
        self.browse_folder = button(tr(text.BROWSE), self._browse_folder)
        self.from_file = QRadioButton(tr(text.NEW_FROM_FILE))
        self.from_empty = QRadioButton(tr(text.NEW_FROM_EMPTY))
        self.from_sample = QRadioButton(tr(text.NEW_FROM_SAMPLE))
        kinds = QButtonGroup(self)
        for one in (self.from_file, self.from_empty, self.from_sample):
            kinds.addButton(one)
        self.from_file.setChecked(True)
        self.file = QLineEdit()
        self.file.setAccessibleName(tr(text.NEW_FILE))
        self.file.setPlaceholderText(tr(text.NEW_FILE_HINT))
        self.browse_file = button(tr(text.BROWSE), self._browse_file)
        for one in (self.from_file, self.from_empty, self.from_sample):
            one.toggled.connect(lambda _: self._show_state())
        for field in (self.folder, self.file):
            field.textChanged.connect(lambda _: self._show_state())
        self.make_button = button(tr(text.NEW_DO), self._make, "main", "init")
        self.cancel_button = button(tr(text.CANCEL), self.left.emit)
        self.missing = label(role="muted", wrap=True)
        folder_label = label(tr(text.NEW_FOLDER), "heading")
        folder_label.setBuddy(self.folder)
        page = QWidget()
        page.setLayout(
            column(
                label(tr(text.NEW_WHAT), "muted", wrap=True),
                folder_label,
                row(self.folder, self.browse_folder),
                label(tr(text.NEW_MASTER), "heading"),
                self.from_file,
                row(self.file, self.browse_file),
                self.from_empty,
                self.from_sample,
                row(self.make_button, self.cancel_button, None),
                self.missing,
                None,
            )
        )
        return page

    def _result_page(self) -> QWidget:
        self.summary = label(wrap=True)
        self.verdict = label(wrap=True)
        self.problems = Table(tr(step_text.PROBLEMS_NAME), problem_columns())
        self.go_button = button(tr(text.NEW_GO), self._go, "main")
        self.again_button = button(tr(text.NEW_AGAIN), self._read_again)
        page = QWidget()
        page.setLayout(
            column(
                self.summary,
                self.verdict,
                row(self.go_button, self.again_button, None),
                self.problems,
            )
        )
        return page

    def start(self) -> None:
        """Begin anew."""
        self.stack.setCurrentIndex(0)
        self.folder.setFocus()

    def choice(self) -> Choice | None:
        """What is asked for; None while something is missing."""
        folder, file = self.folder.text().strip(), self.file.text().strip()
        if not folder or (self.from_file.isChecked() and not file):
            return None
        return Choice(
            Path(folder).expanduser(),
            self.from_sample.isChecked(),
            Path(file).expanduser() if self.from_file.isChecked() else None,
        )

    def _show_state(self) -> None:
        ready = self.choice() is not None
        self.make_button.setEnabled(ready and not self._work.busy)
        self.missing.setText("" if ready else tr(text.NEW_MISSING))
        for one in (self.file, self.browse_file):
            one.setEnabled(self.from_file.isChecked())

    def _browse_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, tr(text.NEW_FOLDER), str(Path.home()))
        if found:
            self.folder.setText(found)

    def _browse_file(self) -> None:
        found, _ = QFileDialog.getOpenFileName(
            self, tr(text.NEW_FILE), str(Path.home()), tr(step_text.MASTER_FILES)
        )
        if found:
            self.file.setText(found)

    def _make(self) -> None:
        choice = self.choice()
        if choice is None:
            return
        self._choice = choice

        def run(_: Progress) -> MasterData:
            return make(choice)

        self._work.start(tr(text.NEW_DO), run, self._show_result)

    def _read_again(self) -> None:
        self._make()

    def _show_result(self, master: MasterData) -> None:
        plan = master.plan
        if plan is not None:
            self.summary.setText(
                tr(
                    text.NEW_SUMMARY,
                    plan=plan.name,
                    year=plan.evaluation_year.full,
                    deadline=plan.deadline.isoformat() if plan.deadline else "－",
                    departments=len(plan.departments),
                    indicators=len(plan.indicators),
                )
            )
        else:
            self.summary.setText(tr(text.NEW_NO_PLAN))
        errors = sum(one.severity.value == "error" for one in master.problems)
        words = tr(text.NEW_ERRORS, count=errors) if errors else tr(text.NEW_GOOD)
        self.verdict.setText(words)
        self.again_button.setVisible(errors > 0)
        self.problems.show_rows(problem_rows(master.problems))
        self.problems.setVisible(bool(master.problems))
        self.stack.setCurrentIndex(1)
        self.go_button.setFocus()

    def _go(self) -> None:
        if self._choice is not None:
            self.made.emit(self._choice.directory)
