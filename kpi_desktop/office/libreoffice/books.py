"""Workbooks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from .completion import completes, refusal
from .errors import NoSuchObject
from .names import Names
from .native import Native
from .sheets import Sheet, Sheets

if TYPE_CHECKING:
    from .apps import App


@completes(base_classes.Books)
class Books:
    """The workbooks open in one App."""

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def api(self) -> Native:
        return self.app.api

    def _list(self) -> list[dict[str, str]]:
        known: list[dict[str, str]] = self.app.session.call("books.list")
        return known

    def __len__(self) -> int:
        return len(self._list())

    def __iter__(self) -> Iterator[Book]:
        for entry in self._list():
            yield self.app.book(entry["book"])

    def __contains__(self, key: int | str) -> bool:
        try:
            self(key)
        except NoSuchObject:
            return False
        return True

    def __call__(self, key: int | str) -> Book:
        for number, entry in enumerate(self._list(), 1):
            if number == key:
                return self.app.book(entry["book"])
            if isinstance(key, str) and key.lower() in (
                entry["name"].lower(),
                entry["path"].lower(),
            ):
                return self.app.book(entry["book"])
        raise NoSuchObject(f"no workbook {key!r} is open")

    @property
    def active(self) -> Book:
        entry = self.app.session.call("books.active")
        if entry is None:
            raise NoSuchObject("no workbook is open")
        return self.app.book(entry["book"])

    def add(self) -> Book:
        taken = {entry["name"] for entry in self._list()}
        number = 1
        while f"Book{number}" in taken:
            number += 1
        return self.app.book(self.app.session.call("books.add", name=f"Book{number}")["book"])

    def open(
        self,
        fullname: str,
        update_links: bool | None = None,
        read_only: bool | None = None,
        format: Any = None,
        password: str | None = None,
        write_res_password: str | None = None,
        ignore_read_only_recommended: bool | None = None,
        origin: Any = None,
        delimiter: Any = None,
        editable: Any = None,
        notify: bool | None = None,
        converter: Any = None,
        add_to_mru: bool | None = None,
        local: bool | None = None,
        corrupt_load: Any = None,
    ) -> Book:
        for name, value in (
            ("format", format),
            ("write_res_password", write_res_password),
            ("origin", origin),
            ("delimiter", delimiter),
            ("editable", editable),
            ("converter", converter),
            ("corrupt_load", corrupt_load),
        ):
            if value is not None:
                raise refusal("Books.open", name)
        entry = self.app.session.call(
            "books.open",
            path=os.path.realpath(fullname),
            password=password,
            read_only=bool(read_only),
            update_links=bool(update_links),
            events=bool(self.app.enable_events),
        )
        return self.app.book(entry["book"])


@completes(base_classes.Book)
class Book:
    """One open workbook, known by an identity that survives renaming and saving."""

    app: App

    def __init__(self, app: App, uid: str) -> None:
        self.app = app
        self.at: dict[str, Any] = {"book": uid}
        self._sheets: dict[str, Sheet] = {}

    def call(self, op: str, **args: Any) -> Any:
        return self.app.session.call(op, **args)

    def _entry(self) -> dict[str, str]:
        for entry in self.call("books.list"):
            if entry["book"] == self.at["book"]:
                found: dict[str, str] = entry
                return found
        raise NoSuchObject("the workbook is no longer open")

    @property
    def api(self) -> Native:
        return Native(self.app.session, self.at)

    @property
    def name(self) -> str:
        return self._entry()["name"]

    @property
    def fullname(self) -> str:
        return self._entry()["path"]

    def sheet(self, name: str) -> Sheet:
        """The one object for a sheet, so that a renamed sheet is renamed for all holders."""
        return self._sheets.setdefault(name, Sheet(self, name))

    def sheet_renamed(self, old: str, new: str) -> None:
        self._sheets[new] = self._sheets.pop(old)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self, None)

    def activate(self) -> None:
        self.call("books.activate", at=self.at)

    def close(self) -> None:
        self.call("books.close", at=self.at)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """A new workbook without a path goes into the current folder, as with Excel."""
        if path is None and not os.path.isabs(self.fullname):
            path = self.name + ".xlsx"
        self.call(
            "books.save",
            at=self.at,
            path=None if path is None else os.path.realpath(path),
            password=password,
        )

    # -- beyond xlwings' interface: ``book.impl`` ------------------------------------

    def save_copy(self, path: str) -> None:
        """A copy in another place; the workbook stays the file it was."""
        self.call("books.copy", at=self.at, path=os.path.realpath(path))

    @property
    def modified(self) -> bool:
        """Whether something in it is not saved."""
        return bool(self.call("books.modified", at=self.at))

    @modified.setter
    def modified(self, value: bool) -> None:
        self.call("books.set_modified", at=self.at, modified=bool(value))

    @property
    def view(self) -> dict[str, Any]:
        """Sheet in front, selection, scroll and zoom, to be set again later."""
        found: dict[str, Any] = self.call("books.view", at=self.at)
        return found

    @view.setter
    def view(self, value: dict[str, Any]) -> None:
        self.call("books.set_view", at=self.at, view=value)

    def message(self, text: str, more: str = "") -> bool:
        """A bar above the cells with a message, instead of the last one (True if there was one).

        An empty text takes it away.
        """
        return bool(self.call("books.message", at=self.at, text=text, more=more))

    def to_pdf(self, path: str, quality: str = "standard") -> None:
        self.call("books.pdf", at=self.at, path=os.path.realpath(path), small=quality == "minimum")
