"""All or nothing, one writer at a time."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from kpi_desktop.domain.errors import StoreError, WorkspaceError
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.store.opening import open_store
from kpi_desktop.store.sql_store import SqlStore
from kpi_desktop.system.files import LocalFiles
from tests.fixed_clock import FixedClock
from tests.store.conftest import Place
from tests.store.samples import a_submission, some_cells


def test_an_exception_leaves_nothing_behind(store: SqlStore) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.record_submission(a_submission(), some_cells())
        store.set_state("1", State.SUBMITTED)
        store.log(AuditAction.COLLECT, {})
        raise ZeroDivisionError
    assert not store.submissions() and not store.states() and not store.audit()
    assert not store.check_audit().problems


def test_a_transaction_after_a_failed_one_works(store: SqlStore) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction():
        raise ZeroDivisionError
    with store.transaction():
        store.set_state("1", State.SUBMITTED)
    assert store.states() == {"1": State.SUBMITTED}


def test_reads_inside_a_transaction_see_what_it_wrote(store: SqlStore) -> None:
    with store.transaction():
        store.set_state("1", State.SUBMITTED)
        assert store.states() == {"1": State.SUBMITTED}


def test_others_do_not_see_what_is_not_committed(store: SqlStore, place: Place) -> None:
    other = place.open()
    with store.transaction():
        store.set_state("1", State.SUBMITTED)
        assert not other.states()
    assert other.states() == {"1": State.SUBMITTED}
    other.close()


def test_a_write_outside_a_transaction_is_our_bug(store: SqlStore) -> None:
    with pytest.raises(RuntimeError):
        store.log(AuditAction.COLLECT, {})


def test_transactions_do_not_nest(store: SqlStore) -> None:
    with pytest.raises(RuntimeError), store.transaction(), store.transaction():
        pass
    with store.transaction():
        store.set_state("1", State.SUBMITTED)


def test_whoever_waits_in_vain_is_told_who_writes(place: Place) -> None:
    hanako = place.open(operator="企画 花子")
    taro = place.open(wait=0.2, operator="総務 太郎")
    with hanako.transaction():
        hanako.set_state("1", State.SUBMITTED)
        with pytest.raises(StoreError, match="企画 花子さん.*書き込めませんでした") as told:
            with taro.transaction():
                raise AssertionError
        assert told.value.remedy
    with taro.transaction():
        taro.set_state("1", State.ACCEPTED)
    assert hanako.states() == {"1": State.ACCEPTED}
    for one in (hanako, taro):
        one.close()


def test_two_programs_that_write_at_once_take_turns(place: Place) -> None:
    stores = [place.open(wait=30.0) for _ in range(2)]

    def count_up(store: SqlStore) -> None:
        for _ in range(20):
            with store.transaction():
                version = len(store.submissions()) + 1
                store.record_submission(a_submission(version), some_cells())

    threads = [threading.Thread(target=count_up, args=(one,)) for one in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.version for one in stores[0].submissions()] == list(range(1, 41))
    assert not stores[1].check_audit().problems
    for one in stores:
        one.close()


def test_one_store_serves_several_threads(store: SqlStore) -> None:
    seen: list[int] = []
    with store.transaction():
        store.set_state("1", State.SUBMITTED)
        reader = threading.Thread(target=lambda: seen.append(len(store.states())))
        reader.start()
        reader.join()
    assert seen == [0]


def test_a_check_while_somebody_writes_accuses_nobody(store: SqlStore, place: Place) -> None:
    busy = threading.Event()

    def write_on() -> None:
        other = place.open(wait=30.0)
        version = 0
        while not busy.is_set():
            version += 1
            with other.transaction():
                other.record_submission(a_submission(version), some_cells())
                other.set_state("1", list(State)[version % 4])
                other.log(AuditAction.COLLECT, {})
        other.close()

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        while len(store.audit()) < 10:
            pass
        found = [store.check_audit().problems for _ in range(20)]
    finally:
        busy.set()
        writer.join()
    assert set(found) == {()}


class ShyFiles(LocalFiles):
    """Files that cannot be written for a while."""

    refuses = False

    def write(self, path: Path, data: bytes) -> bool:
        if self.refuses:
            raise WorkspaceError("ディスクがいっぱいです。")
        return super().write(path, data)


def test_what_is_recorded_counts_even_if_its_head_cannot_be_kept_at_once(tmp_path: Path) -> None:
    files = ShyFiles()
    store = open_store(tmp_path, FixedClock(), files)
    files.refuses = True
    with store.transaction():
        store.log(AuditAction.COLLECT, {})
    assert json.loads((tmp_path / "head.json").read_text())["seq"] == 0
    files.refuses = False
    with store.transaction():
        store.log(AuditAction.VALIDATE, {})
    assert json.loads((tmp_path / "head.json").read_text())["seq"] == 2
    assert store.check_audit().problems == ()
    store.close()
