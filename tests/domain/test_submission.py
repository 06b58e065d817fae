"""The state table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_desktop.domain.errors import TransitionError
from kpi_desktop.domain.forms.submission import (
    PROGRESS,
    TRANSITIONS,
    Action,
    State,
    advance,
    allows,
    least_advanced,
)


@given(st.lists(st.sampled_from(list(Action)), max_size=30))
def test_no_sequence_of_actions_leaves_the_state_table(actions: list[Action]) -> None:
    state = State.NOT_SUBMITTED
    for action in actions:
        if allows(state, action):
            state = advance(state, action)
        else:
            with pytest.raises(TransitionError):
                advance(state, action)
    assert state in PROGRESS


@pytest.mark.parametrize("action", [one for one in Action if one is not Action.REOPEN])
def test_a_finalised_form_only_moves_by_reopening(action: Action) -> None:
    assert not allows(State.FINALISED, action)


def test_a_form_with_errors_cannot_be_accepted() -> None:
    assert not allows(State.NEEDS_FIX, Action.ACCEPT)


def test_every_state_can_be_reached_from_the_first() -> None:
    reached = {State.NOT_SUBMITTED}
    for _ in State:
        reached |= {after for (before, _), after in TRANSITIONS.items() if before in reached}
    assert reached == set(State)


def test_a_refused_transition_is_told_in_the_words_people_see() -> None:
    with pytest.raises(TransitionError, match="「未提出」の様式を「確定」にはできません"):
        advance(State.NOT_SUBMITTED, Action.FINALISE)


def test_a_group_is_as_far_as_its_least_advanced_member() -> None:
    assert least_advanced([State.FINALISED, State.NEEDS_FIX, State.ACCEPTED]) is State.NEEDS_FIX


#: Rows: state; what may be done in it → where that leads.
TABLE: dict[State, dict[Action, State]] = {
    State.NOT_SUBMITTED: {Action.SUBMIT: State.SUBMITTED},
    State.SUBMITTED: {
        Action.SUBMIT: State.SUBMITTED,
        Action.FLAG: State.NEEDS_FIX,
        Action.ACCEPT: State.ACCEPTED,
        Action.EXCLUDE: State.NOT_SUBMITTED,
    },
    State.NEEDS_FIX: {
        Action.SUBMIT: State.SUBMITTED,
        Action.CLEAR: State.SUBMITTED,
        Action.EXCLUDE: State.NOT_SUBMITTED,
    },
    State.ACCEPTED: {
        Action.SUBMIT: State.SUBMITTED,
        Action.FLAG: State.NEEDS_FIX,
        Action.FINALISE: State.FINALISED,
        Action.REOPEN: State.SUBMITTED,
        Action.EXCLUDE: State.NOT_SUBMITTED,
    },
    State.FINALISED: {Action.REOPEN: State.SUBMITTED},
}


@pytest.mark.parametrize("state", State)
def test_each_state_allows_these_actions_and_no_other(state: State) -> None:
    found = {action: advance(state, action) for action in Action if allows(state, action)}
    assert found == TABLE[state]


def test_states_advance_in_this_order_and_an_empty_group_has_submitted_nothing() -> None:
    order = [State.FINALISED, State.ACCEPTED, State.SUBMITTED, State.NEEDS_FIX]
    for number, one in enumerate(order, 1):
        assert least_advanced(order[:number]) is one
    assert least_advanced([*order, State.NOT_SUBMITTED]) is State.NOT_SUBMITTED
    assert least_advanced([]) is State.NOT_SUBMITTED


def test_a_refused_transition_says_where_to_look() -> None:
    with pytest.raises(TransitionError, match="status"):
        advance(State.FINALISED, Action.EXCLUDE)
