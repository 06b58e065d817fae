"""確定: accept what is clean, finalise what is accepted, reopen with a reason."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QLineEdit, QPushButton, QWidget

from kpi_desktop.domain.forms.submission import Action, State
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.ui.pages.steps.step_page import StepPage
from kpi_desktop.ui.parts import signs
from kpi_desktop.ui.parts.tables import Column, Row, Table
from kpi_desktop.ui.parts.widgets import button, row, set_role
from kpi_desktop.ui.session.steps import Step
from kpi_desktop.ui.words import step_text, text
from kpi_desktop.ui.words.text import tr
from kpi_desktop.usecases.decide.decisions import DecisionResult, accept, finalise, reopen
from kpi_desktop.usecases.decide.settle_doubts import ConfirmResult, confirm
from kpi_desktop.usecases.record.allowed_decisions import Acceptance

TONES = {
    State.NOT_SUBMITTED: "neutral",
    State.SUBMITTED: "info",
    State.NEEDS_FIX: "danger",
    State.ACCEPTED: "good",
    State.FINALISED: "final",
}


class DecidePage(StepPage):
    """accept, finalise, reopen: of the chosen indicators, or of all when none is chosen."""

    step = Step.DECIDE
    logged = (AuditAction.ACCEPT, AuditAction.FINALISE, AuditAction.REOPEN, AuditAction.CONFIRM)
    what = step_text.DECIDE_WHAT

    def middle(self) -> tuple[QWidget | QLayout, ...]:
        self._refused: dict[str, str] = {}
        self.accept = button(tr(step_text.ACCEPT_DO), self.accept_them, "main", "accept")
        self.finalise = button(tr(step_text.FINALISE_DO), self.finalise_them, "", "finalise")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr(step_text.REASON_HINT))
        self.reason.setAccessibleName(tr(step_text.REASON_HINT))
        self.reason.textChanged.connect(lambda _: self.show_state())
        self.reopen = button(tr(step_text.REOPEN_DO), self.reopen_them, command="reopen")
        self.confirm = button(tr(step_text.CONFIRM_DO), self.confirm_them, command="confirm")
        self.indicators = Table(
            tr(text.INDICATORS_NAME),
            (
                Column(tr(text.COL_NO), 76),
                Column(tr(text.COL_NAME), 260, takes_rest=True),
                Column(tr(text.COL_DEPARTMENT), 120),
                Column(tr(text.COL_STATE), 96),
                Column(tr(text.COL_REASON), 270),
            ),
            several=True,
        )
        self.indicators.chosen.connect(self.show_state)
        lower = row(self.reason, self.confirm, self.reopen, wide=0)
        return row(self.accept, self.finalise, None), self.last, self.indicators, lower

    def accept_them(self) -> None:
        """受理."""
        chosen = self._chosen()
        self.session.do(
            self.step,
            tr(step_text.ACCEPT_DO),
            lambda desk, progress: accept(desk, indicators=chosen),
            lambda result: self._done(step_text.ACCEPT_DONE, result),
        )

    def finalise_them(self) -> None:
        """確定."""
        chosen = self._chosen()
        self.session.do(
            self.step,
            tr(step_text.FINALISE_DO),
            lambda desk, progress: finalise(desk, indicators=chosen),
            lambda result: self._done(step_text.FINALISE_DONE, result),
        )

    def reopen_them(self) -> None:
        """再開, with the reason that was typed."""
        chosen, reason = self._chosen(), self.reason.text()
        self.session.do(
            self.step,
            tr(step_text.REOPEN_DO),
            lambda desk, progress: reopen(desk, reason, indicators=chosen),
            self._reopened,
        )

    def confirm_them(self) -> None:
        """疑問の確認, with what was found out as it was typed."""
        chosen, reason = self._chosen(), self.reason.text()
        self.session.do(
            self.step,
            tr(step_text.CONFIRM_DO),
            lambda desk, progress: confirm(desk, reason, indicators=chosen),
            self._confirmed,
        )

    def _confirmed(self, result: ConfirmResult) -> str:
        self.reason.clear()
        for one in result.confirmed:
            self._refused.pop(one.indicator, None)
        return self.say(tr(step_text.CONFIRM_DONE, count=len(result.confirmed)))

    def _reopened(self, result: DecisionResult) -> str:
        self.reason.clear()
        return self._done(step_text.REOPEN_DONE, result)

    def _done(self, words: str, result: DecisionResult) -> str:
        self._refused = {one.indicator: one.reason for one in result.refused}
        changed = sum(one.before is not one.after for one in result.decisions)
        return self.say(tr(words, count=changed, refused=len(result.refused)))

    def _chosen(self) -> tuple[str, ...]:
        return tuple(self.indicators.selected_keys())

    def show_overview(self) -> None:
        """Every indicator with its state, and why it could not be decided."""
        now = self.session.overview
        if now is None or now.board is None:
            return
        self.indicators.show_rows(
            [
                Row(
                    (
                        one.no,
                        one.name,
                        one.department,
                        tr(one.state.value),
                        self._refused.get(one.no, "") or "".join(one.questions),
                    ),
                    one.no,
                    signs.OF_STATE[one.state],
                    TONES[one.state],
                    sign_at=3,
                )
                for one in now.board.indicators
            ]
        )

    def show_state(self) -> None:
        """The words say how many it is about; the main button is what comes next."""
        super().show_state()
        chosen = self._standing_of_chosen()
        everything = chosen or self._standing_of_all()
        acceptable = sum(one.allows(Action.ACCEPT) for one in everything)
        finalisable = sum(one.allows(Action.FINALISE) for one in everything)
        doubts = sum(len(one.doubts) for one in chosen)
        has_reason = bool(self.reason.text().strip())
        self._show_count(self.accept, step_text.ACCEPT_COUNT, acceptable)
        self._show_count(self.finalise, step_text.FINALISE_COUNT, finalisable)
        self._show_count(self.reopen, step_text.REOPEN_COUNT, len(chosen), has_reason)
        self._show_count(self.confirm, step_text.CONFIRM_COUNT, doubts, has_reason)
        if not chosen:
            self.reopen.setText(tr(step_text.REOPEN_DO))
        if not doubts:
            self.confirm.setText(tr(step_text.CONFIRM_DO))
        main = self.accept if acceptable or not finalisable else self.finalise
        for each in (self.accept, self.finalise):
            set_role(each, "main" if each is main else "")

    def _show_count(self, pressed: QPushButton, words: str, count: int, may: bool = True) -> None:
        """A button says how many it is about, and can be pressed when there are any."""
        pressed.setText(tr(words, count=count))
        pressed.setEnabled(pressed.isEnabled() and count > 0 and may)

    def _standing_of_all(self) -> list[Acceptance]:
        now = self.session.overview
        return list(now.acceptances.values()) if now else []

    def _standing_of_chosen(self) -> list[Acceptance]:
        now = self.session.overview
        chosen = self._chosen()
        return [one for no, one in now.acceptances.items() if no in chosen] if now else []
