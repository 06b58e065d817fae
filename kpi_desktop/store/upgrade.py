"""Bringing a database to the form that this version of the program knows."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, select, text

from kpi_desktop import __version__
from kpi_desktop.domain.errors import StoreError
from kpi_desktop.store.audit import GENESIS
from kpi_desktop.store.database import Database
from kpi_desktop.store.head import Head
from kpi_desktop.store.tables import REVISION

_MIGRATIONS = Path(__file__).with_name("migrations")


def bring_up_to_date(database: Database, head: Head, backups: Path, stamp: str) -> None:
    """Make or migrate the tables; a copy goes to *backups* first. StoreError when it is too new.

    Two programs that open a new store at once do not disturb each other: the second finds it made.
    """
    with database.reading() as connection:
        if _revision(connection) == REVISION:
            return
    with database.writing() as connection:
        found = _revision(connection)
        if found == REVISION:
            return
        if found is None:
            head.start(0, GENESIS)
        else:
            database.back_up(backups, f"store_{found}_{stamp}")
        _migrate(connection)


def _revision(connection: Connection) -> str | None:
    """The store's revision, None when it is empty. StoreError when it is not ours or too new."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    found = None
    if "alembic_version" in tables:
        found = connection.scalar(select(text("version_num")).select_from(text("alembic_version")))
    if found is None:
        raise StoreError(
            "このデータベースはKPI評価の記録ではありません（別の表が入っています）。",
            "記録の置き場所を確かめてください。",
        )
    if found > REVISION:
        raise StoreError(
            f"この記録は新しい版のプログラムで作られています（記録の形式{found}、"
            f"このプログラム（{__version__}）が扱えるのは{REVISION}まで）。",
            "プログラムを新しい版に更新してください。記録は変えていません。",
        )
    return str(found)


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    command.upgrade(config, REVISION)
