"""SQLite with settings for figures that must not be lost.

A rollback journal, not WAL: at rest the record is one file that may be copied, no memory is shared between
processes, and readers wait only while a commit is written. ``synchronous=EXTRA`` also makes the journal's
removal durable, so that what was acknowledged survives a power cut.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from kpi_desktop.domain.errors import StoreError
from kpi_desktop.store.database import Database
from kpi_desktop.store.location import refuse_remote

if TYPE_CHECKING:
    from kpi_desktop.usecases.ports import Clock


_CACHE_KIB = 64 * 1024
_WRITER = "kpi_writer"


class SqliteDatabase(Database):
    """One SQLite file. ``wait`` is how long, in seconds, a writer waits for another one."""

    def __init__(self, path: Path, clock: Clock, wait: float) -> None:
        self.path = path.resolve()
        self._clock = clock
        self._wait = wait
        self._note = self.path.with_name("writer.json")
        refuse_remote(self.path)
        if not self.path.parent.is_dir():
            raise StoreError(
                f"フォルダ「{self.path.parent}」がありません。", "事業フォルダを確かめてください。"
            )
        self.engine = create_engine(f"sqlite:///{self.path}", connect_args={"timeout": wait})
        event.listen(self.engine, "connect", self._set_up)
        event.listen(self.engine, "begin", _begin)

    def _set_up(self, connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None
        for setting in (
            f"busy_timeout = {int(self._wait * 1000)}",
            "journal_mode = DELETE",
            "synchronous = EXTRA",
            "foreign_keys = ON",
            "trusted_schema = OFF",
            f"cache_size = -{_CACHE_KIB}",
        ):
            connection.execute(f"PRAGMA {setting}")

    def _as_a_reader(self) -> Connection:
        return self.engine.connect()

    @contextlib.contextmanager
    def _as_the_writer(self) -> Iterator[Connection]:
        with self.engine.connect().execution_options(**{_WRITER: True}) as connection:
            with connection.begin():
                self._leave_note()
                yield connection

    def _leave_note(self) -> None:
        """Say who writes, for whoever waits in vain; true only while the file is locked."""
        note = {
            "operator": self._clock.operator(),
            "machine": socket.gethostname(),
            "process": os.getpid(),
            "since": self._clock.now().isoformat(),
        }
        with contextlib.suppress(OSError):
            self._note.write_text(json.dumps(note, ensure_ascii=False), "utf-8")

    def _writer(self) -> str:
        try:
            note = json.loads(self._note.read_text("utf-8"))
            who = f"{note['operator']}さん（{note['machine']}、{note['since'][11:16]}から）"
        except (OSError, ValueError, KeyError, TypeError):
            who = "別の処理"
        return who

    def trouble(self, error: DBAPIError) -> StoreError:
        """SQLite's error code → words."""
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return StoreError(
                f"{self._writer()}が記録に書き込んでいるため、{self._wait:g}秒待っても書き込めませんでした。",
                "その処理が終わってから、もう一度行ってください。",
            )
        if code == sqlite3.SQLITE_FULL:
            return StoreError(
                "ディスクがいっぱいで記録できませんでした。記録は元のままです。",
                "空きを作ってから、もう一度行ってください。",
            )
        if code == sqlite3.SQLITE_IOERR:
            return StoreError(
                f"記録「{self.path}」のあるディスクを読み書きできませんでした。記録は元のままです。",
                "ディスクの空きと、つながっていることを確かめて、もう一度行ってください。",
            )
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
            return StoreError(
                f"記録「{self.path}」に書き込めません。",
                "フォルダとファイルの書き込み権限を確かめてください。",
            )
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return StoreError(
                f"記録「{self.path}」が壊れているか、記録のファイルではありません。",
                "バックアップから戻してください。提出されたファイルは証跡として残っています。",
            )
        return StoreError(
            f"記録「{self.path}」を読み書きできませんでした（{error.orig}）。",
            "ログを添えて問い合わせてください。",
        )

    def triggers(self, connection: Connection) -> set[str]:
        """Every trigger of the file."""
        return set(
            connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        )

    def back_up(self, folder: Path, name: str) -> Path | None:
        """A copy by SQLite's backup interface, checked and synced. Safe while others read and write."""
        target = folder / f"{name}.sqlite3"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with (
                contextlib.closing(sqlite3.connect(self.path)) as source,
                contextlib.closing(sqlite3.connect(target)) as copy,
            ):
                source.backup(copy)
                sound = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            with target.open("rb+") as file:
                os.fsync(file.fileno())
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"記録のバックアップを「{folder}」に作れませんでした（{error}）。記録は変えていません。",
                "ディスクの空きと書き込み権限を確かめてください。",
            ) from error
        if not sound:
            raise StoreError(
                f"記録「{self.path}」が壊れています。記録は変えていません。",
                "以前のバックアップから戻してください。",
            )
        return target


def _begin(connection: Connection) -> None:
    writer = connection.get_execution_options().get(_WRITER)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")
