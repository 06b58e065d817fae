"""One rule says what may be decided on a form, and what keeps it from being decided."""

from __future__ import annotations

import pytest

from kpi_desktop.domain.forms.submission import TRANSITIONS, Action, State
from kpi_desktop.usecases.decide.decisions import accept, finalise
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.record.allowed_decisions import Acceptance, Obstacle
from kpi_desktop.usecases.record.next_task import NextTask, Task, next_task
from kpi_desktop.usecases.record.overview import read_overview
from tests.usecases.filling import REQUEST, submit_all

SUBMITTED = Acceptance(State.SUBMITTED)
DECISIONS = (Action.ACCEPT, Action.FINALISE, Action.REOPEN)


@pytest.mark.parametrize("action", DECISIONS)
@pytest.mark.parametrize("state", State)
def test_without_anything_against_it_the_state_table_decides(state: State, action: Action) -> None:
    assert Acceptance(state).allows(action) is ((state, action) in TRANSITIONS)


@pytest.mark.parametrize(
    ("standing", "action", "obstacle", "words"),
    [
        (
            Acceptance(State.SUBMITTED, has_open_errors=True, doubts=("？",)),
            Action.ACCEPT,
            Obstacle.OPEN_ERRORS,
            "要修正の指摘が残っています。差し戻して直してもらうか、免除してください。",
        ),
        (
            Acceptance(State.SUBMITTED, doubts=("列が足りない。", "行が多い。")),
            Action.ACCEPT,
            Obstacle.OPEN_DOUBTS,
            "読み取りの疑問が残っています（列が足りない。ほか1件）。"
            "confirm で一覧を確かめ、理由を記録してください。",
        ),
        (
            Acceptance(State.ACCEPTED, has_open_corrections=True),
            Action.FINALISE,
            Obstacle.OPEN_CORRECTIONS,
            "訂正の申し出が未決です。correct で承認するか却下してください。",
        ),
        (
            Acceptance(State.NOT_SUBMITTED, doubts=("？",)),
            Action.ACCEPT,
            Obstacle.STATE,
            "いまは「未提出」なので「受理」にできません。",
        ),
    ],
)
def test_the_first_obstacle_is_told_with_what_to_do_about_it(
    standing: Acceptance, action: Action, obstacle: Obstacle, words: str
) -> None:
    assert (standing.obstacle(action), standing.why_not(action)) == (obstacle, words)
    assert not standing.allows(action)


@pytest.mark.parametrize("action", [Action.FINALISE, Action.REOPEN])
def test_open_errors_and_doubts_keep_a_form_from_being_accepted_only(action: Action) -> None:
    assert Acceptance(State.ACCEPTED, has_open_errors=True, doubts=("？",)).allows(action)


def test_an_open_correction_does_not_keep_a_form_from_being_accepted() -> None:
    assert Acceptance(State.SUBMITTED, has_open_corrections=True).allows(Action.ACCEPT)


def test_what_may_be_done_has_no_reason_against_it() -> None:
    assert SUBMITTED.why_not(Action.ACCEPT) == ""


def test_the_overview_offers_just_what_the_use_cases_then_do(generated: Desk) -> None:
    submit_all(generated, {**REQUEST, ("12", "系列1_実績4"): "たくさん"})
    offered = read_overview(generated).ready_for(Action.ACCEPT)
    assert next_task(read_overview(generated)) == NextTask(Task.ACCEPT, len(offered))
    result = accept(generated)
    assert offered == tuple(one.indicator for one in result.decisions if one.done)
    assert [one.indicator for one in result.refused] == ["12"]

    offered = read_overview(generated).ready_for(Action.FINALISE)
    result = finalise(generated)
    assert offered == tuple(one.indicator for one in result.decisions if one.done)
    assert [one.indicator for one in result.refused] == ["6", "12"]
