"""Submissions (提出) and the one table of allowed state transitions."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum

from kpi_desktop.domain.errors import TransitionError
from kpi_desktop.domain.forms.form import CellRead


class State(Enum):
    """状態 of one indicator's form; a department's state is its least advanced one."""

    NOT_SUBMITTED = "未提出"
    SUBMITTED = "提出済"
    NEEDS_FIX = "要修正"
    ACCEPTED = "受理"
    FINALISED = "確定"


class Action(Enum):
    """What moves a form from state to state."""

    SUBMIT = "提出"
    FLAG = "要修正とする"
    CLEAR = "要修正を解く"
    ACCEPT = "受理"
    FINALISE = "確定"
    REOPEN = "再開"
    EXCLUDE = "提出を除外"


TRANSITIONS: dict[tuple[State, Action], State] = {
    (State.NOT_SUBMITTED, Action.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Action.SUBMIT): State.SUBMITTED,
    (State.NEEDS_FIX, Action.SUBMIT): State.SUBMITTED,
    (State.ACCEPTED, Action.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Action.FLAG): State.NEEDS_FIX,
    (State.ACCEPTED, Action.FLAG): State.NEEDS_FIX,
    (State.NEEDS_FIX, Action.CLEAR): State.SUBMITTED,
    (State.SUBMITTED, Action.ACCEPT): State.ACCEPTED,
    (State.ACCEPTED, Action.FINALISE): State.FINALISED,
    (State.FINALISED, Action.REOPEN): State.SUBMITTED,
    (State.ACCEPTED, Action.REOPEN): State.SUBMITTED,
    (State.SUBMITTED, Action.EXCLUDE): State.NOT_SUBMITTED,
    (State.NEEDS_FIX, Action.EXCLUDE): State.NOT_SUBMITTED,
    (State.ACCEPTED, Action.EXCLUDE): State.NOT_SUBMITTED,
}

#: From least to most advanced.
PROGRESS = (
    State.NOT_SUBMITTED,
    State.NEEDS_FIX,
    State.SUBMITTED,
    State.ACCEPTED,
    State.FINALISED,
)


def allows(state: State, action: Action) -> bool:
    """Whether the state table has a row for *action* in *state*."""
    return (state, action) in TRANSITIONS


def advance(state: State, action: Action) -> State:
    """The state after *action*. TransitionError when the table does not allow it."""
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        raise TransitionError(
            f"「{state.value}」の様式を「{action.value}」にはできません。",
            "状況（status）を確かめてください。",
        ) from None


def least_advanced(states: list[State]) -> State:
    """The state that stands for a group; 未提出 for an empty one."""
    return min(states, key=PROGRESS.index, default=State.NOT_SUBMITTED)


@dataclass(frozen=True)
class Submission:
    """提出: one file as it reached the office. ``version`` counts per form id from 1.

    ``indicators`` are the Nos that the file answers for; ``sha256`` names the stored original.
    """

    id: int
    form_id: str
    issue_no: int
    department: str
    version: int
    indicators: tuple[str, ...]
    file_name: str
    sha256: str
    received_at: datetime.datetime
    operator: str


class RemarkKind(Enum):
    """What is kept of a submission beside its fields. Only a QUESTION keeps a form from being accepted."""

    QUESTION = "疑問"
    NOTE = "注記"
    CONTACT = "記入者"
    OPINION = "共管の意見"


@dataclass(frozen=True)
class Remark:
    """One thing said of, or in, a submission. ``subject`` is a No, a field of 提出票, or empty."""

    kind: RemarkKind
    subject: str
    text: str


@dataclass(frozen=True)
class Arrival:
    """One thing that came in: ``name`` as people know it (``提出.zip/健康福祉部.xlsx``).

    ``data`` is None when it was refused before reading; then ``refusal`` says why and what to do.
    ``container`` is the SHA-256 of the archive or mail that it came in, as it was kept.
    """

    name: str
    data: bytes | None
    refusal: str = ""
    remedy: str = ""
    modified: datetime.datetime | None = None
    container: str = ""


@dataclass(frozen=True)
class RecordedCell:
    """One field of one indicator as read: ``field`` is the defined name (``系列1_実績4``)."""

    indicator: str
    field: str
    cell: CellRead
