"""Decisions about one indicator: accept, finalise, send back; reopen with a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kpi_desktop.domain.forms.submission import Action, State
from kpi_desktop.ui.pages.corrections_and_waivers import Corrections
from kpi_desktop.ui.parts.reason_card import Question, ReasonCard
from kpi_desktop.ui.parts.widgets import button, column, label, row, set_role
from kpi_desktop.ui.session.indicator_file import IndicatorFile
from kpi_desktop.ui.session.session import Session
from kpi_desktop.ui.session.steps import Step
from kpi_desktop.ui.words import step_text
from kpi_desktop.ui.words.text import tr
from kpi_desktop.usecases.decide.decisions import DecisionResult, accept, finalise, reopen
from kpi_desktop.usecases.decide.grades import GradesResult, override, withdraw_override
from kpi_desktop.usecases.decide.settle_doubts import confirm
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.send_back import ReturnResult, send_back
from kpi_desktop.usecases.progress import Progress
from kpi_desktop.usecases.record.allowed_decisions import Acceptance
from kpi_desktop.usecases.record.assessments import WITHDRAWN

_Action = Callable[[Desk, Progress], DecisionResult]


def _hint(standing: Acceptance) -> str:
    """What is to be done with the form, or what keeps it from being decided."""
    if standing.doubts and not standing.has_open_errors:
        doubts = tr(step_text.CONFIRM_WHAT, questions="\n".join(standing.doubts))
        return f"{tr(step_text.DECIDE_QUESTIONS)}\n{doubts}"
    if standing.has_open_corrections and standing.state is State.ACCEPTED:
        return tr(step_text.DECIDE_CORRECTIONS)
    if standing.has_open_errors:
        return tr(step_text.DECIDE_ERRORS)
    return tr(step_text.DECIDE_HINTS[standing.state.name])


class Decisions(QWidget):
    """Only what the state table allows can be pressed, and the reason why not stands beside it."""

    def __init__(self, session: Session, card: ReasonCard) -> None:
        super().__init__()
        self._session = session
        self._card = card
        self._file: IndicatorFile | None = None
        self.why = label(role="muted", wrap=True)
        self.accept = button(tr(step_text.ACCEPT_DO), self._accept, command="accept")
        self.finalise = button(tr(step_text.FINALISE_DO), self._finalise, command="finalise")
        self.send_back = button(tr(step_text.RETURN_ONE_DO), self._send_back, command="return")
        self.reopen = button(tr(step_text.REOPEN_ASK), self._ask_reopen, command="reopen")
        self.confirm = button(tr(step_text.CONFIRM_ASK), self._ask_confirm, command="confirm")
        self.grade = button(tr(step_text.GRADE_ASK), self._ask_grade, command="assess")
        self.corrections_title = label(tr(step_text.TAB_CORRECTIONS), "heading")
        self.corrections = Corrections(session, card, compact=True)
        self.setLayout(
            column(
                self.why,
                row(self.accept, self.finalise, None),
                row(self.confirm, None),
                row(self.send_back, self.reopen, self.grade, None),
                self.corrections_title,
                self.corrections,
                None,
            )
        )
        session.state_changed.connect(self.show_state)

    def show_indicator(self, file: IndicatorFile) -> None:
        """It is about this one now."""
        if self._file is None or self._file.indicator.no != file.indicator.no:
            self._card.hide()
        self._file = file
        self.corrections.show_entries(file.corrections)
        for one in (self.corrections_title, self.corrections):
            one.setVisible(bool(file.corrections))
        self.show_state()

    def show_state(self) -> None:
        """Enable what is allowed; the main button is what comes next."""
        file = self._file
        if file is None:
            return
        standing = file.acceptance
        self._enable(file)
        self.confirm.setVisible(bool(standing.doubts))
        self.corrections.leads = not standing.allows(Action.ACCEPT)
        self.corrections.show_state()
        for each, comes_next in (
            (self.accept, standing.allows(Action.ACCEPT)),
            (self.finalise, standing.allows(Action.FINALISE)),
            (self.confirm, bool(standing.doubts)),
            (self.send_back, standing.state is State.NEEDS_FIX),
        ):
            set_role(each, "main" if comes_next else "")
        self.why.setText(_hint(standing))

    def _enable(self, file: IndicatorFile) -> None:
        free, standing = self._session.may_act, file.acceptance
        self.accept.setEnabled(free and standing.allows(Action.ACCEPT))
        self.finalise.setEnabled(free and standing.allows(Action.FINALISE))
        self.reopen.setEnabled(free and standing.allows(Action.REOPEN))
        self.send_back.setEnabled(free and standing.has_findings_to_return)
        self.confirm.setEnabled(free)
        self.grade.setEnabled(free and file.assessment is not None)

    def _accept(self) -> None:
        no = self._no()
        self._do(step_text.ACCEPT_DO, lambda desk, progress: accept(desk, indicators=[no]))

    def _finalise(self) -> None:
        no = self._no()
        self._do(step_text.FINALISE_DO, lambda desk, progress: finalise(desk, indicators=[no]))

    def _ask_reopen(self) -> None:
        no = self._no()

        def run(reason: str, _: str) -> bool:
            return self._do(
                step_text.REOPEN_DO, lambda desk, progress: reopen(desk, reason, indicators=[no])
            )

        self._card.ask(
            Question(
                tr(step_text.REOPEN_ONE, no=no),
                tr(step_text.REOPEN_WHAT),
                tr(step_text.REOPEN_DO),
                run,
            )
        )

    def _ask_confirm(self) -> None:
        if self._file is None:
            return
        no = self._no()

        def run(reason: str, _: str) -> bool:
            return self._session.do(
                Step.DECIDE,
                tr(step_text.CONFIRM_DO),
                lambda desk, progress: confirm(desk, reason, indicators=[no]),
                lambda result: tr(step_text.CONFIRM_DONE, count=len(result.confirmed)),
            )

        words = tr(step_text.CONFIRM_WHAT, questions="\n".join(self._file.acceptance.doubts))
        title = tr(step_text.CONFIRM_TITLE, no=no)
        self._card.ask(Question(title, words, tr(step_text.CONFIRM_DO), run))

    def _ask_grade(self) -> None:
        file = self._file
        if file is None or file.assessment is None:
            return
        no = file.indicator.no
        choices = [(one, one) for one in file.grades if one != file.assessment.grade]
        if file.assessment.overridden:
            choices.append((WITHDRAWN, tr(step_text.GRADE_BY_SCHEME)))

        def run(reason: str, grade: str) -> bool:
            def decide(desk: Desk, _: Progress) -> GradesResult:
                if grade == WITHDRAWN:
                    return withdraw_override(desk, no, reason)
                return override(desk, no, grade, reason)

            return self._session.do(Step.DECIDE, tr(step_text.GRADE_DO), decide, done)

        def done(result: GradesResult) -> str:
            now = next(one.assessment for one in result.rows if one.no == no)
            return tr(step_text.GRADE_DONE, no=no, grade=now.grade if now else "")

        self._card.ask(
            Question(
                tr(step_text.GRADE_TITLE, no=no, grade=file.assessment.grade),
                tr(step_text.GRADE_WHAT),
                tr(step_text.GRADE_DO),
                run,
                choices,
                tr(step_text.GRADE_NAME),
            )
        )

    def _send_back(self) -> None:
        if self._file is None:
            return
        department = self._file.versions[0].submission.department

        def done(result: ReturnResult) -> str:
            if not result.returns:
                return tr(step_text.RETURN_NOTHING)
            sentence = tr(step_text.RETURN_DONE, count=len(result.returns))
            self._session.notice.emit(sentence, result.returns[0].mail.name, "good")
            return sentence

        self._session.do(
            Step.REVIEW,
            tr(step_text.RETURN_DO),
            lambda desk, progress: send_back(desk, [department], progress=progress),
            done,
        )

    def _do(self, title: str, action: _Action) -> bool:
        return self._session.do(Step.DECIDE, tr(title), action, self._done)

    def _done(self, result: DecisionResult) -> str:
        one = result.decisions[0]
        if one.done:
            return tr(step_text.DECIDED_ONE, no=one.indicator, state=tr(one.after.value))
        self._session.notice.emit(one.reason, "", "caution")
        return tr(step_text.REFUSED_ONE, no=one.indicator, reason=one.reason)

    def _no(self) -> str:
        return self._file.indicator.no if self._file else ""
