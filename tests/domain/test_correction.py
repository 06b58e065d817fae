"""Corrections are decided once, replayed, and conflicts are seen."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.record.correction import (
    WITHDRAWN,
    Correction,
    Decision,
    Replay,
    as_details,
    decided,
    in_force,
    merge,
    printed_like,
    replay,
    with_note,
)
from kpi_desktop.domain.record.ruling import Ruling, RulingKind

R4 = FiscalYear(2022)
NOW = datetime.datetime(2024, 7, 1, tzinfo=datetime.timezone.utc)
REQUEST = Correction(
    "46", 1, "実績", R4, parse_reading("10"), parse_reading("11"), "※算出方法の変更", "健康福祉部"
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


def ruling(one: Correction, decision: str, number: int) -> Ruling:
    at = NOW + datetime.timedelta(minutes=number)
    details = as_details(one, Unit("件"))
    return Ruling(
        RulingKind.CORRECTION, one.subject, decision, "原票", "企画 太郎", at, details, number
    )


def test_a_ruling_gives_the_request_back_with_who_when_and_why() -> None:
    (found,) = decided([ruling(REQUEST, "承認", 1)])
    assert dataclasses.replace(found, before=REQUEST.before, after=REQUEST.after) == (
        REQUEST.decide(Decision.APPROVED, "原票", "企画 太郎", NOW + datetime.timedelta(minutes=1))
    )
    assert found.after.same_as(REQUEST.after)


def test_a_decision_that_was_taken_back_leaves_the_request_open() -> None:
    assert decided([ruling(REQUEST, "承認", 1), ruling(REQUEST, WITHDRAWN, 2)]) == ()


def test_of_two_approved_corrections_of_one_value_the_later_counts() -> None:
    other = dataclasses.replace(REQUEST, before=REQUEST.after, after=parse_reading("12"))
    found = in_force(decided([ruling(other, "承認", 2), ruling(REQUEST, "承認", 1)]))
    assert [one.after.display() for one in found.values()] == ["12"]


@pytest.mark.parametrize(
    ("before", "after", "printed"),
    [
        ("1,592", "1529", "1,529"),
        ("40.0", "41", "41.0"),
        ("1592", "1529", "1529"),
        ("35", "1036", "1,036"),
        ("2兆8,461", "2兆8,400", "2兆8,400"),
        ("集計中", "1529", "1529"),
    ],
)
def test_a_corrected_value_is_printed_like_the_one_before(
    before: str, after: str, printed: str
) -> None:
    assert printed_like(parse_reading(before), parse_reading(after)) == printed
