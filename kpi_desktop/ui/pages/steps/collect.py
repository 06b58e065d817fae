"""回収: take in what came back. Files may be dropped anywhere on the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QLayout,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QWidget,
)

from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.ui.pages.steps.distribute import letters_words
from kpi_desktop.ui.pages.steps.step_page import StepPage
from kpi_desktop.ui.parts.notices import SignLabel
from kpi_desktop.ui.parts.password_card import PasswordCard
from kpi_desktop.ui.parts.signs import Sign
from kpi_desktop.ui.parts.tables import Column, Row, Table
from kpi_desktop.ui.parts.theme import FIELD_HEIGHT, GAP
from kpi_desktop.ui.parts.widgets import button, column, label, restyle, row, set_role
from kpi_desktop.ui.session.steps import Step
from kpi_desktop.ui.words import step_text, text
from kpi_desktop.ui.words.text import tr
from kpi_desktop.usecases.gather.collect import Collected, CollectResult, Outcome, collect
from kpi_desktop.usecases.practice.demo_fill import DemoFillResult, demo_fill
from kpi_desktop.usecases.prepare.mails import Letter, letters
from kpi_desktop.usecases.progress import Progress
from kpi_desktop.usecases.record.next_task import Task
from kpi_desktop.usecases.record.overview import FileEntry

_LOOKS = {
    Outcome.COLLECTED: (Sign.CHECK, "good"),
    Outcome.SUPERSEDED: (Sign.INFO, "info"),
    Outcome.DUPLICATE: (Sign.INFO, "neutral"),
    Outcome.UNRECOGNISED: (Sign.DIAMOND, "caution"),
    Outcome.REJECTED: (Sign.TRIANGLE, "danger"),
}


class CollectPage(StepPage):
    """collect, and for the sample demo-fill."""

    step = Step.COLLECT
    logged = (AuditAction.COLLECT,)
    what = step_text.COLLECT_WHAT
    least = 560

    def middle(self) -> tuple[QWidget | QLayout, ...]:
        here = self.session.workspace
        self.main = button(tr(step_text.COLLECT_DO), lambda: self.take(()), "main", "collect")
        self.choose = button(tr(step_text.CHOOSE_FILES), self._choose_files, command="collect")
        self.choose_folder = button(
            tr(step_text.CHOOSE_FOLDER), self._choose_folder, command="collect"
        )
        self.remind = button(
            tr(step_text.REMIND_DO), self.write_reminders, "", "mail", tr(step_text.REMIND_WHAT)
        )
        self.password = PasswordCard()
        self.drop = self._drop_area()
        self.sample = self._sample_area()
        self.arrived = Table(
            tr(step_text.ARRIVED_NAME),
            (
                Column(tr(text.COL_RESULT), 124),
                Column(tr(text.COL_FILE), 260, takes_rest=True),
                Column(tr(text.COL_SIZE), 80, is_number=True),
                Column(tr(text.COL_ARRIVED_AT), 140),
                Column(tr(text.COL_REASON), 210),
            ),
            empty=tr(step_text.NOTHING_ARRIVED),
        )
        self.arrived.opened.connect(self.session.open_path)
        self.results = Table(
            tr(step_text.COLLECTED_NAME),
            (
                Column(tr(text.COL_RESULT), 136),
                Column(tr(text.COL_FILE), 160, takes_rest=True),
                Column(tr(text.COL_DEPARTMENT), 110),
                Column(tr(text.COL_VERSION), 44, is_number=True),
                Column(tr(text.COL_INDICATORS), 56, is_number=True),
                Column(tr(text.COL_REASON), 210),
            ),
            empty=tr(step_text.NOTHING_COLLECTED),
        )
        self.tabs = QTabWidget()
        self.tabs.addTab(self.arrived, tr(step_text.TAB_ARRIVED))
        self.tabs.addTab(self.results, tr(step_text.TAB_COLLECTED))
        self.tabs.setAccessibleName(tr(step_text.COLLECTED_NAME))
        actions = row(
            self.main,
            self.choose,
            self.choose_folder,
            self.remind,
            None,
            self.folder_button(step_text.OPEN_INBOX, here.inbox),
        )
        return actions, self.password, self.drop, self.sample, self.last, self.tabs

    def _drop_area(self) -> QFrame:
        made = QFrame()
        made.setProperty("role", "drop")
        words = label(tr(step_text.DROP_HERE), "muted")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.setLayout(column(words, margins=12))
        return made

    def _sample_area(self) -> QFrame:
        self.defects = QSpinBox()
        self.defects.setRange(0, 60)
        self.defects.setMinimumHeight(FIELD_HEIGHT)
        self.defects.setAccessibleName(tr(step_text.DEFECTS_NAME))
        self.fill = button(tr(step_text.FILL_DO), self.fill_forms, command="demo-fill")
        defects_label = label(tr(step_text.DEFECTS_NAME))
        defects_label.setBuddy(self.defects)
        made = QFrame()
        made.setProperty("role", "card")
        line = row(
            SignLabel(Sign.INFO, "info"),
            label(tr(step_text.FILL_WHAT), wrap=True),
            defects_label,
            self.defects,
            self.fill,
            spacing=GAP,
            margins=12,
            wide=1,
        )
        made.setLayout(line)
        made.hide()
        return made

    def show_state(self) -> None:
        """The main button is the one that does what comes next."""
        super().show_state()
        if not self.session.busy:
            self.password.clear()
        coming: dict[Task | None, QPushButton] = {
            Task.FILL_SAMPLE: self.fill,
            Task.CHASE: self.remind,
        }
        main = coming.get(self.session.next_task, self.main)
        for one in (self.main, *coming.values()):
            set_role(one, "main" if one is main else "")

    def show_hot(self, hot: bool) -> None:
        """Show that something is being dragged over the window."""
        restyle(self.drop, hot=hot)

    def take(self, paths: Sequence[Path]) -> bool:
        """Take in *paths*, or the drop folder; False when something else is under way."""
        directory = self.session.directory

        def run(progress: Progress) -> CollectResult:
            from kpi_desktop.bootstrap import open_desk

            def ask(name: str) -> str:
                return self.password.ask(name, progress)

            with open_desk(directory, ask=ask) as desk:
                return collect(desk, paths, progress)

        return self.session.do_alone(self.step, tr(step_text.COLLECT_DO), run, self._done)

    def fill_forms(self) -> None:
        """Play the departments."""
        defects = self.defects.value()
        self.session.do(
            self.step,
            tr(step_text.FILL_DO),
            lambda desk, progress: demo_fill(desk, 0, defects, progress),
            self._filled,
        )

    def _filled(self, result: DemoFillResult) -> str:
        self.tabs.setCurrentWidget(self.arrived)
        return self.say(
            tr(step_text.FILL_DONE, count=len(result.files), defects=len(result.planted))
        )

    def _done(self, result: CollectResult) -> str:
        self.results.show_rows([_result_row(one) for one in result.entries])
        self.tabs.setCurrentWidget(self.results)
        if not result.entries:
            return self.say(tr(step_text.COLLECT_NOTHING))
        counts = "、".join(
            f"{tr(one.label)} {result.count(one)}" for one in Outcome if result.count(one)
        )
        sentence = tr(step_text.COLLECT_DONE, count=len(result.entries), counts=counts)
        return self.say(sentence + (tr(text.STOPPED) if result.cancelled else ""))

    def show_overview(self) -> None:
        """What lies in the drop folder."""
        now = self.session.overview
        if now is None:
            return
        self.sample.setVisible(now.is_sample and bool(now.issued))
        to_see_first = sorted(now.arrivals, key=lambda one: (not one.is_new, not one.refusal))
        self.arrived.show_rows([_arrival_row(one) for one in to_see_first])
        words = tr(step_text.TAB_ARRIVED)
        self.tabs.setTabText(0, f"{words} {now.new_arrivals}" if now.new_arrivals else words)

    def write_reminders(self) -> None:
        """Draft mails to the departments of which something has not come back."""
        self.session.do(
            self.step,
            tr(step_text.REMIND_DO),
            lambda desk, progress: letters(desk, Letter.REMINDER, (), progress),
            lambda result: self.say(letters_words(result)),
        )

    def _choose_files(self) -> None:
        found, _ = QFileDialog.getOpenFileNames(
            self, tr(step_text.CHOOSE_FILES), str(Path.home()), tr(step_text.FORM_FILES)
        )
        if found:
            self.take([Path(one) for one in found])

    def _choose_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(
            self, tr(step_text.CHOOSE_FOLDER), str(Path.home())
        )
        if found:
            self.take([Path(found)])


def _arrival_row(file: FileEntry) -> Row:
    sign, tone, words = Sign.CHECK, "good", step_text.IS_TAKEN
    if file.is_new:
        sign, tone, words = Sign.ARROW, "info", step_text.IS_NEW
    elif file.refusal:
        sign, tone, words = Sign.TRIANGLE, "danger", step_text.IS_REFUSED
    when = file.modified.astimezone().strftime("%Y-%m-%d %H:%M")
    cells = (tr(words), file.name, size_words(file.size), when, file.refusal)
    return Row(cells, file.path, sign, tone)


def _result_row(entry: Collected) -> Row:
    sign, tone = _LOOKS[entry.outcome]
    cells = (
        tr(entry.outcome.label),
        Path(entry.file).name,
        entry.department,
        str(entry.version or ""),
        str(len(entry.indicators) or ""),
        entry.reason,
    )
    return Row(cells, None, sign, tone)


def size_words(size: int) -> str:
    """``38 KB``."""
    return f"{max(1, round(size / 1024)):,} KB" if size < 1024**2 else f"{size / 1024**2:.1f} MB"
