"""Whatever somebody changes behind the program's back is found; an untouched store is not accused."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable

import pytest

from kpi_desktop.domain.errors import StoreError
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.store.audit import entry_hash
from kpi_desktop.store.opening import FILE_NAME
from kpi_desktop.store.sql_store import SqlStore
from tests.store.conftest import Place, SqlitePlace
from tests.store.samples import (
    a_finding,
    a_ruling,
    a_submission,
    an_issue,
    some_cells,
    some_remarks,
)


@pytest.fixture
def kept(place: Place) -> Place:
    """A store with a short history, closed."""
    store = place.open()
    fill(store)
    store.close()
    return place


def fill(store: SqlStore) -> None:
    with store.transaction():
        store.record_issue(an_issue())
        store.log(AuditAction.GENERATE, {"forms": 1})
    for version in range(1, 6):
        with store.transaction():
            store.record_submission(a_submission(version), some_cells(f"{version}"), some_remarks())
            store.set_state("1", State.SUBMITTED)
            store.log(AuditAction.COLLECT, {"file": "農林水産部.xlsx", "version": version})
    with store.transaction():
        store.set_state("1", State.ACCEPTED)
        store.record_ruling(a_ruling())
        store.replace_findings([a_finding()])
        store.log(AuditAction.ACCEPT, {"indicators": ["1"]})


def problems(place: Place) -> tuple[str, ...]:
    store = place.open()
    try:
        return store.check_audit().problems
    finally:
        store.close()


def test_an_untouched_store_has_no_problems(kept: Place) -> None:
    assert problems(kept) == ()


def test_the_head_is_that_of_the_newest_entry(kept: Place) -> None:
    store = kept.open()
    check, entries = store.check_audit(), store.audit()
    assert check.entries == len(entries) and check.head == entries[-1].hash
    store.close()


def test_the_hash_is_what_the_documentation_says(kept: Place) -> None:
    store = kept.open()
    previous = "0" * 64
    for one in store.audit():
        at = one.at.isoformat()
        made = entry_hash(previous, one.seq, at, one.operator, one.action, one.details)
        assert (one.previous, one.hash) == (previous, made)
        previous = made
    store.close()


TAMPERING = {
    "the text of a log entry": "UPDATE audit SET details = '{}' WHERE seq = 3",
    "spaces in a log entry": "UPDATE audit SET details = details || ' ' WHERE seq = 3",
    "the time of a log entry": "UPDATE audit SET at = '2024-05-08T09:30:00+09:00' WHERE seq = 3",
    "the person of a log entry": "UPDATE audit SET operator = '総務 太郎' WHERE seq = 3",
    "what was done in a log entry": "UPDATE audit SET action = 'reject' WHERE seq = 3",
    "a hash": "UPDATE audit SET hash = 'ff' WHERE seq = 3",
    "the last hash": "UPDATE audit SET hash = 'ff' WHERE seq = (SELECT max(seq) FROM audit)",
    "a log entry in the middle deleted": "DELETE FROM audit WHERE seq = 4",
    "the first log entry deleted": "DELETE FROM audit WHERE seq = 1",
    "the newest log entry cut off": "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
    "half of the log cut off": "DELETE FROM audit WHERE seq > 5",
    "the whole log deleted": "DELETE FROM audit",
    "a log entry invented": "INSERT INTO audit SELECT seq + 1, at, operator, action, details, hash, "
    "'ff' FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
    "a figure": "UPDATE cell SET raw = '9,999' WHERE submission_id = 2 AND position = 1",
    "a figure as shown": "UPDATE cell SET shown = '9,999' WHERE submission_id = 2 AND position = 1",
    "a cell deleted": "DELETE FROM cell WHERE submission_id = 2 AND position = 3",
    "a cell added": "INSERT INTO cell SELECT submission_id, 9, indicator, field, sheet, address, "
    "raw, kind, shown, formula, locked FROM cell WHERE submission_id = 2 AND position = 1",
    "the file of a submission": "UPDATE submission SET sha256 = 'ab' WHERE id = 2",
    "the date of a submission": "UPDATE submission SET received_at = '2024-04-01' WHERE id = 2",
    "a submission added": "INSERT INTO submission SELECT id + 9, form_id, issue_no, department, "
    "version + 9, indicators, file_name, sha256, received_at, operator FROM submission WHERE id = 2",
    "a doubt of the collection": "UPDATE remark SET text = 'よい' WHERE submission_id = 2",
    "a doubt taken away": "DELETE FROM remark WHERE submission_id = 2 AND position = 1",
    "a doubt moved": "UPDATE remark SET submission_id = 9 WHERE submission_id = 2",
    "a decision": "UPDATE ruling SET decision = '却下'",
    "the reason of a decision": "UPDATE ruling SET reason = '別の理由'",
    "a decision deleted": "DELETE FROM ruling",
    "a decision added": "INSERT INTO ruling SELECT id + 9, kind, subject, decision, reason, operator, "
    "at, details FROM ruling",
    "a form as sent": "UPDATE issue SET workbook = replace(workbook, '40.0', '41.0')",
    "a form as sent deleted": "DELETE FROM issue",
    "a state": "UPDATE state SET state = '確定'",
    "a state deleted": "DELETE FROM state",
    "a state added": "INSERT INTO state (indicator, state) VALUES ('2', '受理')",
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING.keys())
def test_a_change_behind_the_programs_back_is_found(kept: Place, statement: str) -> None:
    kept.without_triggers(statement)
    assert problems(kept)


def test_a_deleted_submission_is_found(kept: Place) -> None:
    kept.without_triggers(
        "DELETE FROM cell WHERE submission_id = 2",
        "DELETE FROM remark WHERE submission_id = 2",
        "DELETE FROM submission WHERE id = 2",
    )
    assert problems(kept) == (
        "提出「2」が記録から消えています。",
        "提出の注記「2」が記録から消えています。",
    )


def test_two_log_entries_in_exchanged_order_are_found(kept: Place) -> None:
    kept.without_triggers(
        "UPDATE audit SET seq = 1003 WHERE seq = 3",
        "UPDATE audit SET seq = 3 WHERE seq = 4",
        "UPDATE audit SET seq = 4 WHERE seq = 1003",
    )
    assert problems(kept)


def test_a_log_rebuilt_with_right_hashes_is_found_by_its_head(kept: Place) -> None:
    rebuild(kept, lambda details: details.replace("農林水産部", "健康福祉部"))
    (problem,) = problems(kept)
    assert "控え" in problem


def rebuild(place: Place, change: Callable[[str], str]) -> None:
    """Do what somebody with this program's source could do."""
    store = place.open()
    entries = store.audit()
    store.close()
    previous, statements = "0" * 64, []
    for one in entries:
        text_now = change(json.dumps(one.details, ensure_ascii=False, sort_keys=True))
        text_now = text_now.replace(", ", ",").replace(": ", ":")
        details = json.loads(text_now)
        at = one.at.isoformat()
        made = entry_hash(previous, one.seq, at, one.operator, one.action, details)
        statements.append(
            f"UPDATE audit SET details = '{text_now}', previous = '{previous}', hash = '{made}' "
            f"WHERE seq = {one.seq}"
        )
        previous = made
    place.without_triggers(*statements)


