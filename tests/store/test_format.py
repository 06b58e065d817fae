"""What a record of today looks like inside: a later program has to read it and to find it whole."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path

import pytest

from kpi_desktop.domain.errors import StoreError
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.store.audit import GENESIS, entry_hash
from kpi_desktop.store.opening import FILE_NAME, open_store
from kpi_desktop.system.files import LocalFiles
from tests.fixed_clock import FixedClock
from tests.store.conftest import SqlitePlace
from tests.store.samples import (
    a_finding,
    a_ruling,
    a_submission,
    an_issue,
    some_cells,
    some_remarks,
)

#: Table → its rows in a record of one of each thing.
KEPT = Path(__file__).parent / "record_of_each.json"


def test_the_rows_of_one_of_each_thing_and_the_digests_of_them_never_change(
    sqlite_place: SqlitePlace,
) -> None:
    store = sqlite_place.open()
    with store.transaction():
        store.record_issue(an_issue())
        number = store.record_submission(a_submission(), some_cells(), some_remarks())
        store.record_ruling(a_ruling())
        store.set_state("1", State.SUBMITTED)
        store.replace_findings([a_finding()])
        store.log(AuditAction.COLLECT, {"submission": number, "file": "農林水産部.xlsx"})
    store.close()
    assert rows_of(sqlite_place) == json.loads(KEPT.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("previous", "made"),
    [
        (GENESIS, "ba9ea52f18979605f57610aed7b479439ab456c1876d5cb258c42c4e450200a5"),
        ("a" * 64, "88c90193caa9f377a89fcab5e35243b496011c3ff13a5b66c5cc7a5bcd74830c"),
    ],
)
def test_the_hash_of_an_entry_never_changes(previous: str, made: str) -> None:
    details = {"い": [1, None], "あ": "一\n二"}
    at = "2024-05-07T09:30:00+09:00"
    assert entry_hash(previous, 3, at, "企画 花子", "collect", details) == made


@pytest.mark.parametrize(
    "url",
    ["://", "どこか", "mysql://a/b", "postgresql", "postgresql://a:b:c/d", "postgresql://h:x/d"],
)
def test_a_url_that_names_no_postgresql_is_refused_before_anything_is_made(
    tmp_path: Path, url: str
) -> None:
    with pytest.raises(StoreError, match="URLが正しくありません.*postgresql://利用者"):
        open_store(tmp_path, FixedClock(), LocalFiles(), url)
    assert not list(tmp_path.iterdir())


def rows_of(place: SqlitePlace) -> dict[str, list[list[object]]]:
    """Every table but alembic's own."""
    with contextlib.closing(sqlite3.connect(place.folder / FILE_NAME)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: [list(row) for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2')]
            for (name,) in sorted(names)
            if not name.startswith(("alembic", "sqlite"))
        }
