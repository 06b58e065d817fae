"""The one rule of acceptance: may a form be accepted, finalised, reopened, sent back; if not, why not.

The use cases enforce it; the pages of the window and the next task only ask it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from kpi_desktop.domain.finding import Finding, Severity
from kpi_desktop.domain.forms.submission import Action, State, allows
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.domain.record.correction import LedgerEntry
from kpi_desktop.usecases.record.doubts import open_doubts

if TYPE_CHECKING:
    from kpi_desktop.usecases.ports import Store


class Obstacle(Enum):
    """What keeps a decision from being made."""

    OPEN_ERRORS = "要修正の指摘"
    OPEN_CORRECTIONS = "未決の訂正の申し出"
    STATE = "状態"
    OPEN_DOUBTS = "読み取りの疑問"


#: The states in which a decision is already made, or more than made.
_DECIDED = {
    Action.ACCEPT: (State.ACCEPTED, State.FINALISED),
    Action.FINALISE: (State.FINALISED,),
    Action.REOPEN: (State.SUBMITTED,),
}


@dataclass(frozen=True)
class Acceptance:
    """What stands of one indicator's form, and what may therefore be decided on it.

    ``has_findings_to_return``: its department has something to mend or to confirm. ``doubts`` are
    the questions of the collection that nobody has looked into.
    """

    state: State = State.NOT_SUBMITTED
    has_open_errors: bool = False
    has_findings_to_return: bool = False
    has_open_corrections: bool = False
    doubts: tuple[str, ...] = ()

    def is_decided(self, action: Action) -> bool:
        """Whether *action* finds its own result already there, so that nothing is left to do."""
        return self.state in _DECIDED[action]

    def obstacle(self, action: Action) -> Obstacle | None:
        """The first thing that keeps *action* from being done; None when it may be done."""
        if action is Action.ACCEPT and self.has_open_errors:
            return Obstacle.OPEN_ERRORS
        if action is Action.FINALISE and self.has_open_corrections:
            return Obstacle.OPEN_CORRECTIONS
        if not allows(self.state, action):
            return Obstacle.STATE
        if action is Action.ACCEPT and self.doubts:
            return Obstacle.OPEN_DOUBTS
        return None

    def allows(self, action: Action) -> bool:
        """Whether *action* may be done now."""
        return self.obstacle(action) is None

    def why_not(self, action: Action) -> str:
        """The obstacle in a sentence with what to do about it; empty when there is none."""
        match self.obstacle(action):
            case Obstacle.OPEN_ERRORS:
                return "要修正の指摘が残っています。差し戻して直してもらうか、免除してください。"
            case Obstacle.OPEN_CORRECTIONS:
                return "訂正の申し出が未決です。correct で承認するか却下してください。"
            case Obstacle.STATE:
                return f"いまは「{self.state.value}」なので「{action.value}」にできません。"
            case Obstacle.OPEN_DOUBTS:
                return (
                    f"読み取りの疑問が残っています（{self._doubts_in_short}）。"
                    "confirm で一覧を確かめ、理由を記録してください。"
                )
        return ""

    @property
    def _doubts_in_short(self) -> str:
        more = f"ほか{len(self.doubts) - 1}件" if len(self.doubts) > 1 else ""
        return f"{self.doubts[0]}{more}"

    @property
    def needs_mending(self) -> bool:
        """Whether the form waits for its department to mend it."""
        unmended = self.state is State.SUBMITTED and self.has_open_errors
        return unmended or self.state is State.NEEDS_FIX

    @property
    def is_doubtful(self) -> bool:
        """Whether nothing but an open doubt keeps the form from being accepted."""
        return self.obstacle(Action.ACCEPT) is Obstacle.OPEN_DOUBTS


def is_to_return(finding: Finding) -> bool:
    """Whether a finding goes back to its department: something to mend or to confirm, not ruled on."""
    return finding.severity is not Severity.INFO and not finding.ruling


def acceptances(
    store: Store, plan: Plan, corrections: Iterable[LedgerEntry]
) -> dict[str, Acceptance]:
    """No → what stands of it, for every indicator of the plan in its order."""
    states, findings, doubts = store.states(), store.findings(), open_doubts(store)
    with_errors = {finding.indicator for finding in findings if finding.blocks}
    to_return = {finding.indicator for finding in findings if is_to_return(finding)}
    waiting = {entry.correction.indicator for entry in corrections if entry.is_open}
    return {
        no: Acceptance(
            state=states.get(no, State.NOT_SUBMITTED),
            has_open_errors=no in with_errors,
            has_findings_to_return=no in to_return,
            has_open_corrections=no in waiting,
            doubts=tuple(doubt.text for doubt in doubts.get(no, ())),
        )
        for no in (indicator.no for indicator in plan.indicators)
    }
