"""Corrections are decided once, replayed, and conflicts are seen; waivers have bounds."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from kpi_desktop.domain.correction import (
    Correction,
    Decision,
    Replay,
    Waiver,
    merge,
    replay,
    waive,
    with_note,
)
from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.finding import Category, Finding, Place, Severity
from kpi_desktop.domain.fiscal import FiscalYear
from kpi_desktop.domain.readings import parse_reading

R4, R5, R6 = FiscalYear(2022), FiscalYear(2023), FiscalYear(2024)
NOW = datetime.datetime(2024, 7, 1, tzinfo=datetime.timezone.utc)
REQUEST = Correction(
    "46", 1, "実績", R4, parse_reading("10"), parse_reading("11"), "※算出方法の変更", "健康福祉部"
)
FINDING = Finding(
    "K612",
    Category.PLAUSIBILITY,
    Severity.WARNING,
    "部",
    "46",
    Place("実績", year="R5", series=1),
    "",
    "",
)


def test_a_decision_keeps_who_when_and_why() -> None:
    done = REQUEST.decide(Decision.APPROVED, "原票を確認", "企画 太郎", NOW)
    assert (done.decision, done.decision_reason, done.decided_by) == (
        Decision.APPROVED,
        "原票を確認",
        "企画 太郎",
    )


def test_a_decision_needs_a_reason() -> None:
    with pytest.raises(KpiError, match="理由"):
        REQUEST.decide(Decision.REJECTED, " ", "企画 太郎", NOW)


def test_what_is_decided_is_not_decided_again() -> None:
    done = REQUEST.decide(Decision.REJECTED, "根拠なし", "企画 太郎", NOW)
    with pytest.raises(KpiError, match="却下済み"):
        done.decide(Decision.APPROVED, "やはり", "企画 太郎", NOW)


@pytest.mark.parametrize(
    ("standing", "expected"),
    [("10", Replay.APPLIES), ("１１", Replay.DONE), ("12", Replay.CONFLICT)],
)
def test_an_approved_correction_is_replayed_and_a_third_value_is_a_conflict(
    standing: str, expected: Replay
) -> None:
    assert replay(REQUEST, parse_reading(standing)) is expected


def test_the_same_request_again_changes_nothing_even_after_its_decision() -> None:
    done = REQUEST.decide(Decision.REJECTED, "根拠なし", "企画 太郎", NOW)
    assert merge([done], [REQUEST]) == (done,)


def test_another_value_replaces_an_open_request_but_not_a_decided_one() -> None:
    other = dataclasses.replace(REQUEST, after=parse_reading("12"))
    done = REQUEST.decide(Decision.REJECTED, "根拠なし", "企画 太郎", NOW)
    assert merge([REQUEST], [other]) == (other,)
    assert merge([done], [other]) == (done, other)


def test_the_reason_goes_into_the_footnote_once() -> None:
    once = with_note("※前からの注", REQUEST)
    assert once == "※前からの注\n※算出方法の変更" == with_note(once, REQUEST)


def test_a_waived_finding_stays_visible_with_its_waiver() -> None:
    waiver = Waiver("K612", "46", "制度の開始による増", "企画課長", R5)
    assert waive([FINDING], [waiver], R5) == [(FINDING, waiver)]


@pytest.mark.parametrize(
    "change",
    [{"rule": "K611"}, {"indicator": "47"}, {"expires": R4}, {"year": "R4"}, {"series": 2}],
)
def test_a_waiver_covers_nothing_else(change: dict[str, object]) -> None:
    waiver = Waiver("K612", "46", "制度の開始による増", "企画課長", R5)
    narrowed = dataclasses.replace(waiver, **change)  # type: ignore[arg-type]
    assert waive([FINDING], [narrowed], R5) == [(FINDING, None)]


def test_a_waiver_needs_a_reason_and_an_approver() -> None:
    with pytest.raises(KpiError, match="理由と承認者"):
        Waiver("K612", "46", "", "企画課長", R6)
