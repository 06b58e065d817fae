"""What the store asks of a database: connections to read, one writer at a time, trouble in words."""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from kpi_desktop.domain.errors import StoreError


class Database(ABC):
    """One database. ``trouble`` is the only thing that looks into a driver's errors."""

    engine: Engine

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one consistent state, whatever others commit meanwhile."""
        with self._in_words(), self._as_a_reader() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """The writer's connection: all or nothing. StoreError when somebody else writes too long."""
        with self._in_words(), self._as_the_writer() as connection:
            yield connection

    @contextlib.contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self.trouble(error) from error
        except SQLAlchemyError as error:
            raise StoreError(
                "記録を扱えませんでした。", "ログを添えて問い合わせてください。"
            ) from error

    @abstractmethod
    def _as_a_reader(self) -> contextlib.AbstractContextManager[Connection]:
        """A connection whose queries all see the state at the first of them."""

    @abstractmethod
    def _as_the_writer(self) -> contextlib.AbstractContextManager[Connection]:
        """Wait for the writer's place, begin; commit at the end, roll back on any exception."""

    @abstractmethod
    def trouble(self, error: DBAPIError) -> StoreError:
        """What the driver complains of, in words and with a remedy."""

    @abstractmethod
    def triggers(self, connection: Connection) -> set[str]:
        """Names of the triggers that stand and are switched on."""

    @abstractmethod
    def back_up(self, folder: Path, name: str) -> Path | None:
        """Keep a checked copy in *folder*; None where the office's own backup has to do."""

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()
