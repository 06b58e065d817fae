"""Corrections are decided once, replayed, and conflicts are seen."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal

import pytest

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.record.correction import (
    WITHDRAWN,
    Correction,
    Decision,
    LedgerEntry,
    Proposed,
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


@pytest.mark.parametrize(
    ("change", "code", "subject"),
    [
        ({}, "46-1-R4", "46-1-R4 → 11"),
        ({"field": "策定時"}, "46-1-策定時", "46-1-策定時 → 11"),
        ({"after": parse_reading("")}, "46-1-R4", "46-1-R4 → 空欄"),
    ],
)
def test_a_correction_is_named_by_its_value(
    change: dict[str, object], code: str, subject: str
) -> None:
    one = dataclasses.replace(REQUEST, **change)  # type: ignore[arg-type]  # any field
    assert (one.code, one.subject) == (code, subject)


@pytest.mark.parametrize(
    ("decision", "reason"), [(Decision.OPEN, "原票"), (Decision.APPROVED, " \n")]
)
def test_a_decision_is_one_of_two_and_has_a_reason(decision: Decision, reason: str) -> None:
    with pytest.raises(KpiError, match="理由が要ります。--reason"):
        REQUEST.decide(decision, reason, "企画", NOW)


def test_a_request_is_open_and_a_decision_is_kept_without_white_space() -> None:
    open_ones = (REQUEST.decision, REQUEST.decided_by, REQUEST.decided_at, REQUEST.decision_reason)
    assert open_ones == (Decision.OPEN, "", None, "")
    done = REQUEST.decide(Decision.APPROVED, " 原票 ", "企画", NOW)
    assert (done.decision_reason, done.decided_at) == ("原票", NOW)
    with pytest.raises(KpiError, match="No 46 R4の訂正は承認済みです。"):
        done.decide(Decision.REJECTED, "やはり", "企画", NOW)


@pytest.mark.parametrize(
    ("before", "after", "standing", "expected"),
    [
        ("10", "11", "10.0", Replay.APPLIES),
        ("10", "11", "11.0", Replay.DONE),
        ("10", "11", "", Replay.CONFLICT),
        ("10", "11", "集計中", Replay.CONFLICT),
        ("集計中", "11", "調査中", Replay.APPLIES),
        ("", "11", "", Replay.APPLIES),
        ("10", "", "", Replay.DONE),
        ("認定 なし", "認定", "認定なし", Replay.APPLIES),
        ("10", "10", "10", Replay.DONE),
    ],
)
def test_a_value_that_stands_is_the_old_the_new_or_a_third_one(
    before: str, after: str, standing: str, expected: Replay
) -> None:
    one = dataclasses.replace(REQUEST, before=parse_reading(before), after=parse_reading(after))
    assert replay(one, parse_reading(standing)) is expected


@pytest.mark.parametrize(
    "change", [{"indicator": "47"}, {"series": 2}, {"field": "策定時"}, {"year": FiscalYear(2021)}]
)
def test_a_request_about_another_value_is_added(change: dict[str, object]) -> None:
    other = dataclasses.replace(REQUEST, **change)  # type: ignore[arg-type]  # any field
    assert merge([REQUEST], [other, other]) == (REQUEST, other)


def test_what_a_ruling_keeps_of_a_request_never_changes() -> None:
    one = dataclasses.replace(REQUEST, before=parse_reading("2兆8,461", Unit("億円")))
    assert as_details(one, Unit("億円")) == {
        "indicator": "46",
        "series": 1,
        "field": "実績",
        "year": "R4",
        "before": "2兆8,461",
        "after": "11",
        "unit": "億円",
        "note": "※算出方法の変更",
        "department": "健康福祉部",
    }
    assert WITHDRAWN == "取消"


def test_a_ruling_gives_values_back_in_the_unit_of_the_series() -> None:
    one = dataclasses.replace(REQUEST, before=parse_reading("2兆8,461", Unit("億円")))
    details = as_details(one, Unit("億円"))
    (found,) = decided([dataclasses.replace(ruling(one, "却下", 1), details=details)])
    assert (found.before.value, found.decision) == (Decimal(28461), Decision.REJECTED)
    assert in_force([found]) == {}


def test_rulings_of_one_moment_stand_in_their_own_order() -> None:
    other = dataclasses.replace(REQUEST, indicator="47")
    found = [
        dataclasses.replace(ruling(one, "承認", 1), id=n) for n, one in ((2, REQUEST), (1, other))
    ]
    assert [one.indicator for one in decided(found)] == ["47", "46"]


@pytest.mark.parametrize(
    ("before", "after", "printed"),
    [
        ("999", "1036", "1,036"),
        ("1000", "1036", "1036"),
        ("-999", "-1036", "-1,036"),
        ("40.0", "41.25", "41.25"),
        ("40.00", "41.5", "41.50"),
        ("35", "認定", "認定"),
        ("35", "△5", "△5"),
        ("35", "2億5", "2億5"),
    ],
)
def test_decimals_and_grouping_of_the_value_before_are_kept(
    before: str, after: str, printed: str
) -> None:
    assert printed_like(parse_reading(before), parse_reading(after)) == printed


@pytest.mark.parametrize(
    ("footnote", "reason", "whole"),
    [
        ("", "※算出方法の変更", "※算出方法の変更"),
        ("", "＊ ※ 算出方法の変更 ", "※算出方法の変更"),
        ("前の注", "算出方法の変更", "前の注\n※算出方法の変更"),
        ("※算出方法の変更による", "算出方法の変更", "※算出方法の変更による"),
        ("注 算出方法の変更", " 算出方法の変更 ", "注 算出方法の変更"),
        ("", "変更※あり", "※変更※あり"),
    ],
)
def test_a_note_has_one_mark_and_stands_once(footnote: str, reason: str, whole: str) -> None:
    assert with_note(footnote, dataclasses.replace(REQUEST, reason=reason)) == whole


def test_where_a_request_was_made_comes_back_from_what_was_kept() -> None:
    kept = {"file": "a.xlsx", "sha256": "ab", "version": 2, "sheet": "1", "cell": "F8"}
    assert Proposed.kept({**kept, "note": "別"}) == Proposed("a.xlsx", "ab", 2, "1", "F8")
    assert Proposed.kept({"cell": "F8"}) == Proposed(cell="F8")


@pytest.mark.parametrize(
    ("decision", "conflict", "is_open", "state"),
    [
        ("未決", "", True, "未決"),
        ("未決", "違い", True, "未決"),
        ("承認", "", False, "承認"),
        ("承認", "違い", False, "食い違い"),
        ("却下", "違い", False, "却下"),
    ],
)
def test_only_an_approved_request_can_be_in_conflict(
    decision: str, conflict: str, is_open: bool, state: str
) -> None:
    one = dataclasses.replace(REQUEST, decision=Decision(decision))
    entry = LedgerEntry("c", one, "件数", "累計", Proposed(), REQUEST.before, conflict)
    assert (entry.is_open, entry.state) == (is_open, state)
    assert (entry.replaced, entry.history) == (False, ())
