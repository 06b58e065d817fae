"""The one thing to do next in the yearly cycle, as the launcher and the commands both say it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kpi_desktop.domain.audit import AuditAction
from kpi_desktop.domain.submission import State
from kpi_desktop.usecases.record.overview import Overview
from kpi_desktop.usecases.record.status import is_validated


class Task(Enum):
    """What the planning office does next, in the order of the year."""

    MEND_MASTER = "mend-master"
    DISTRIBUTE = "distribute"
    SEND = "send"
    FILL_SAMPLE = "fill-sample"
    COLLECT = "collect"
    VALIDATE = "validate"
    ACCEPT = "accept"
    CONFIRM = "confirm"
    RETURN = "return"
    AWAIT = "await"
    CHASE = "chase"
    CORRECT = "correct"
    FINALISE = "finalise"
    CONSOLIDATE = "consolidate"
    VERIFY = "verify"


@dataclass(frozen=True)
class NextTask:
    """The task, and how many files, indicators or requests it is about (0 when that says nothing)."""

    task: Task
    count: int = 0


def next_task(now: Overview) -> NextTask:
    """The one thing to do next."""
    if now.plan is None:
        return NextTask(Task.MEND_MASTER, now.master_errors)
    if not now.issued:
        return NextTask(Task.DISTRIBUTE)
    if now.new_arrivals:
        return NextTask(Task.COLLECT, now.new_arrivals)
    if not now.submissions:
        return NextTask(Task.FILL_SAMPLE if now.is_sample else Task.SEND)
    if not is_validated(now.audit):
        return NextTask(Task.VALIDATE)
    if now.count(State.SUBMITTED):
        clean = now.count(State.SUBMITTED) - len(now.doubtful)
        return NextTask(Task.ACCEPT, clean) if clean else NextTask(Task.CONFIRM, len(now.doubtful))
    wrong, missing = now.count(State.NEEDS_FIX), now.count(State.NOT_SUBMITTED)
    if wrong and not _is_returned(now):
        return NextTask(Task.RETURN, wrong)
    if missing:
        return NextTask(Task.CHASE, missing)
    if wrong:
        return NextTask(Task.AWAIT, wrong)
    if now.open_corrections:
        return NextTask(Task.CORRECT, now.open_corrections)
    if now.count(State.ACCEPTED):
        return NextTask(Task.FINALISE, now.count(State.ACCEPTED))
    return NextTask(Task.VERIFY if _is_consolidated(now) else Task.CONSOLIDATE)


def _is_returned(now: Overview) -> bool:
    """Whether everything that has to be mended was sent back as it last came in."""
    returned = {one.details["submission"] for one in now.audit if one.action == AuditAction.RETURN}
    newest = {no: one.id for one in now.submissions for no in one.indicators}
    lines = now.board.indicators if now.board else ()
    return all(newest.get(one.no) in returned for one in lines if one.state is State.NEEDS_FIX)


#: Entries after which the master workbook is no longer the newest.
_DECISIONS = (
    AuditAction.FINALISE,
    AuditAction.ACCEPT,
    AuditAction.REOPEN,
    AuditAction.COLLECT,
    AuditAction.CORRECT,
    AuditAction.EXCLUDE,
    AuditAction.WAIVE,
)


def _is_consolidated(now: Overview) -> bool:
    """Whether the master workbook is newer than every decision."""
    assert now.plan is not None
    path = now.workspace.master_workbook(now.plan.evaluation_year)
    made = [one.modified for one in now.results if one.path == path]
    decided = now.last(*_DECISIONS)
    return bool(made) and (decided is None or max(made) >= decided)
