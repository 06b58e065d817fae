"""A program that records submissions one after the other until somebody ends it."""

from __future__ import annotations

import hashlib
import os
import resource
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from kpi_desktop.domain.errors import StoreError
from kpi_desktop.domain.forms.submission import RecordedCell, State
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.store.opening import open_store
from kpi_desktop.store.sql_store import SqlStore
from kpi_desktop.system.evidence import EvidenceFolder
from kpi_desktop.system.files import LocalFiles
from tests.fixed_clock import FixedClock
from tests.store.samples import a_submission, some_cells


def file_of(version: int) -> bytes:
    """The file that came as *version*."""
    return b"form %d" % version * 500


def cells_of(version: int) -> Sequence[RecordedCell]:
    """What stands in it."""
    return some_cells(f"{version:,}") * 10


def record_one(store: SqlStore, evidence: EvidenceFolder) -> int:
    """Take in the next file; gives its version."""
    with store.transaction():
        version = len(store.submissions()) + 1
        sha256 = evidence.put(file_of(version))
        store.record_submission(replace(a_submission(version), sha256=sha256), cells_of(version))
        store.set_state("1", State.SUBMITTED if version % 2 else State.NEEDS_FIX)
        store.log(AuditAction.COLLECT, {"version": version})
    return version


def record_for_ever(folder: Path, url: str, acknowledge: Connection) -> None:
    """Record until killed; every version that is safe is told."""
    clock = FixedClock(f"企画 {os.getpid()}")  # no two programs write the same history
    store = open_store(folder, clock, LocalFiles(), url, wait=30.0)
    evidence = EvidenceFolder(folder / "evidence")
    while True:
        acknowledge.send(record_one(store, evidence))


def record_until_full(folder: Path, limit: int | None, tell: Connection) -> None:
    """Record until the disk is full; tells each version, at the end what the person is told.

    *limit*: no file may grow beyond this many bytes (a disk that is full for the store alone).
    """
    store = open_store(folder, FixedClock(), LocalFiles())
    evidence = EvidenceFolder(folder / "evidence")
    if limit is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        while True:
            tell.send(record_one(store, evidence))
    except StoreError as error:
        tell.send(error.what)


def check_whole(folder: Path, url: str, told: Sequence[int]) -> int:
    """Assert that nothing told is lost and nothing is half; gives the number of submissions."""
    store = open_store(folder, FixedClock(), LocalFiles(), url, wait=30.0)
    evidence = EvidenceFolder(folder / "evidence")
    found = store.submissions()
    versions = [one.version for one in found]
    assert versions == list(range(1, len(found) + 1))
    assert set(told) <= set(versions)
    logged = [one.details["version"] for one in store.audit() if one.action == "collect"]
    assert logged == versions
    for one in found[-30:]:
        assert store.cells(one.id) == list(cells_of(one.version))
        assert one.sha256 == hashlib.sha256(evidence.get(one.sha256)).hexdigest()
    assert store.check_audit().problems == ()
    assert evidence.check() == []
    store.close()
    return len(found)
