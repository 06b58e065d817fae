"""The one thing to do next in the yearly cycle, as the launcher and the commands both say it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kpi_desktop.domain.forms.submission import Action, State
from kpi_desktop.domain.record.audit import AuditAction
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
    """The one thing to do next: the first that is open, in the order of the year."""
    return (
        _distributing(now)
        or _collecting(now)
        or _accepting(now)
        or _asking_departments(now)
        or _finalising(now)
        or _publishing(now)
    )


def _distributing(now: Overview) -> NextTask | None:
    if now.plan is None:
        return NextTask(Task.MEND_MASTER, now.master_errors)
    return None if now.issued else NextTask(Task.DISTRIBUTE)


def _collecting(now: Overview) -> NextTask | None:
    if now.new_arrivals:
        return NextTask(Task.COLLECT, now.new_arrivals)
    if not now.submissions:
        return NextTask(Task.FILL_SAMPLE if now.is_sample else Task.SEND)
    return None if is_validated(now.audit) else NextTask(Task.VALIDATE)


def _accepting(now: Overview) -> NextTask | None:
    if ready := now.ready_for(Action.ACCEPT):
        return NextTask(Task.ACCEPT, len(ready))
    return NextTask(Task.CONFIRM, len(now.doubtful)) if now.doubtful else None


def _asking_departments(now: Overview) -> NextTask | None:
    """What they have to mend goes back before what they have not sent is asked for."""
    to_mend, missing = now.to_mend, now.count(State.NOT_SUBMITTED)
    if to_mend and not _is_returned(now):
        return NextTask(Task.RETURN, len(to_mend))
    if missing:
        return NextTask(Task.CHASE, missing)
    return NextTask(Task.AWAIT, len(to_mend)) if to_mend else None


def _is_returned(now: Overview) -> bool:
    """Whether everything that has to be mended was sent back as it last came in."""
    returned = {one.details["submission"] for one in now.audit if one.action == AuditAction.RETURN}
    newest = {no: one.id for one in now.submissions for no in one.indicators}
    return all(newest.get(no) in returned for no in now.to_mend)


def _finalising(now: Overview) -> NextTask | None:
    if now.open_corrections:
        return NextTask(Task.CORRECT, now.open_corrections)
    ready = now.ready_for(Action.FINALISE)
    return NextTask(Task.FINALISE, len(ready)) if ready else None


def _publishing(now: Overview) -> NextTask:
    return NextTask(Task.VERIFY if _is_consolidated(now) else Task.CONSOLIDATE)


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
