"""The head outside the database goes on with the chain that it knows, and with no other."""

from __future__ import annotations

import json

from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.store.sql_store import SqlStore
from tests.store.conftest import Place


def kept(place: Place) -> tuple[int, str]:
    """What the head says."""
    said = json.loads((place.folder / "head.json").read_text())
    return said["seq"], said["hash"]


def log(store: SqlStore, times: int, what: AuditAction = AuditAction.VALIDATE) -> None:
    for _ in range(times):
        with store.transaction():
            store.log(what, {})


def opened_again(place: Place, times: int) -> tuple[str, ...]:
    """What a check says after the log has grown by so many entries."""
    store = place.open()
    log(store, times, AuditAction.CONSOLIDATE)
    found = store.check_audit().problems
    store.close()
    return found


def test_the_head_goes_on_with_its_chain(place: Place) -> None:
    store = place.open()
    log(store, 3)
    newest = store.audit()[-1]
    store.close()
    assert kept(place) == (newest.seq, newest.hash) == (3, newest.hash)


def test_after_the_newest_entries_were_cut_off_the_head_stays_where_it_was(place: Place) -> None:
    store = place.open()
    log(store, 3)
    store.close()
    before = kept(place)
    place.without_triggers("DELETE FROM audit WHERE seq = 3")
    (problem,) = opened_again(place, 4)
    assert "ログの3番が、控え（head.json）と違います" in problem
    assert kept(place) == before


def test_a_head_that_the_chain_contradicts_is_not_set_right_by_going_on(place: Place) -> None:
    store = place.open()
    log(store, 3)
    store.close()
    (place.folder / "head.json").write_text(json.dumps({"seq": 2, "hash": "ab" * 32}))
    (problem,) = opened_again(place, 4)
    assert "ログの2番が、控え（head.json）と違います" in problem
    assert kept(place) == (2, "ab" * 32)


def test_a_head_that_never_was_the_start_of_a_chain_is_not_gone_on_from(place: Place) -> None:
    store = place.open()
    log(store, 1)
    store.close()
    (place.folder / "head.json").write_text(json.dumps({"seq": 0, "hash": "ab" * 32}))
    opened_again(place, 1)
    assert kept(place) == (0, "ab" * 32)
