"""What the office rules on by hand: requests to correct a past value, and findings that are set aside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.finding import Finding
from kpi_desktop.domain.record.correction import Decision, LedgerEntry
from kpi_desktop.domain.record.waiver import Waiver
from kpi_desktop.rules.registry import rule_of
from kpi_desktop.ui.parts.reason_card import Question, ReasonCard
from kpi_desktop.ui.parts.signs import Sign
from kpi_desktop.ui.parts.tables import Column, Row, Table
from kpi_desktop.ui.parts.theme import ROW_HEIGHT, TIGHT
from kpi_desktop.ui.parts.widgets import button, column, label, row, set_role
from kpi_desktop.ui.session.session import Session
from kpi_desktop.ui.session.steps import Step
from kpi_desktop.ui.words import step_text, text
from kpi_desktop.ui.words.text import tr
from kpi_desktop.usecases.decide.corrections import CorrectionResult, Decide, correct
from kpi_desktop.usecases.decide.waivers import lift, waive
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.progress import Progress
from kpi_desktop.usecases.record.overview import Overview

_LOOKS = {
    Decision.OPEN: (Sign.DOT, "info"),
    Decision.APPROVED: (Sign.CHECK, "good"),
    Decision.REJECTED: (Sign.RING, "neutral"),
}
#: How many evaluation years a waiver may hold at most.
_YEARS = 4
_SHOWN = 4  # requests that are in sight at once on the page of an indicator


class Corrections(QWidget):
    """訂正の申し出, with the three things that the office can do with one. Each asks for a reason.

    ``opened`` carries the No of the indicator that someone wants to see. ``leads``: to approve is what comes
    next where this is shown.
    """

    opened = Signal(str)

    def __init__(self, session: Session, card: ReasonCard, compact: bool = False) -> None:
        super().__init__()
        self._session = session
        self._card = card
        self.entries = Table(
            tr(step_text.CORRECTIONS_NAME),
            (
                Column(tr(text.COL_STATE), 86),
                Column(tr(text.COL_NO), 60),
                Column(tr(text.COL_FIELD), 130),
                Column(tr(text.COL_WAS), 76, is_number=True),
                Column(tr(text.COL_WILL_BE), 76, is_number=True),
                Column(tr(text.COL_REASON), 120, takes_rest=True),
            ),
            empty=tr(step_text.NO_CORRECTIONS),
        )
        self._compact = compact
        self.leads = True
        if compact:
            self.entries.setColumnHidden(1, True)
            self.entries.setColumnHidden(5, True)
            stretch = QHeaderView.ResizeMode.Stretch
            self.entries.horizontalHeader().setSectionResizeMode(2, stretch)
        self.entries.chosen.connect(self.show_state)
        self.entries.opened.connect(lambda one: self.opened.emit(one.correction.indicator))
        self.explained = label(role="muted", wrap=True)
        self.approve = button(tr(step_text.APPROVE_ASK), self._ask_approve, command="correct")
        self.reject = button(tr(step_text.REJECT_ASK), self._ask_reject, command="correct")
        self.withdraw = button(tr(step_text.WITHDRAW_ASK), self._ask_withdraw, command="correct")
        self.setLayout(
            column(
                self.entries,
                self.explained,
                row(self.approve, self.reject, self.withdraw, None),
                spacing=TIGHT + 2,
                wide=0,
            )
        )
        session.state_changed.connect(self.show_state)
        self.show_state()

    def show_entries(self, entries: Sequence[LedgerEntry]) -> None:
        """Show these; the first that is open is chosen."""
        self.entries.show_rows([_entry_row(one) for one in entries])
        if entries and not self.entries.selected_keys():
            first = next((at for at, one in enumerate(entries) if one.is_open), 0)
            self.entries.selectRow(first)
        if self._compact:
            header = self.entries.horizontalHeader().sizeHint().height()
            rows = max(1, min(_SHOWN, len(entries)))
            self.entries.setFixedHeight(header + ROW_HEIGHT * rows + 4)
        self.show_state()

    def show_state(self) -> None:
        """Enable what can be done with the chosen one, and tell about it in full."""
        one = self._chosen()
        free = self._session.may_act and one is not None
        waits = self.waits
        self.approve.setEnabled(free and waits)
        self.reject.setEnabled(free and waits)
        self.withdraw.setEnabled(free and not waits and one is not None and not one.replaced)
        set_role(self.approve, "main" if waits and self.leads else "")
        self.explained.setText(_in_full(one) if one else "")
        self.explained.setVisible(one is not None)

    @property
    def waits(self) -> bool:
        """Whether the chosen one waits for a decision."""
        one = self._chosen()
        return one is not None and one.is_open

    def _chosen(self) -> LedgerEntry | None:
        found = self.entries.selected_keys()
        entry = found[0] if found else None
        return entry if isinstance(entry, LedgerEntry) else None

    def _ask_approve(self) -> None:
        self._ask(Decide.APPROVE, step_text.APPROVE_WHAT, step_text.APPROVE_DO)

    def _ask_reject(self) -> None:
        self._ask(Decide.REJECT, step_text.REJECT_WHAT, step_text.REJECT_DO)

    def _ask_withdraw(self) -> None:
        self._ask(Decide.WITHDRAW, step_text.WITHDRAW_WHAT, step_text.WITHDRAW_DO)

    def _ask(self, what: Decide, explanation: str, do: str) -> None:
        one = self._chosen()
        if one is None:
            return
        code = one.code

        def run(reason: str, _: str) -> bool:
            return self._session.do(
                Step.REVIEW,
                tr(do),
                lambda desk, progress: correct(desk, what, [code], reason),
                self._done,
            )

        title = tr(step_text.CORRECTION_TITLE, what=tr(do), no=code, change=_change(one))
        self._card.ask(Question(title, tr(explanation), tr(do), run))

    def _done(self, result: CorrectionResult) -> str:
        return tr(step_text.CORRECTED, count=len(result.decided), left=len(result.open))


def _entry_row(entry: LedgerEntry) -> Row:
    sign, tone = _LOOKS[entry.correction.decision]
    if entry.conflict:
        sign, tone = Sign.DIAMOND, "caution"
    return Row(
        (
            tr(entry.state),
            entry.correction.indicator,
            _field(entry),
            entry.correction.before.display() or "－",
            entry.correction.after.display() or "－",
            entry.correction.reason or tr(step_text.NO_REASON_GIVEN),
        ),
        entry,
        sign,
        tone,
    )


def _field(entry: LedgerEntry) -> str:
    label = f"（{entry.label}）" if entry.label else ""
    if entry.correction.field == "策定時":
        return tr(step_text.FIELD_BASELINE, label=label)
    return tr(step_text.FIELD_ACTUAL, year=entry.correction.year.short, label=label)


def _change(entry: LedgerEntry) -> str:
    before, after = entry.correction.before.display(), entry.correction.after.display()
    return f"{before or '－'} → {after or '－'}"


def _in_full(entry: LedgerEntry) -> str:
    parts = [f"No {entry.correction.indicator}　{entry.name}　{_change(entry)}", entry.conflict]
    parts.append(entry.correction.reason or tr(step_text.NO_REASON_GIVEN))
    if not entry.is_open:
        when = entry.correction.decided_at
        parts.append(
            tr(
                step_text.DECIDED_BY,
                decision=tr(entry.correction.decision.value),
                who=entry.correction.decided_by,
                when=when.astimezone().strftime("%Y-%m-%d %H:%M") if when else "",
                reason=entry.correction.decision_reason,
            )
        )
    return "\n".join(part for part in parts if part)


class Waivers(QWidget):
    """免除 that stand, with what each covers now; and lifting one."""

    opened = Signal(str)

    def __init__(self, session: Session, card: ReasonCard) -> None:
        super().__init__()
        self._session = session
        self._card = card
        self.entries = Table(
            tr(step_text.WAIVERS_NAME),
            (
                Column(tr(text.COL_NO), 60),
                Column(tr(text.COL_RULE), 240),
                Column(tr(text.COL_REASON), 160, takes_rest=True),
                Column(tr(text.COL_APPROVER), 110),
                Column(tr(text.COL_UNTIL), 110),
                Column(tr(text.COL_COVERS), 80, is_number=True),
            ),
            empty=tr(step_text.NO_WAIVERS),
        )
        self.entries.chosen.connect(self.show_state)
        self.entries.opened.connect(lambda one: self.opened.emit(one.indicator))
        self.lift = button(tr(step_text.LIFT_ASK), self._ask, command="waive")
        self.setLayout(column(self.entries, row(self.lift, None), spacing=TIGHT + 2, wide=0))
        self.show_state()

    def show_overview(self, now: Overview) -> None:
        """Those that stand."""
        if now.plan is not None:
            year = now.plan.evaluation_year
            self.entries.show_rows([_waiver_row(one, now.findings, year) for one in now.waivers])

    def show_state(self) -> None:
        """One has to be chosen to be lifted."""
        chosen = bool(self.entries.selected_keys())
        self.lift.setEnabled(chosen and self._session.may_act)

    def _ask(self) -> None:
        for one in self.entries.selected_keys():
            ask_to_lift(self._session, self._card, one)


def _waiver_row(waiver: Waiver, findings: Sequence[Finding], year: FiscalYear) -> Row:
    expired = waiver.expires < year
    count = sum(waiver.covers(each, year) for each in findings)
    return Row(
        (
            waiver.indicator,
            f"{waiver.rule}　{rule_of(waiver.rule).title}",
            waiver.reason,
            waiver.approver,
            tr(step_text.WAIVER_EXPIRED) if expired else waiver.expires.short,
            tr(step_text.WAIVER_COVERS, count=count),
        ),
        waiver,
        Sign.DIAMOND if expired else None,
        "caution",
        sign_at=4,
    )


def ask_about_waiver(session: Session, card: ReasonCard, finding: Finding) -> None:
    """Ask to set *finding* aside; or, when a waiver does that already, to let it count again."""
    now = session.overview
    if now is None or now.plan is None:
        return
    granted = now.waiver_of(finding)
    if granted is not None:
        ask_to_lift(session, card, granted)
        return
    place = finding.place
    year = now.plan.evaluation_year

    def set_aside(reason: str, until: str) -> bool:
        def run(desk: Desk, _: Progress) -> str:
            only = place.year if until == year.short else ""
            waive(desk, finding.rule, finding.indicator, reason, until, only, place.series)
            return tr(step_text.WAIVED, no=finding.indicator, until=until)

        return session.do(Step.REVIEW, tr(step_text.WAIVE_DO), run, str)

    years = [year.plus(one).short for one in range(_YEARS)]
    choices = [(one, tr(step_text.WAIVE_UNTIL, year=one)) for one in years]
    card.ask(
        Question(
            f"No {finding.indicator}　{finding.message}",
            tr(step_text.WAIVE_WHAT),
            tr(step_text.WAIVE_DO),
            set_aside,
            choices,
            tr(step_text.WAIVE_UNTIL_NAME),
        )
    )


def ask_to_lift(session: Session, card: ReasonCard, waiver: Waiver) -> None:
    """Ask to let count again what a waiver sets aside."""

    def run(reason: str, _: str) -> bool:
        def count_again(desk: Desk, _: Progress) -> str:
            lift(desk, waiver.rule, waiver.indicator, reason, waiver.year, waiver.series)
            return tr(step_text.LIFTED, no=waiver.indicator)

        return session.do(Step.REVIEW, tr(step_text.LIFT_DO), count_again, str)

    title = f"No {waiver.indicator}　{rule_of(waiver.rule).title}"
    card.ask(Question(title, tr(step_text.LIFT_WHAT), tr(step_text.LIFT_DO), run))
