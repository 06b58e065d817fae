"""What is recorded comes back, on both databases."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import pytest

from kpi_desktop.domain.errors import StoreError
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.store.sql_store import SqlStore
from tests.store.conftest import Place
from tests.store.samples import (
    a_finding,
    a_ruling,
    a_submission,
    an_issue,
    some_cells,
    some_remarks,
)


def test_a_new_store_is_empty(store: SqlStore) -> None:
    assert not store.issued() and not store.submissions() and not store.findings()
    assert not store.states() and not store.audit() and store.issue("f1", 1) is None


def test_a_form_as_sent_comes_back(store: SqlStore) -> None:
    with store.transaction():
        store.record_issue(an_issue())
    assert store.issue("f1", 1) == an_issue()


def test_the_latest_issue_of_every_form_is_listed(store: SqlStore) -> None:
    with store.transaction():
        for form_id, issue_no in (("f2", 1), ("f1", 1), ("f1", 2)):
            store.record_issue(an_issue(form_id, issue_no))
    assert store.issued() == [an_issue("f1", 2), an_issue("f2", 1)]
    assert store.issue("f1", 1) == an_issue("f1", 1)


def test_submissions_come_back_oldest_first(store: SqlStore) -> None:
    with store.transaction():
        first = store.record_submission(a_submission(1), some_cells())
        second = store.record_submission(a_submission(2), [])
    assert store.submissions() == [a_submission(1, number=first), a_submission(2, number=second)]


def test_submissions_of_one_form_or_of_one_file_are_found(store: SqlStore) -> None:
    with store.transaction():
        for version, form_id in ((1, "f1"), (1, "f2"), (2, "f1")):
            store.record_submission(a_submission(version, form_id), [])
    every = store.submissions()
    assert store.submissions_of(form_id="f1") == [every[0], every[2]]
    assert store.submissions_of(sha256=every[0].sha256) == every[:2]
    assert store.submissions_of(form_id="f3") == []


def test_cells_come_back_in_form_order(store: SqlStore) -> None:
    with store.transaction():
        one = store.record_submission(a_submission(1), some_cells("1,027"))
        two = store.record_submission(a_submission(2), some_cells("1,028")[::-1])
    assert store.cells(one) == some_cells("1,027")
    assert store.cells(two) == some_cells("1,028")[::-1]


@pytest.mark.parametrize("raw", ["", "0\0x", "\ud83d", "\\u0041", "\\", "¥\\n縣\U00020bb7", "\r\n"])
def test_any_text_at_all_comes_back(store: SqlStore, raw: str) -> None:
    odd = replace(a_submission(), file_name=f"{raw}.xlsx")
    with store.transaction():
        number = store.record_submission(odd, some_cells(raw))
    assert store.cells(number) == some_cells(raw)
    assert store.submissions()[0].file_name == f"{raw}.xlsx"
    assert not store.check_audit().problems


def test_a_version_is_given_only_once(store: SqlStore) -> None:
    with store.transaction():
        store.record_submission(a_submission(1), some_cells())
    with pytest.raises(StoreError), store.transaction():
        store.record_submission(a_submission(1), some_cells())
    assert len(store.submissions()) == 1


def test_a_state_replaces_the_earlier_one(store: SqlStore) -> None:
    with store.transaction():
        store.set_state("1", State.SUBMITTED)
        store.set_state("追加1", State.SUBMITTED)
    with store.transaction():
        store.set_state("1", State.ACCEPTED)
    assert store.states() == {"1": State.ACCEPTED, "追加1": State.SUBMITTED}


def test_findings_replace_the_earlier_ones(store: SqlStore) -> None:
    with store.transaction():
        store.replace_findings([a_finding("一"), a_finding("二")])
    assert store.findings() == [a_finding("一"), a_finding("二")]
    with store.transaction():
        store.replace_findings([])
    assert store.findings() == []


def test_what_was_ruled_on_a_finding_comes_back(store: SqlStore) -> None:
    waived = replace(a_finding(), ruling="免除：特例のため（部長）")
    with store.transaction():
        store.replace_findings([waived])
    assert store.findings() == [waived]


def test_remarks_of_a_submission_come_back_in_order(store: SqlStore) -> None:
    with store.transaction():
        one = store.record_submission(a_submission(1), some_cells(), some_remarks())
        two = store.record_submission(a_submission(2), some_cells())
    assert store.remarks(one) == some_remarks() and store.remarks(two) == []
    assert not store.check_audit().problems


def test_rulings_come_back_oldest_first(store: SqlStore) -> None:
    with store.transaction():
        first = store.record_ruling(a_ruling("却下"))
        second = store.record_ruling(a_ruling("承認"))
    assert store.rulings() == [a_ruling("却下", first), a_ruling("承認", second)]
    assert not store.check_audit().problems


def test_the_log_says_who_when_and_what(store: SqlStore, place: Place) -> None:
    with store.transaction():
        store.log(AuditAction.COLLECT, {"file": "農林水産部.xlsx", "n": 1})
    (entry,) = store.audit()
    assert (entry.seq, entry.at, entry.operator) == (1, place.clock.now(), "企画 花子")
    assert (entry.action, entry.details) == ("collect", {"file": "農林水産部.xlsx", "n": 1})


class _LaterAction(StrEnum):
    """An action that another version of the program knows."""

    ARCHIVE = "archive"


def test_an_action_of_another_version_is_read_as_it_stands(store: SqlStore) -> None:
    with store.transaction():
        store.log(_LaterAction.ARCHIVE, {})  # type: ignore[arg-type]  # this version has no such word
    assert [one.action for one in store.audit()] == ["archive"]
    assert not store.check_audit().problems


def test_a_store_opened_again_holds_everything(place: Place) -> None:
    first = place.open()
    with first.transaction():
        number = first.record_submission(a_submission(), some_cells())
        first.log(AuditAction.COLLECT, {})
    first.close()
    again = place.open()
    assert again.cells(number) == some_cells()
    assert again.audit() and not again.check_audit().problems
    again.close()
