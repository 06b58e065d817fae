"""The cycle as the window tells it: the steps, how far each is, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from kpi_desktop.domain.submission import State
from kpi_desktop.ui import text
from kpi_desktop.ui.snapshot import Snapshot
from kpi_desktop.ui.text import tr


class Step(Enum):
    """The pages of a workspace, in the order of the year."""

    BOARD = "board"
    MASTER = "master"
    DISTRIBUTE = "distribute"
    COLLECT = "collect"
    REVIEW = "review"
    DECIDE = "decide"
    PUBLISH = "publish"
    AUDIT = "audit"

    @property
    def title(self) -> str:
        """The word on the rail."""
        return tr(text.STEP_TITLES[self.value])


class Reach(Enum):
    """How far a step is."""

    LATER = "later"
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True)
class Fact:
    """One step's line on the rail."""

    reach: Reach
    words: str


@dataclass(frozen=True)
class Next:
    """What to do next: where, why in one sentence, and the words on the button that goes there."""

    step: Step
    sentence: str
    button: str
    asks_for_corrections: bool = False


def next_step(now: Snapshot) -> Next:
    """The one thing to do next."""
    if now.plan is None:
        return _next(Step.MASTER, text.NEXT_MEND_MASTER, count=now.master_errors)
    if not now.issued:
        return _next(Step.DISTRIBUTE, text.NEXT_DISTRIBUTE)
    if now.new_arrivals:
        return _next(Step.COLLECT, text.NEXT_COLLECT, count=now.new_arrivals)
    if not now.submissions:
        sentence = text.NEXT_FILL_SAMPLE if now.is_sample else text.NEXT_SEND
        return _next(Step.COLLECT if now.is_sample else Step.DISTRIBUTE, sentence)
    if _needs_validation(now):
        return _next(Step.REVIEW, text.NEXT_VALIDATE)
    if now.count(State.SUBMITTED):
        return _accepting(now)
    if now.count(State.NEEDS_FIX):
        return _next(Step.REVIEW, text.NEXT_RETURN, count=now.count(State.NEEDS_FIX))
    if now.count(State.NOT_SUBMITTED):
        return _next(Step.BOARD, text.NEXT_CHASE, count=now.count(State.NOT_SUBMITTED))
    if now.open_corrections:
        found = _next(Step.REVIEW, text.NEXT_CORRECT, count=now.open_corrections)
        return replace(found, asks_for_corrections=True)
    if now.count(State.ACCEPTED):
        return _next(Step.DECIDE, text.NEXT_FINALISE, count=now.count(State.ACCEPTED))
    if _needs_consolidation(now):
        return _next(Step.PUBLISH, text.NEXT_CONSOLIDATE)
    return _next(Step.AUDIT, text.NEXT_VERIFY)


def _accepting(now: Snapshot) -> Next:
    clean = now.count(State.SUBMITTED) - len(now.doubtful)
    if clean:
        return _next(Step.DECIDE, text.NEXT_ACCEPT, count=clean)
    return _next(Step.DECIDE, text.NEXT_CONFIRM, count=len(now.doubtful))


def _next(step: Step, sentence: str, **values: object) -> Next:
    return Next(step, tr(sentence, **values), tr(text.GO_TO_STEP, step=step.title))


def _needs_validation(now: Snapshot) -> bool:
    newest = max((one.received_at for one in now.submissions), default=None)
    return newest is not None and (now.validated_at is None or now.validated_at < newest)


def _needs_consolidation(now: Snapshot) -> bool:
    if now.plan is None:
        return False
    path = now.workspace.master_workbook(now.plan.evaluation_year)
    master = [one.modified for one in now.results if one.path == path]
    decided = now.last("finalise", "accept", "reopen", "collect", "correct", "exclude", "waive")
    return not master or (decided is not None and max(master) < decided)


def facts(now: Snapshot) -> dict[Step, Fact]:
    """The rail: one line a step."""
    total = len(now.board.indicators) if now.board else 0
    final, accepted = now.count(State.FINALISED), now.count(State.ACCEPTED)
    arrived = total - now.count(State.NOT_SUBMITTED)
    bad = sum(one.blocks for one in now.findings)
    checked = bool(now.submissions) and not _needs_validation(now)
    return {
        Step.BOARD: Fact(Reach.OPEN, tr(text.FACT_INDICATORS, count=total)),
        Step.MASTER: Fact(
            Reach.DONE if now.plan else Reach.OPEN,
            tr(text.FACT_ERRORS, count=now.master_errors) if now.plan is None else tr(text.FACT_OK),
        ),
        Step.DISTRIBUTE: _fact(bool(now.issued), text.FACT_BOOKS, len(now.issued)),
        Step.COLLECT: _share(arrived, total, bool(now.issued)),
        Step.REVIEW: Fact(
            Reach.DONE if checked and not bad else Reach.OPEN if now.submissions else Reach.LATER,
            tr(text.FACT_FINDINGS, count=bad) if checked else tr(text.FACT_NOT_YET),
        ),
        Step.DECIDE: _share(final, total, bool(accepted or final or now.submissions)),
        Step.PUBLISH: _fact(bool(now.results), text.FACT_FILES, len(now.results)),
        Step.AUDIT: Fact(
            Reach.OPEN if now.audit else Reach.LATER, tr(text.FACT_ENTRIES, count=len(now.audit))
        ),
    }


def _fact(done: bool, words: str, count: int) -> Fact:
    if not done:
        return Fact(Reach.LATER, tr(text.FACT_NOT_YET))
    return Fact(Reach.DONE, tr(words, count=count))


def _share(done: int, total: int, begun: bool) -> Fact:
    reach = Reach.DONE if total and done == total else Reach.OPEN if begun else Reach.LATER
    return Fact(reach, tr(text.FACT_SHARE, done=done, total=total))
