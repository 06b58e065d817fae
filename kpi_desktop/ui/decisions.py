"""Decisions about one indicator: accept, finalise, reopen with a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.submission import Action, allows
from kpi_desktop.ui import step_text
from kpi_desktop.ui.cycle import Step
from kpi_desktop.ui.indicator_file import IndicatorFile
from kpi_desktop.ui.parts import button, column, label, row
from kpi_desktop.ui.session import Session
from kpi_desktop.ui.text import tr
from kpi_desktop.usecases.decisions import DecisionResult, accept, finalise, reopen
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.progress import Progress

_Action = Callable[[Desk, Progress], DecisionResult]


class Decisions(QWidget):
    """Only what the state table allows can be pressed, and the reason why not stands beside it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._file: IndicatorFile | None = None
        self.accept = button(tr(step_text.ACCEPT_DO), self._accept, command="accept")
        self.finalise = button(tr(step_text.FINALISE_DO), self._finalise, command="finalise")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr(step_text.REASON_HINT))
        self.reason.setAccessibleName(tr(step_text.REASON_HINT))
        self.reason.textChanged.connect(lambda _: self.show_state())
        self.reopen = button(tr(step_text.REOPEN_DO), self._reopen, command="reopen")
        self.why = label(role="muted", wrap=True)
        self.setLayout(
            column(
                self.why,
                row(self.accept, self.finalise, None),
                self.reason,
                row(self.reopen, None),
                None,
            )
        )
        session.state_changed.connect(self.show_state)

    def show_indicator(self, file: IndicatorFile) -> None:
        """It is about this one now."""
        self._file = file
        self.show_state()

    def show_state(self) -> None:
        """Enable what is allowed."""
        file = self._file
        if file is None:
            return
        errors = any(one.severity is Severity.ERROR for one in file.findings)
        free = self._session.may_act
        self.accept.setEnabled(free and allows(file.state, Action.ACCEPT) and not errors)
        self.finalise.setEnabled(free and allows(file.state, Action.FINALISE))
        may_reopen = allows(file.state, Action.REOPEN)
        self.reason.setEnabled(may_reopen)
        self.reopen.setEnabled(free and may_reopen and bool(self.reason.text().strip()))
        words = step_text.DECIDE_ERRORS if errors else step_text.DECIDE_HINTS[file.state.name]
        self.why.setText(tr(words))

    def _accept(self) -> None:
        no = self._no()
        self._do(step_text.ACCEPT_DO, lambda desk, progress: accept(desk, indicators=[no]))

    def _finalise(self) -> None:
        no = self._no()
        self._do(step_text.FINALISE_DO, lambda desk, progress: finalise(desk, indicators=[no]))

    def _reopen(self) -> None:
        no, reason = self._no(), self.reason.text()
        self._do(step_text.REOPEN_DO, lambda desk, progress: reopen(desk, reason, indicators=[no]))

    def _do(self, title: str, action: _Action) -> None:
        self._session.do(Step.DECIDE, tr(title), action, self._done)

    def _done(self, result: DecisionResult) -> str:
        self.reason.clear()
        one = result.decisions[0]
        if one.done:
            return tr(step_text.DECIDED_ONE, no=one.indicator, state=tr(one.after.value))
        self._session.notice.emit(one.reason, "", "caution")
        return tr(step_text.REFUSED_ONE, no=one.indicator, reason=one.reason)

    def _no(self) -> str:
        return self._file.indicator.no if self._file else ""
