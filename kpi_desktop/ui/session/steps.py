"""The cycle as the window tells it: the steps, how far each is, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kpi_desktop.domain.forms.submission import State
from kpi_desktop.ui.words import text
from kpi_desktop.ui.words.text import tr
from kpi_desktop.usecases.record.next_task import Task, next_task
from kpi_desktop.usecases.record.overview import Overview
from kpi_desktop.usecases.record.status import is_validated


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


#: Task → the page where it is done, and the sentence that says why.
_TASKS = {
    Task.MEND_MASTER: (Step.MASTER, text.NEXT_MEND_MASTER),
    Task.DISTRIBUTE: (Step.DISTRIBUTE, text.NEXT_DISTRIBUTE),
    Task.SEND: (Step.DISTRIBUTE, text.NEXT_SEND),
    Task.FILL_SAMPLE: (Step.COLLECT, text.NEXT_FILL_SAMPLE),
    Task.COLLECT: (Step.COLLECT, text.NEXT_COLLECT),
    Task.VALIDATE: (Step.REVIEW, text.NEXT_VALIDATE),
    Task.ACCEPT: (Step.DECIDE, text.NEXT_ACCEPT),
    Task.CONFIRM: (Step.DECIDE, text.NEXT_CONFIRM),
    Task.RETURN: (Step.REVIEW, text.NEXT_RETURN),
    Task.AWAIT: (Step.COLLECT, text.NEXT_AWAIT),
    Task.CHASE: (Step.COLLECT, text.NEXT_CHASE),
    Task.CORRECT: (Step.REVIEW, text.NEXT_CORRECT),
    Task.FINALISE: (Step.DECIDE, text.NEXT_FINALISE),
    Task.CONSOLIDATE: (Step.PUBLISH, text.NEXT_CONSOLIDATE),
    Task.VERIFY: (Step.AUDIT, text.NEXT_VERIFY),
}


def next_step(now: Overview) -> Next:
    """The one thing to do next."""
    found = next_task(now)
    step, sentence = _TASKS[found.task]
    button = tr(text.GO_TO_STEP, step=step.title)
    return Next(step, tr(sentence, count=found.count), button, found.task is Task.CORRECT)


def facts(now: Overview) -> dict[Step, Fact]:
    """The rail: one line a step."""
    total = len(now.board.indicators) if now.board else 0
    arrived = total - now.count(State.NOT_SUBMITTED)
    return {
        Step.BOARD: Fact(Reach.OPEN, tr(text.FACT_INDICATORS, count=total)),
        Step.MASTER: _master_fact(now),
        Step.DISTRIBUTE: _fact(bool(now.issued), text.FACT_BOOKS, len(now.issued)),
        Step.COLLECT: _share(arrived, total, bool(now.issued)),
        Step.REVIEW: _review_fact(now),
        Step.DECIDE: _share(now.count(State.FINALISED), total, _is_deciding(now)),
        Step.PUBLISH: _fact(bool(now.results), text.FACT_FILES, len(now.results)),
        Step.AUDIT: Fact(
            Reach.OPEN if now.audit else Reach.LATER, tr(text.FACT_ENTRIES, count=len(now.audit))
        ),
    }


def _master_fact(now: Overview) -> Fact:
    if now.plan is None:
        return Fact(Reach.OPEN, tr(text.FACT_ERRORS, count=now.master_errors))
    return Fact(Reach.DONE, tr(text.FACT_OK))


def _review_fact(now: Overview) -> Fact:
    if not now.submissions or not is_validated(now.audit):
        reach = Reach.OPEN if now.submissions else Reach.LATER
        return Fact(reach, tr(text.FACT_NOT_YET))
    errors = sum(one.blocks for one in now.findings)
    return Fact(Reach.OPEN if errors else Reach.DONE, tr(text.FACT_FINDINGS, count=errors))


def _is_deciding(now: Overview) -> bool:
    """Whether there is something to decide on, or something is decided."""
    return bool(now.submissions or now.count(State.ACCEPTED) or now.count(State.FINALISED))


def _fact(done: bool, words: str, count: int) -> Fact:
    if not done:
        return Fact(Reach.LATER, tr(text.FACT_NOT_YET))
    return Fact(Reach.DONE, tr(words, count=count))


def _share(done: int, total: int, begun: bool) -> Fact:
    reach = Reach.DONE if total and done == total else Reach.OPEN if begun else Reach.LATER
    return Fact(reach, tr(text.FACT_SHARE, done=done, total=total))
