"""exclude: leave one submission out by hand, with a reason, or count it again."""

from __future__ import annotations

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.forms.submission import Action, State, Submission, advance, allows
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.domain.record.ruling import Ruling, RulingKind
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.record.authority import (
    EXCLUDED,
    INCLUDED,
    exclusions,
    latest_submissions,
    submission_subject,
)
from kpi_desktop.usecases.record.versions import VersionsResult, versions


def exclude(desk: Desk, number: int, reason: str) -> VersionsResult:
    """Leave submission *number* out: the one before it counts again, or nothing does.

    What it answered for goes back to 提出済 or 未提出. KpiError without a reason, for an unknown number, or
    when something that it answers for is 確定.
    """
    return _decide(desk, number, reason, EXCLUDED)


def include(desk: Desk, number: int, reason: str) -> VersionsResult:
    """Let a submission that was left out count again."""
    return _decide(desk, number, reason, INCLUDED)


def _decide(desk: Desk, number: int, reason: str, decision: str) -> VersionsResult:
    if not reason.strip():
        raise KpiError("提出の除外には理由が要ります。", "--reason で理由を書いてください。")
    submission = next((one for one in desk.store.submissions() if one.id == number), None)
    if submission is None:
        raise KpiError(
            f"提出番号 {number} の提出はありません。", "exclude で一覧と番号を確かめてください。"
        )
    subject = submission_subject(submission)
    if (subject in exclusions(desk.store.rulings())) == (decision == EXCLUDED):
        return versions(desk)
    ruling = Ruling(
        RulingKind.EXCLUSION,
        subject,
        decision,
        reason.strip(),
        desk.clock.operator(),
        desk.clock.now(),
        {"submission": submission.id, "file": submission.file_name, "sha256": submission.sha256},
    )
    _record(desk, submission, ruling)
    validate(desk)
    return versions(desk)


def _record(desk: Desk, submission: Submission, ruling: Ruling) -> None:
    everything, rulings = desk.store.submissions(), list(desk.store.rulings())
    before = latest_submissions(everything, rulings)
    after = latest_submissions(everything, [*rulings, ruling])
    changed = [no for no in submission.indicators if before.get(no) != after.get(no)]
    states = desk.store.states()
    locked = [no for no in changed if states.get(no) is State.FINALISED]
    if locked:
        raise KpiError(
            f"No {'、'.join(locked)} は確定済みです。",
            "先に kpi-desktop reopen で理由を付けて再開してください。",
        )
    with desk.store.transaction():
        desk.store.record_ruling(ruling)
        for no in changed:
            desk.store.set_state(no, _state(states.get(no, State.NOT_SUBMITTED), no in after))
        desk.store.log(
            AuditAction.EXCLUDE,
            {
                "decision": ruling.decision,
                "reason": ruling.reason,
                "department": submission.department,
                "version": submission.version,
                "indicators": changed,
                **ruling.details,
            },
        )


def _state(state: State, answered: bool) -> State:
    if allows(state, Action.EXCLUDE):
        state = advance(state, Action.EXCLUDE)
    return advance(state, Action.SUBMIT) if answered else state
