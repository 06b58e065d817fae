"""Defined names, of a workbook and of its sheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from .addresses import parse_reference
from .bridge.formula_text import quoted_sheet
from .completion import completes
from .errors import NoSuchObject
from .native import Native

if TYPE_CHECKING:
    from .books import Book
    from .ranges import Range


def split_scope(name: str, scope: str | None) -> tuple[str | None, str]:
    """``'Sheet 1'!name`` as (sheet, name); a bare name belongs to ``scope``."""
    if "!" not in name:
        return scope, name
    sheet, bare = name.rsplit("!", 1)
    return sheet.strip("'").replace("''", "'"), bare


@completes(base_classes.Names)
class Names:
    """All names of a workbook (``scope`` None), or those of one sheet."""

    def __init__(self, book: Book, scope: str | None) -> None:
        self._book = book
        self._scope = scope

    @property
    def api(self) -> Native:
        return self._book.api

    def _all(self) -> list[Name]:
        at = {**self._book.at, "sheet": self._scope}
        return [Name(self._book, entry) for entry in self._book.call("names.list", at=at)]

    def __iter__(self) -> Iterator[Name]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(name.name, name) for name in self._all()]

    def __call__(self, key: int | str) -> Name:
        names = self._all()
        if isinstance(key, int):
            return names[key - 1]
        scope, bare = split_scope(key, self._scope)
        for name in names:
            if (name.scope or "").lower() == (scope or "").lower():
                if name.bare.lower() == bare.lower():
                    return name
        raise NoSuchObject(f"there is no name {key!r}")

    def contains(self, key: int | str) -> bool:
        try:
            self(key)
        except (NoSuchObject, IndexError):
            return False
        return True

    def add(self, name: str, refers_to: str) -> Name:
        scope, bare = split_scope(name, self._scope)
        entry = self._book.call(
            "names.add", at=self._book.at, scope=scope, name=bare, refers_to=refers_to
        )
        return Name(self._book, entry)


@completes(base_classes.Name)
class Name:
    """One defined name, as it was when it was looked up."""

    def __init__(self, book: Book, entry: dict[str, Any]) -> None:
        self._book = book
        self._entry = entry

    @property
    def api(self) -> Native:
        return self._book.api

    @property
    def scope(self) -> str | None:
        scope: str | None = self._entry["scope"]
        return scope

    @property
    def bare(self) -> str:
        return str(self._entry["name"])

    @property
    def place(self) -> tuple[str, tuple[int, int, int, int]] | None:
        """Sheet and box, if the name stands for one plain range."""
        sheet, bare = split_scope(self.refers_to[1:], None)
        box = parse_reference(bare)
        return None if sheet is None or box is None else (sheet, box)

    @property
    def name(self) -> str:
        """With its sheet in front if it belongs to one, as Excel gives it."""
        return self.bare if self.scope is None else f"{quoted_sheet(self.scope)}!{self.bare}"

    @property
    def refers_to(self) -> str:
        return str(self._entry["refers_to"])

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self._entry = self._call("names.add", refers_to=value)

    @property
    def refers_to_range(self) -> Range:
        if self.place is not None:
            sheet, box = self.place
            return self._book.sheet(sheet).box(box)
        found = self._call("names.place")
        if found is None:
            raise NoSuchObject(f"the name {self.name!r} refers to no cells: {self.refers_to}")
        return self._book.sheet(found["sheet"]).box(found["box"])

    def delete(self) -> None:
        self._call("names.delete")

    def _call(self, op: str, **args: Any) -> Any:
        return self._book.call(op, at=self._book.at, scope=self.scope, name=self.bare, **args)