def test_a_head_that_was_taken_away_is_found(kept: Place) -> None:
    (kept.folder / "head.json").unlink()
    assert problems(kept)


@pytest.mark.parametrize(
    "text_now", ["", "{}", '{"seq": 1, "hash": 3}', '{"seq": "1", "hash": ""}']
)
def test_a_senseless_head_is_found(kept: Place, text_now: str) -> None:
    (kept.folder / "head.json").write_text(text_now)
    assert problems(kept)


def test_a_cut_tail_stays_found_however_long_the_log_grows_afterwards(kept: Place) -> None:
    kept.without_triggers("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)")
    store = kept.open()
    for _ in range(5):
        with store.transaction():
            store.log(AuditAction.VALIDATE, {})
    store.close()
    assert problems(kept)


def test_a_lost_head_stays_found(kept: Place) -> None:
    (kept.folder / "head.json").unlink()
    store = kept.open()
    with store.transaction():
        store.log(AuditAction.VALIDATE, {})
    store.close()
    assert problems(kept)


def test_a_store_exchanged_for_yesterdays_is_found(sqlite_place: SqlitePlace) -> None:
    store = sqlite_place.open()
    fill(store)
    file = sqlite_place.folder / FILE_NAME
    shutil.copy(file, sqlite_place.folder / "yesterday")
    with store.transaction():
        store.log(AuditAction.VALIDATE, {})
    store.close()
    shutil.copy(sqlite_place.folder / "yesterday", file)
    assert problems(sqlite_place)


