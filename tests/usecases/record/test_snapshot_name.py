"""Two snapshots have one name only when they say the same, the ledger of corrections included."""

from __future__ import annotations

import datetime

import pytest

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.record.correction import Correction, Decision, LedgerEntry, Proposed
from kpi_desktop.usecases.record.content_builder import build_content
from tests.usecases.contents import MORNING, answer_all, sample_plan

ASKED = Correction(
    "6",
    1,
    "実績",
    FiscalYear.parse("R4"),
    parse_reading("1,592"),
    parse_reading("1,529"),
    "※錯誤により実績値修正",
    "土木部",
)


def name(*asked: Correction) -> str:
    """The name of the sample's snapshot with these requests in its ledger."""
    entries = [
        LedgerEntry(one.code, one, "", "", Proposed(), one.before, conflict="") for one in asked
    ]
    return build_content(sample_plan(), answer_all(), {}, corrections=entries).snapshot


def ruled(
    decision: Decision, reason: str = "確認した", at: datetime.datetime = MORNING
) -> Correction:
    return ASKED.decide(decision, reason, "企画 花子", at)


def test_a_request_to_correct_a_past_value_is_part_of_the_name() -> None:
    assert name(ASKED) != name()


@pytest.mark.parametrize("decision", [Decision.APPROVED, Decision.REJECTED])
def test_the_decision_on_a_past_value_is_part_of_the_name(decision: Decision) -> None:
    assert name(ruled(decision)) != name(ASKED)


def test_the_reason_of_a_decision_is_part_of_the_name() -> None:
    assert name(ruled(Decision.APPROVED, "原票")) != name(ruled(Decision.APPROVED, "電話"))


def test_when_it_was_decided_is_no_part_of_the_name() -> None:
    later = MORNING + datetime.timedelta(days=1)
    assert name(ruled(Decision.APPROVED)) == name(ruled(Decision.APPROVED, at=later))
