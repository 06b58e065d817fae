"""配布: one workbook a department, ready to be sent."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QPushButton, QWidget

from kpi_desktop.domain.forms.workbook_kinds import FormUnit
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.ui.pages.steps.step_page import StepPage
from kpi_desktop.ui.parts.signs import Sign
from kpi_desktop.ui.parts.tables import Column, Row, Table
from kpi_desktop.ui.parts.widgets import Choice, button, row, set_role
from kpi_desktop.ui.session.steps import Step
from kpi_desktop.ui.words import step_text, text
from kpi_desktop.ui.words.text import tr
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.prepare.check_template import CheckTemplateResult
from kpi_desktop.usecases.prepare.generate import GenerateResult, generate
from kpi_desktop.usecases.prepare.mails import Letter, LettersResult, letters
from kpi_desktop.usecases.record.next_task import Task
from kpi_desktop.usecases.record.overview import Overview

_UNITS = {
    FormUnit.DEPARTMENT: step_text.UNIT_DEPARTMENT,
    FormUnit.DIVISION: step_text.UNIT_DIVISION,
    FormUnit.INDICATOR: step_text.UNIT_INDICATOR,
}


class DistributePage(StepPage):
    """generate and check-template."""

    step = Step.DISTRIBUTE
    logged = (AuditAction.GENERATE,)
    what = step_text.DISTRIBUTE_WHAT

    def middle(self) -> tuple[QWidget | QLayout, ...]:
        self._results: dict[str, str] = {}
        self.main = button(tr(step_text.DISTRIBUTE_DO), self.make_all, "main", "generate")
        self.some = button(tr(step_text.DISTRIBUTE_SOME), self.make_chosen, command="generate")
        self.unit = Choice(tr(step_text.UNIT_NAME))
        self.template = button(
            tr(step_text.TEMPLATE_DO),
            self.check_template,
            "plain",
            "check-template",
            hint=tr(step_text.TEMPLATE_WHAT),
        )
        self.letters = button(
            tr(step_text.COVER_DO),
            self.write_letters,
            command="mail",
            hint=tr(step_text.COVER_WHAT),
        )
        for unit, words in _UNITS.items():
            self.unit.addItem(tr(words), unit)
        columns = (
            Column(tr(text.COL_DEPARTMENT), 140),
            Column(tr(text.COL_FILE), 300, takes_rest=True),
            Column(tr(text.COL_INDICATORS), 64, is_number=True),
            Column(tr(text.COL_ISSUE), 72, is_number=True),
            Column(tr(text.COL_RESULT), 96),
        )
        self.forms = Table(tr(step_text.FORMS_NAME), columns, several=True)
        self.forms.chosen.connect(self.show_state)
        self.forms.opened.connect(self._open)
        here = self.session.workspace
        actions = row(
            self.main,
            self.some,
            self.unit,
            self.letters,
            None,
            self.template,
            self.folder_button(step_text.OPEN_OUTBOX, here.outbox),
        )
        return actions, self.last, self.forms

    def show_state(self) -> None:
        """The second button needs a choice; once the forms are made, sending them is what comes next."""
        super().show_state()
        self.some.setEnabled(self.some.isEnabled() and bool(self.forms.selected_keys()))
        sends_next = self.session.next_task is Task.SEND
        set_role(self.letters, "main" if sends_next else "")
        set_role(self.main, "" if sends_next else "main")

    def may(self, pressed: QPushButton) -> bool:
        """Looking at the template is allowed while somebody else works here, too."""
        if pressed is self.template:
            return not self.session.busy
        return super().may(pressed)

    def write_letters(self) -> None:
        """Draft the mails with which the forms go out: of the chosen departments, else of all."""
        chosen = tuple(dict.fromkeys(department for department, _ in self.forms.selected_keys()))
        self.session.do(
            self.step,
            tr(step_text.COVER_DO),
            lambda desk, progress: letters(desk, Letter.COVER, chosen, progress),
            lambda result: self.say(letters_words(result)),
        )

    def check_template(self) -> None:
        """Look what the template lacks, and tell."""

        def run(desk: Desk) -> CheckTemplateResult:
            from kpi_desktop.bootstrap import check_template

            return check_template(desk.workspace.root)

        self.session.read(run, self._tell_template)

    def _tell_template(self, result: CheckTemplateResult) -> None:
        problems = result.problems
        if result.has_errors:
            errors = sum(one.is_error for one in problems)
            words, tone = tr(step_text.TEMPLATE_BAD, count=errors), "danger"
        elif problems:
            words, tone = tr(step_text.TEMPLATE_USABLE, count=len(problems)), "caution"
        else:
            words, tone = tr(step_text.TEMPLATE_GOOD), "info"
        details = "\n".join(f"・{one.message}{one.remedy}" for one in problems)
        self.session.notice.emit(words, details, tone)

    def make_all(self) -> None:
        """Make every form."""
        self._make(())

    def make_chosen(self) -> None:
        """Make the forms of the chosen departments."""
        chosen = dict.fromkeys(department for department, _ in self.forms.selected_keys())
        self._make(tuple(chosen))

    def _make(self, departments: tuple[str, ...]) -> None:
        unit = self.unit.currentData()
        self.session.do(
            self.step,
            tr(step_text.DISTRIBUTE_DO),
            lambda desk, progress: generate(desk, departments, unit, progress),
            self._done,
        )

    def _done(self, result: GenerateResult) -> str:
        written = sum(one.written for one in result.forms)
        self._results = {
            one.file: tr(step_text.WRITTEN if one.written else step_text.UNCHANGED)
            for one in result.forms
        }
        sentence = tr(step_text.DISTRIBUTE_DONE, written=written, same=len(result.forms) - written)
        if result.leftovers:
            first, count = result.leftovers[0], len(result.leftovers)
            sentence += tr(step_text.DISTRIBUTE_LEFTOVERS, count=count, first=first)
        return self.say(sentence + (tr(text.STOPPED) if result.cancelled else ""))

    def show_overview(self) -> None:
        """Every form as last written, and the departments that have none yet."""
        now = self.session.overview
        if now is None:
            return
        rows = [
            Row(
                (
                    one.department,
                    one.file_name,
                    str(one.indicators),
                    str(one.issue_no),
                    self._results.get(one.file_name, ""),
                ),
                (one.department, one.file_name),
                Sign.CHECK,
                "good",
            )
            for one in now.issued
        ]
        self.forms.show_rows(rows + _without_form(now))

    def _open(self, key: tuple[str, str]) -> None:
        if key[1]:
            self.session.open_path(self.session.workspace.outbox / key[1])


def letters_words(result: LettersResult) -> str:
    """What came of drafting mails, in a sentence."""
    made = [one for one in result.drafts if one.path is not None]
    failed = [one for one in result.drafts if one.path is None]
    words = tr(step_text.LETTERS_DONE, count=len(made)) if made else tr(step_text.LETTERS_NONE)
    if failed:
        words += tr(step_text.LETTERS_BAD, name=failed[0].file, reason=failed[0].reason)
    if result.leftovers:
        first, count = result.leftovers[0], len(result.leftovers)
        words += tr(step_text.LETTERS_LEFTOVERS, count=count, first=first)
    unaddressed = sum(not one.address for one in made)
    return words + (tr(step_text.LETTERS_UNADDRESSED, count=unaddressed) if unaddressed else "")


def _without_form(now: Overview) -> list[Row]:
    if now.plan is None:
        return []
    have = {one.department for one in now.issued}
    return [
        Row((one.name, tr(step_text.NO_FORM_YET), str(count), "", ""), (one.name, ""), Sign.RING)
        for one in sorted(now.plan.departments, key=lambda each: each.order)
        if one.name not in have and (count := len(now.plan.led_by(one.name)))
    ]
