"""accept, finalise, reopen: decisions by department or indicator, each logged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_desktop.domain.audit import AuditAction
from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.submission import Action, State, advance, allows
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.record.chosen import check_departments, check_indicators
from kpi_desktop.usecases.record.doubts import Doubt, open_doubts
from kpi_desktop.usecases.record.ledger import ledger


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
#: An action that finds its own result already there has nothing to do.
_ALREADY = {
    Action.ACCEPT: (State.ACCEPTED, State.FINALISED),
    Action.FINALISE: (State.FINALISED,),
    Action.REOPEN: (State.SUBMITTED,),
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
    states = desk.store.states()
    errors = {one.indicator for one in desk.store.findings() if one.blocks}
    asking = set[str]()
    if action is Action.FINALISE:
        waiting = (one for one in ledger(desk.store, plan) if one.is_open)
        asking = {one.correction.indicator for one in waiting}
    doubtful = open_doubts(desk.store) if action is Action.ACCEPT else {}
    found = []
    for one in plan.indicators:
        if departments and one.lead not in departments:
            continue
        if indicators and one.no not in indicators:
            continue
        before = states.get(one.no, State.NOT_SUBMITTED)
        obstacle = _obstacle(action, before, one.no in errors, one.no in asking)
        obstacle = obstacle or _doubted(doubtful.get(one.no, ()))
        if before in _ALREADY[action]:
            found.append(Decision(one.no, one.lead, before, before, True, "済んでいます。"))
        elif obstacle:
            found.append(Decision(one.no, one.lead, before, before, False, obstacle))
        else:
            after = advance(before, action)
            found.append(Decision(one.no, one.lead, before, after, True, reason))
    _record(desk, action, found, reason)
    return DecisionResult(tuple(found))


def _obstacle(action: Action, state: State, has_errors: bool, has_request: bool) -> str:
    if action is Action.ACCEPT and has_errors:
        return "要修正の指摘が残っています。差し戻して直してもらうか、免除してください。"
    if has_request:
        return "訂正の申し出が未決です。correct で承認するか却下してください。"
    if not allows(state, action):
        return f"いまは「{state.value}」なので「{action.value}」にできません。"
    return ""


def _doubted(doubts: Sequence[Doubt]) -> str:
    if not doubts:
        return ""
    more = f"ほか{len(doubts) - 1}件" if len(doubts) > 1 else ""
    return (
        f"読み取りの疑問が残っています（{doubts[0].text}{more}）。"
        "confirm で一覧を確かめ、理由を記録してください。"
    )


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
