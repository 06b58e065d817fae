"""accept, finalise, reopen: decisions by department or indicator, each logged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.forms.submission import Action, State, advance
from kpi_desktop.domain.indicators.indicator import Indicator
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.record.allowed_decisions import Acceptance, acceptances
from kpi_desktop.usecases.record.ledger import ledger
from kpi_desktop.usecases.record.selection import check_departments, check_indicators


@dataclass(frozen=True)
class Decision:
    """What was decided for one indicator. ``done`` is False when it was not possible; ``reason`` says why."""

    indicator: str
    department: str
    before: State
    after: State
    done: bool
    reason: str = ""


@dataclass(frozen=True)
class DecisionResult:
    """One entry per indicator asked for, in plan order."""

    decisions: tuple[Decision, ...]

    @property
    def refused(self) -> tuple[Decision, ...]:
        """Those that could not be done."""
        return tuple(one for one in self.decisions if not one.done)


def accept(
    desk: Desk, departments: Sequence[str] = (), indicators: Sequence[str] = ()
) -> DecisionResult:
    """受理: every submitted form without an open error. Already accepted ones stay as they are."""
    return _decide(desk, Action.ACCEPT, departments, indicators, "")


def finalise(
    desk: Desk, departments: Sequence[str] = (), indicators: Sequence[str] = ()
) -> DecisionResult:
    """確定: lock accepted forms for publication."""
    return _decide(desk, Action.FINALISE, departments, indicators, "")


def reopen(
    desk: Desk, reason: str, departments: Sequence[str] = (), indicators: Sequence[str] = ()
) -> DecisionResult:
    """再開: from 確定 or 受理 back to 提出済. Needs a reason and a choice."""
    if not reason.strip():
        raise KpiError("再開の理由がありません。", "--reason で理由を書いてください。")
    if not departments and not indicators:
        raise KpiError(
            "何を再開するのかが指定されていません。",
            "--department か --indicator で指定してください。",
        )
    return _decide(desk, Action.REOPEN, departments, indicators, reason.strip())


_LOGGED = {
    Action.ACCEPT: AuditAction.ACCEPT,
    Action.FINALISE: AuditAction.FINALISE,
    Action.REOPEN: AuditAction.REOPEN,
}


def _decide(
    desk: Desk,
    action: Action,
    departments: Sequence[str],
    indicators: Sequence[str],
    reason: str,
) -> DecisionResult:
    plan = desk.plan()
    check_departments(plan, departments)
    check_indicators(plan, indicators)
    standing = acceptances(desk.store, plan, ledger(desk.store, plan))
    decisions = [
        _decision(indicator, standing[indicator.no], action, reason)
        for indicator in plan.indicators
        if (not departments or indicator.lead in departments)
        and (not indicators or indicator.no in indicators)
    ]
    _record(desk, action, decisions, reason)
    return DecisionResult(tuple(decisions))


def _decision(indicator: Indicator, standing: Acceptance, action: Action, reason: str) -> Decision:
    before = standing.state
    if standing.is_decided(action):
        return Decision(indicator.no, indicator.lead, before, before, True, "済んでいます。")
    if not standing.allows(action):
        why_not = standing.why_not(action)
        return Decision(indicator.no, indicator.lead, before, before, False, why_not)
    after = advance(before, action)
    return Decision(indicator.no, indicator.lead, before, after, True, reason)


def _record(desk: Desk, action: Action, decisions: list[Decision], reason: str) -> None:
    changed = [one for one in decisions if one.before is not one.after]
    if not changed:
        return
    with desk.store.transaction():
        for one in changed:
            desk.store.set_state(one.indicator, one.after)
        desk.store.log(
            _LOGGED[action],
            {"indicators": [one.indicator for one in changed], "reason": reason},
        )
