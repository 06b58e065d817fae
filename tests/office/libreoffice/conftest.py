"""One LibreOffice for all tests that do not harm it, and a fresh workbook for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw

from kpi_desktop.office import libreoffice


@pytest.fixture(scope="session")
def engine() -> Iterator[xw.main.Engine]:
    yield libreoffice.register()
    libreoffice.unregister()


@pytest.fixture(scope="session")
def shared_app(engine: xw.main.Engine) -> Iterator[xw.App]:
    with xw.App(visible=False, add_book=False) as app:
        yield app


@pytest.fixture
def app(shared_app: xw.App) -> Iterator[xw.App]:
    """The shared LibreOffice, in front, with nothing open afterwards."""
    shared_app.activate()
    yield shared_app
    for book in list(shared_app.books):
        book.close()


@pytest.fixture
def book(app: xw.App) -> xw.Book:
    return app.books.add()


@pytest.fixture
def sheet(book: xw.Book) -> xw.Sheet:
    return book.sheets[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a Japanese name and a blank in it."""
    made = tmp_path / "提出 令和５年度"
    made.mkdir()
    return made
