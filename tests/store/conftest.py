"""Every test that asks for ``place`` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from kpi_desktop.store.opening import FILE_NAME, open_store
from kpi_desktop.store.sql_store import SqlStore
from kpi_desktop.system.files import LocalFiles
from tests.fixed_clock import FixedClock
from tests.store.cluster import Cluster, find_server

_NUMBERS = count(1)


class Place(ABC):
    """Where a store lies, with what a test needs to look behind its back."""

    url = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FixedClock()

    def open(self, wait: float = 10.0, operator: str = "企画 花子") -> SqlStore:
        """Open the store, as one more program would."""
        return open_store(self.folder, FixedClock(operator), LocalFiles(), self.url, wait)

    @abstractmethod
    def execute(self, *statements: str) -> None:
        """SQL behind the program's back, as it stands."""

    @abstractmethod
    def without_triggers(self, *statements: str) -> None:
        """SQL of somebody who switches the triggers off, changes rows, and switches them on again."""


class SqlitePlace(Place):
    """A file in a temporary folder."""

    def execute(self, *statements: str) -> None:
        with contextlib.closing(sqlite3.connect(self.folder / FILE_NAME)) as connection:
            with connection:
                for statement in statements:
                    connection.execute(statement)

    def without_triggers(self, *statements: str) -> None:
        with contextlib.closing(sqlite3.connect(self.folder / FILE_NAME)) as connection:
            triggers = connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
        self.execute(
            *(f"DROP TRIGGER {name}" for name, _ in triggers),
            *statements,
            *(sql for _, sql in triggers),
        )


class PostgresqlPlace(Place):
    """A database of its own in the tests' server."""

    def __init__(self, folder: Path, cluster: Cluster) -> None:
        super().__init__(folder)
        name = f"store{os.getpid()}_{next(_NUMBERS)}"
        self.url = cluster.url("postgres")
        self.execute(f"CREATE DATABASE {name}")
        self.url = cluster.url(name)

    def execute(self, *statements: str) -> None:
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def without_triggers(self, *statements: str) -> None:
        self.execute("SET session_replication_role = replica", *statements)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server. Where CI is set it has to be there."""
    programs = find_server()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed")
    running = Cluster(programs)
    yield running
    running.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty place for a store."""
    if request.param == "sqlite":
        return SqlitePlace(tmp_path)
    return PostgresqlPlace(tmp_path, request.getfixturevalue("cluster"))


@pytest.fixture
def sqlite_place(tmp_path: Path) -> SqlitePlace:
    """An empty place for an SQLite store."""
    return SqlitePlace(tmp_path)


@pytest.fixture
def store(place: Place) -> Iterator[SqlStore]:
    """A new, empty store."""
    opened = place.open()
    yield opened
    opened.close()
