"""訂正: a request that contradicts what stands by now is not approved, and nothing is changed by trying."""

from __future__ import annotations

import pytest

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.usecases.decide.corrections import Decide, correct, corrections
from kpi_desktop.usecases.desk import Desk

CODE = "6-1-R4"


def retype(desk: Desk, text: str) -> None:
    """Somebody types R4 of No 6 into 指標マスタ by hand."""
    path = desk.workspace.master_data
    path.write_bytes(
        desk.filler.fill(path.read_bytes(), {desk.read_master().places["6", 1, "R4"]: text})
    )


def test_a_request_that_contradicts_what_was_corrected_since_is_not_approved(asked: Desk) -> None:
    retype(asked, "1,600")
    before = asked.workspace.master_data.read_bytes()
    with pytest.raises(KpiError, match="「6-1-R4」は食い違っています。.*「1,600」"):
        correct(asked, Decide.APPROVE, [CODE], "原票を確認した")
    assert (asked.workspace.master_data.read_bytes(), asked.store.rulings()) == (before, [])
    assert [one.code for one in corrections(asked).open] == [CODE]


def test_a_request_that_contradicts_what_stands_may_be_rejected(asked: Desk) -> None:
    retype(asked, "1,600")
    correct(asked, Decide.REJECT, [CODE], "別の値に訂正済み")
    assert [one.decision for one in asked.store.rulings()] == ["却下"]
    assert corrections(asked).open == ()


def test_a_request_whose_value_stands_already_is_approved_and_changes_no_figure(
    asked: Desk,
) -> None:
    retype(asked, "1,529")
    correct(asked, Decide.APPROVE, [CODE], "原票を確認した")
    (entry,) = corrections(asked).entries
    assert (entry.state, entry.now.display()) == ("承認", "1,529")
