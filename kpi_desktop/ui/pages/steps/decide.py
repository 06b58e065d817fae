"""確定: accept what is clean, finalise what is accepted, reopen with a reason."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QLineEdit, QWidget

from kpi_desktop.domain.audit import AuditAction
from kpi_desktop.domain.submission import State
from kpi_desktop.ui.pages.steps.page import StepPage
from kpi_desktop.ui.parts import signs, step_text, text
from kpi_desktop.ui.parts.tables import Column, Row, Table
from kpi_desktop.ui.parts.text import tr
from kpi_desktop.ui.parts.widgets import button, row, set_role
from kpi_desktop.ui.session.cycle import Step
from kpi_desktop.usecases.decide.confirm import ConfirmResult, confirm
from kpi_desktop.usecases.decide.decisions import DecisionResult, accept, finalise, reopen
from kpi_desktop.usecases.record.overview import Overview

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
        now = self.session.overview
        chosen = set(self._chosen())
        ready = _counts(now, chosen)
        self.accept.setText(tr(step_text.ACCEPT_COUNT, count=ready[0]))
        self.finalise.setText(tr(step_text.FINALISE_COUNT, count=ready[1]))
        self.reopen.setText(
            tr(step_text.REOPEN_COUNT, count=len(chosen)) if chosen else tr(step_text.REOPEN_DO)
        )
        self.accept.setEnabled(self.accept.isEnabled() and ready[0] > 0)
        self.finalise.setEnabled(self.finalise.isEnabled() and ready[1] > 0)
        self.reopen.setEnabled(
            self.reopen.isEnabled() and bool(chosen) and bool(self.reason.text().strip())
        )
        asked = _questions(now, chosen)
        words = tr(step_text.CONFIRM_COUNT, count=asked) if asked else tr(step_text.CONFIRM_DO)
        self.confirm.setText(words)
        self.confirm.setEnabled(
            self.confirm.isEnabled() and asked > 0 and bool(self.reason.text().strip())
        )
        first = self.accept if ready[0] or not ready[1] else self.finalise
        for one in (self.accept, self.finalise):
            set_role(one, "main" if one is first else "")


def _counts(now: Overview | None, chosen: set[str]) -> tuple[int, int]:
    """How many can be accepted and how many finalised, of the chosen ones or of all."""
    if now is None or now.board is None:
        return 0, 0
    asked = [one for one in now.board.indicators if not chosen or one.no in chosen]
    clean = [one for one in asked if one.no not in now.with_errors and not one.questions]
    return (
        sum(one.state is State.SUBMITTED for one in clean),
        sum(one.state is State.ACCEPTED for one in asked),
    )


def _questions(now: Overview | None, chosen: set[str]) -> int:
    """How many open questions the chosen ones have."""
    if now is None or now.board is None:
        return 0
    return sum(len(one.questions) for one in now.board.indicators if one.no in chosen)
