"""受理: a form with an error that is still open is refused by the use case itself, whoever asks."""

from __future__ import annotations

from kpi_desktop.domain.forms.submission import State
from kpi_desktop.usecases.decide.decisions import accept, finalise, reopen
from kpi_desktop.usecases.decide.waivers import lift, waive
from kpi_desktop.usecases.desk import Desk
from tests.usecases.filling import submit


def blocked(desk: Desk) -> set[str]:
    """Nos with an open error."""
    return {one.indicator for one in desk.store.findings() if one.blocks}


def test_a_form_with_an_open_error_is_not_accepted(validated: Desk) -> None:
    before = validated.store.states()
    errors = blocked(validated)
    result = accept(validated)
    assert errors and {one.indicator for one in result.refused} >= errors
    assert all(
        "要修正の指摘が残っています" in one.reason
        for one in result.refused
        if one.indicator in errors
    )
    after = validated.store.states()
    assert {no: after.get(no) for no in errors} == {no: before.get(no) for no in errors}


def test_an_open_error_of_one_form_does_not_keep_the_others_back(validated: Desk) -> None:
    errors = blocked(validated)
    accept(validated)
    accepted = {no for no, one in validated.store.states().items() if one is State.ACCEPTED}
    assert accepted and not accepted & errors


def test_asking_for_one_form_by_its_number_does_not_pass_its_error(validated: Desk) -> None:
    no = min(blocked(validated))
    before = validated.store.states()[no]
    (decision,) = accept(validated, indicators=[no]).decisions
    assert (decision.done, decision.after) == (False, before)
    assert validated.store.states()[no] is before


def test_an_error_that_opened_while_a_form_was_finalised_keeps_it_back_after_it_was_reopened(
    asked: Desk,
) -> None:
    submit(asked, {("5", "系列2_実績4"): 167.0})
    (rule,) = {one.rule for one in asked.store.findings() if one.indicator == "5" and one.blocks}
    waive(asked, rule, "5", "数え方が違う", "R5")
    accept(asked, indicators=["5"])
    finalise(asked, indicators=["5"])
    lift(asked, rule, "5", "取り違えた")
    reopen(asked, "免除を解除した", indicators=["5"])
    assert asked.store.states()["5"] is State.SUBMITTED
    (decision,) = accept(asked, indicators=["5"]).refused
    assert "要修正の指摘が残っています" in decision.reason
    assert asked.store.states()["5"] is State.SUBMITTED
