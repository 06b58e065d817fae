"""Opening: new, known, older, newer, foreign, damaged, forbidden."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from kpi_desktop import __version__
from kpi_desktop.domain.errors import StoreError
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.store import migrations, tables, upgrade
from kpi_desktop.store.opening import FILE_NAME, open_store
from kpi_desktop.store.sql_store import SqlStore
from kpi_desktop.system.files import LocalFiles
from tests.fixed_clock import FixedClock
from tests.privileges import UNPRIVILEGED
from tests.store.cluster import Cluster
from tests.store.conftest import Place, PostgresqlPlace, SqlitePlace
from tests.store.samples import a_submission, some_cells


def test_the_migrations_make_just_the_tables_that_the_program_knows(place: Place) -> None:
    place.open().close()
    url = place.url.replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(url or f"sqlite:///{place.folder / FILE_NAME}")
    with engine.connect() as connection:
        assert not compare_metadata(MigrationContext.configure(connection), tables.metadata)
    engine.dispose()


def test_the_newest_migration_is_the_programs_revision() -> None:
    assert ScriptDirectory(str(Path(migrations.__path__[0]))).get_heads() == [tables.REVISION]


def test_opening_twice_at_once_makes_one_store(place: Place) -> None:
    stores: list[SqlStore] = []
    threads = [threading.Thread(target=lambda: stores.append(place.open())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stores) == 4
    with stores[0].transaction():
        stores[0].log(AuditAction.COLLECT, {})
    assert len(stores[3].audit()) == 1
    for store in stores:
        store.close()


def test_a_store_newer_than_the_program_is_refused_with_both_versions(place: Place) -> None:
    place.open().close()
    place.execute("UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(StoreError, match=f"0099.*{__version__}.*{tables.REVISION}") as told:
        place.open()
    assert "更新" in told.value.remedy


def test_a_foreign_database_is_refused_and_left_alone(place: Place) -> None:
    place.execute("CREATE TABLE accounts (id INTEGER)")
    with pytest.raises(StoreError, match="別の表"):
        place.open()
    place.execute("INSERT INTO accounts VALUES (1)", "DROP TABLE accounts")
    place.open().close()


def test_a_store_of_the_first_version_keeps_what_it_holds(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as first:
        first.setattr(upgrade, "REVISION", "0001")
        place.open().close()
    at = "INSERT INTO finding VALUES (1, 'K101', 'missing', 'error', '農林水産部', '1', '実績', "
    place.execute(at + "'1', 'F8', 1, 'R5', '未記入です。', '記入してください。', '', '', '')")
    store = place.open()
    assert [one.ruling for one in store.findings()] == [""] and store.rulings() == []
    assert not store.check_audit().problems
    store.close()


@pytest.fixture
def older(sqlite_place: SqlitePlace, monkeypatch: pytest.MonkeyPatch) -> SqlitePlace:
    """A store with one submission, and a program that has one more migration."""
    store = sqlite_place.open()
    with store.transaction():
        store.record_submission(a_submission(), some_cells())
    store.close()
    monkeypatch.setattr(upgrade, "REVISION", "0099")
    return sqlite_place


def test_a_copy_is_kept_before_migrating(
    older: SqlitePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        upgrade,
        "_migrate",
        lambda connection: connection.exec_driver_sql("DELETE FROM state"),
    )
    older.open().close()
    (copy,) = (older.folder / "backup").iterdir()
    assert copy.name == f"store_{tables.REVISION}_20240507-093000.sqlite3"
    monkeypatch.undo()
    copy.rename(older.folder / FILE_NAME)
    store = older.open()
    assert store.submissions() and not store.check_audit().problems
    store.close()


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    older: SqlitePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(connection: object) -> None:
        connection.exec_driver_sql("DROP TABLE state")  # type: ignore[attr-defined]
        raise ZeroDivisionError

    monkeypatch.setattr(upgrade, "_migrate", fails)
    with pytest.raises(ZeroDivisionError):
        older.open()
    monkeypatch.undo()
    store = older.open()
    assert store.submissions() and store.states() == {} and not store.check_audit().problems
    store.close()


def test_without_a_copy_there_is_no_migration(
    older: SqlitePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrated: list[object] = []
    monkeypatch.setattr(upgrade, "_migrate", migrated.append)
    (older.folder / "backup").write_bytes(b"in the way")
    with pytest.raises(StoreError, match="バックアップ.*変えていません"):
        older.open()
    assert not migrated


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04" + b"x" * 5000, b"SQLite format 3\0" + b"x" * 5000]
)
def test_something_else_in_place_of_the_store_is_refused(
    sqlite_place: SqlitePlace, content: bytes
) -> None:
    (sqlite_place.folder / FILE_NAME).write_bytes(content)
    with pytest.raises(StoreError, match="壊れているか"):
        sqlite_place.open()
    assert (sqlite_place.folder / FILE_NAME).read_bytes() == content


def test_a_damaged_store_is_named_and_never_read_as_empty(sqlite_place: SqlitePlace) -> None:
    store = sqlite_place.open()
    with store.transaction():
        for version in range(1, 30):
            store.record_submission(a_submission(version), some_cells())
    store.close()
    file = sqlite_place.folder / FILE_NAME
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(StoreError, match="壊れている"):
        sqlite_place.open().submissions()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="ありません"):
        SqlitePlace(tmp_path / "no" / ".kpi").open()


FORBIDDEN = """
import os, sys
from pathlib import Path
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.domain.errors import StoreError
from kpi_desktop.store.opening import open_store
from kpi_desktop.system.files import LocalFiles
from tests.fixed_clock import FixedClock
try:
    store = open_store(Path(sys.argv[1]), FixedClock(), LocalFiles())
    with store.transaction():
        store.log(AuditAction.COLLECT, {})
