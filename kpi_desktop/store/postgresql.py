"""PostgreSQL for an office of several people: one database a workspace."""

from __future__ import annotations

import base64
import contextlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from kpi_desktop.domain.errors import StoreError
from kpi_desktop.store.database import Database

if TYPE_CHECKING:
    from kpi_desktop.usecases.ports import Clock


#: Advisory lock of the one writer: "KPI" in ASCII.
_WRITER_LOCK = 0x4B5049
_LOCK_NOT_AVAILABLE = "55P03"
_HOLDER = """
SELECT a.application_name, to_char(a.xact_start, 'HH24:MI')
FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE l.locktype = 'advisory' AND l.granted AND l.objid = :key AND a.datname = current_database()
"""


class PostgresqlDatabase(Database):
    """One PostgreSQL database. ``wait`` is how long, in seconds, a writer waits for another one."""

    def __init__(self, url: URL, clock: Clock, wait: float) -> None:
        if importlib.util.find_spec("psycopg") is None:
            raise StoreError(
                "PostgreSQLを使うための部品（psycopg）がありません。",
                "「pip install 'kpi-desktop[postgresql]'」で入れてください。",
            )
        self._wait = wait
        self._shown = url.render_as_string(hide_password=True)
        self.engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={
                "application_name": _as_application(clock.operator()),
                "connect_timeout": 10,
                "client_encoding": "utf8",
                "options": f"-c synchronous_commit=on -c lock_timeout={int(wait * 1000)}",
            },
        )
        event.listen(self.engine, "connect", self._require_unicode)

    def _require_unicode(self, connection: Any, _: Any) -> None:
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise StoreError(
                f"データベース（{self._shown}）の文字コードが{encoding}なので、使えない漢字があります。",
                "文字コードUTF8のデータベースを作ってもらい、そのURLを指定してください。",
            )

    def _as_a_reader(self) -> Connection:
        return self.engine.connect().execution_options(isolation_level="REPEATABLE READ")

    @contextlib.contextmanager
    def _as_the_writer(self) -> Iterator[Connection]:
        # READ COMMITTED: what is read after the wait has to be as the writer before left it
        with self.engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER_LOCK})
            yield connection

    def _writer(self) -> str:
        with contextlib.suppress(DBAPIError), self.engine.connect() as connection:
            row = connection.execute(text(_HOLDER), {"key": _WRITER_LOCK}).first()
            if row is not None:
                return f"{_operator_of(row[0])}さん（{row[1]}から）"
        return "別の処理"

    def trouble(self, error: DBAPIError) -> StoreError:
        """PostgreSQL's SQLSTATE → words."""
        state = getattr(error.orig, "sqlstate", None) or ""
        if state == _LOCK_NOT_AVAILABLE:
            return StoreError(
                f"{self._writer()}が記録に書き込んでいるため、{self._wait:g}秒待っても書き込めませんでした。",
                "その処理が終わってから、もう一度行ってください。",
            )
        if not state or state[:2] in ("08", "28", "3D", "57"):
            return StoreError(
                f"記録のデータベース（{self._shown}）につながりません（{str(error.orig).strip()}）。",
                "サーバーが動いていること、URL、利用者名、パスワードを確かめてください。",
            )
        if state[:2] == "53":
            return StoreError(
                "データベースの容量が足りず、記録できませんでした。記録は元のままです。",
                "データベースの管理者に知らせてください。",
            )
        if state in ("42501", "25006"):
            return StoreError(
                f"記録のデータベース（{self._shown}）に書き込む権限がありません。",
                "データベースの管理者に知らせてください。",
            )
        return StoreError(
            f"記録のデータベースを読み書きできませんでした（{str(error.orig).strip()}）。",
            "ログを添えて問い合わせてください。",
        )

    def triggers(self, connection: Connection) -> set[str]:
        """Triggers of this schema's tables that fire."""
        return set(
            connection.scalars(
                text(
                    "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                    "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') "
                    "AND c.relnamespace = current_schema()::regnamespace"
                )
            )
        )

    def back_up(self, folder: Path, name: str) -> Path | None:
        """None: the database has its own backup (pg_dump)."""
        return None


def _as_application(operator: str) -> str:
    """The operator in the 63 ASCII characters that PostgreSQL allows for an application's name."""
    return "kpi-desktop:" + base64.urlsafe_b64encode(operator.encode()[:36]).decode()


def _operator_of(application: str) -> str:
    with contextlib.suppress(ValueError):
        encoded = application.removeprefix("kpi-desktop:")
        return base64.urlsafe_b64decode(encoded).decode(errors="ignore") or "別の人"
    return "別の人"
