"""Decisions, and undoing them."""

from kpi_desktop.domain.forms.submission import State
from kpi_desktop.usecases.decide.decisions import accept, finalise, reopen
from kpi_desktop.usecases.desk import Desk


def test_reopening_twice_changes_nothing_the_second_time(finished: Desk) -> None:
    reopen(finished, "数値の差し替え", indicators=["4"])
    before = finished.store.audit()
    again = reopen(finished, "数値の差し替え", indicators=["4"])
    assert (again.refused, finished.store.audit()) == ((), before)
    assert finished.store.states()["4"] is State.SUBMITTED


def test_a_reopened_form_goes_the_same_way_again(finished: Desk) -> None:
    reopen(finished, "数値の差し替え", indicators=["4"])
    assert [one.after for one in accept(finished, indicators=["4"]).decisions] == [State.ACCEPTED]
    assert [one.after for one in finalise(finished, indicators=["4"]).decisions] == [
        State.FINALISED
    ]


def test_the_reason_of_reopening_is_on_record(finished: Desk) -> None:
    reopen(finished, "数値の差し替え", departments=["警察本部"])
    entry = next(one for one in reversed(finished.store.audit()) if one.action == "reopen")
    assert dict(entry.details) == {"indicators": ["9", "47"], "reason": "数値の差し替え"}