except StoreError as error:
    print(error.what)
"""


@pytest.mark.parametrize("made_before", [False, True])
def test_a_folder_without_permission_is_told_in_words(tmp_path: Path, made_before: bool) -> None:
    place = SqlitePlace(tmp_path / ".kpi")
    place.folder.mkdir()
    if made_before:
        place.open().close()
    for folder in (place.folder, *tmp_path.parents[:2], tmp_path):
        folder.chmod(0o755)
    for file in place.folder.iterdir():
        file.chmod(0o444)
    place.folder.chmod(0o555)
    command = [*UNPRIVILEGED, sys.executable, "-c", FORBIDDEN, str(place.folder)]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=UTF8)
    place.folder.chmod(0o755)
    assert "書き込めません" in told.stdout


UTF8 = {**os.environ, "PYTHONUTF8": "1"}


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql", "sqlite:///x"])
def test_a_url_that_is_not_postgresql_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(StoreError, match="URL"):
        open_store(tmp_path, FixedClock(), LocalFiles(), url)


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    url = f"postgresql://kpi:secret@/kpi?host={tmp_path}"
    with pytest.raises(StoreError, match="つながりません") as told:
        open_store(tmp_path, FixedClock(), LocalFiles(), url)
    assert "secret" not in str(told.value)


def test_a_database_that_cannot_hold_every_kanji_is_refused(
    tmp_path: Path, cluster: Cluster
) -> None:
    place = PostgresqlPlace(tmp_path, cluster)
    place.execute("CREATE DATABASE old_kanji ENCODING 'EUC_JP' TEMPLATE template0")
    place.url = cluster.url("old_kanji")
    with pytest.raises(StoreError, match="EUC_JP.*UTF8"):
        place.open()


def test_somebody_who_may_only_read_the_database_is_told(tmp_path: Path, cluster: Cluster) -> None:
    place = PostgresqlPlace(tmp_path, cluster)
    place.open().close()
    place.execute(
        "CREATE ROLE auditor LOGIN", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO auditor"
    )
    store = open_store(
        tmp_path, FixedClock(), LocalFiles(), place.url.replace("//kpi@", "//auditor@")
    )
    assert store.check_audit().problems == ()
    with pytest.raises(StoreError, match="書き込む権限がありません"), store.transaction():
        store.log(AuditAction.COLLECT, {})
    store.close()


def test_the_file_is_one_file_at_rest(sqlite_place: SqlitePlace) -> None:
    store = sqlite_place.open()
    with store.transaction():
        store.log(AuditAction.COLLECT, {})
    store.close()
    assert {path.name for path in sqlite_place.folder.iterdir()} == {
        FILE_NAME,
        "head.json",
        "writer.json",
    }
    with sqlite3.connect(sqlite_place.folder / FILE_NAME) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()