def test_a_store_exchanged_for_a_new_one_is_found(sqlite_place: SqlitePlace) -> None:
    store = sqlite_place.open()
    fill(store)
    store.close()
    (sqlite_place.folder / FILE_NAME).unlink()
    assert problems(sqlite_place)


def test_triggers_that_were_taken_away_are_missed(kept: Place) -> None:
    on = " ON audit" if kept.url else ""
    kept.execute(f"DROP TRIGGER audit_no_update{on}")
    assert "audit_no_update" in problems(kept)[0]


@pytest.mark.parametrize("table", ["audit", "cell", "issue", "submission"])
@pytest.mark.parametrize("verb", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
def test_records_can_be_added_but_not_changed(kept: Place, table: str, verb: str) -> None:
    column = {"cell": "raw", "audit": "details"}.get(table, "file_name")
    with pytest.raises(Exception, match=f"{table} is append-only"):
        kept.execute(verb.format(table, column))


def test_what_a_transaction_recorded_is_vouched_for_by_its_last_entry(store: SqlStore) -> None:
    with store.transaction():
        number = store.record_submission(a_submission(), some_cells())
        store.set_state("1", State.SUBMITTED)
        store.log(AuditAction.COLLECT, {})
    collect, record = store.audit()
    assert (collect.action, record.action) == ("collect", "record")
    assert record.details["states"] == {"1": "提出済"}
    assert list(record.details["submissions"]) == [str(number)]


def test_checking_changes_nothing(sqlite_place: SqlitePlace) -> None:
    store = sqlite_place.open()
    fill(store)
    store.close()
    sqlite_place.without_triggers("UPDATE state SET state = '確定'")
    before = (sqlite_place.folder / FILE_NAME).read_bytes()
    assert problems(sqlite_place) == problems(sqlite_place) != ()
    assert (sqlite_place.folder / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE state SET state = '完璧'",
        "UPDATE submission SET received_at = 'きのう'",
        "UPDATE submission SET indicators = '[1'",
        "UPDATE cell SET kind = 'secret'",
        "UPDATE issue SET workbook = '{}'",
        "UPDATE audit SET details = '{'",
    ],
)
def test_nonsense_in_the_store_is_told_in_words(kept: Place, statement: str) -> None:
    kept.without_triggers(statement)
    assert problems(kept)
    store = kept.open()
    with pytest.raises(StoreError, match="読めない内容.*verify"):
        assert store.states() and store.submissions() and store.cells(1)
        assert store.issued() and store.audit()
    store.close()


def test_no_flipped_bit_of_the_file_is_read_in_silence(sqlite_place: SqlitePlace) -> None:
    store = sqlite_place.open()
    fill(store)
    before = content_of(store)
    store.close()
    file = sqlite_place.folder / FILE_NAME
    whole = file.read_bytes()
    chance = random.Random(20240507)
    seen = 0
    for _ in range(60):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        file.write_bytes(flipped)
        try:
            store = sqlite_place.open(wait=0.1)
        except StoreError:
            seen += 1
            continue
        try:
            if store.check_audit().problems:
                seen += 1
            else:
                assert content_of(store) == before  # it fell on empty space
        except StoreError:
            seen += 1
        finally:
            store.close()
    assert seen >= 5


def content_of(store: SqlStore) -> list[object]:
    """Everything that the chain vouches for."""
    submissions = store.submissions()
    cells = [store.cells(one.id) for one in submissions]
    return [store.issued(), submissions, cells, store.states(), store.audit()]


def test_one_changed_cell_among_a_thousand_submissions_is_found(sqlite_place: SqlitePlace) -> None:
    store = sqlite_place.open()
    with store.transaction():
        for version in range(1, 1001):
            store.record_submission(a_submission(version), some_cells(f"{version}") * 20)
    assert store.check_audit().problems == ()
    store.close()
    sqlite_place.without_triggers(
        "UPDATE cell SET raw = '9' WHERE submission_id = 777 AND position = 1"
    )
    assert problems(sqlite_place) == ("提出「777」の内容が、記録した後に変えられています。",)
