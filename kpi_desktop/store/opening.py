"""Opening the store of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from kpi_desktop.domain.errors import StoreError
from kpi_desktop.store.database import Database
from kpi_desktop.store.head import Head
from kpi_desktop.store.postgresql import PostgresqlDatabase
from kpi_desktop.store.sql_store import SqlStore
from kpi_desktop.store.sqlite import SqliteDatabase
from kpi_desktop.store.upgrade import bring_up_to_date

if TYPE_CHECKING:
    from kpi_desktop.usecases.ports import Clock, Files


#: Name of the SQLite file in a workspace's hidden folder.
FILE_NAME = "store.sqlite3"
_WAIT = 10.0


def open_store(
    folder: Path, clock: Clock, files: Files, url: str = "", wait: float = _WAIT
) -> SqlStore:
    """Open the record of the workspace whose hidden folder is *folder* (``.kpi``), made when missing.

    *url* names a PostgreSQL database (``postgresql://user@server/database``), one for each workspace;
    without it the record is ``store.sqlite3`` in *folder*. *wait* is how long a writer waits for another
    one, in seconds. StoreError when it cannot be opened, is not ours, or is newer than the program.
    """
    database = _postgresql(url, clock, wait) if url else _sqlite(folder, clock, wait)
    head = Head(folder / "head.json", files)
    stamp = clock.now().strftime("%Y%m%d-%H%M%S")
    try:
        bring_up_to_date(database, head, folder / "backup", stamp)
    except BaseException:
        database.close()
        raise
    return SqlStore(database, clock, head)


def _sqlite(folder: Path, clock: Clock, wait: float) -> Database:
    return SqliteDatabase(folder / FILE_NAME, clock, wait)


def _postgresql(url: str, clock: Clock, wait: float) -> Database:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        parsed = None
    if parsed is None or parsed.get_backend_name() != "postgresql":
        raise StoreError(
            "記録の置き場所のURLが正しくありません。",
            "「postgresql://利用者@サーバー/データベース」の形で指定してください。",
        )
    return PostgresqlDatabase(parsed, clock, wait)
