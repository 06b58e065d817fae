"""Notes on cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from .completion import completes
from .errors import NoSuchObject
from .native import Native

if TYPE_CHECKING:
    from .ranges import Range


@completes(base_classes.Note)
class Note:
    """The note of one cell."""

    def __init__(self, cell: Range) -> None:
        self.cell = cell

    def _entry(self) -> dict[str, Any]:
        for entry in self.cell.sheet.call("notes.list"):
            if (entry["row"], entry["column"]) == (self.cell.row, self.cell.column):
                found: dict[str, Any] = entry
                return found
        raise NoSuchObject(f"{self.cell.address} has no note")

    @property
    def api(self) -> Native | None:
        return self.cell.api

    @property
    def text(self) -> str:
        return str(self._entry()["text"])

    @text.setter
    def text(self, value: str) -> None:
        self.cell.call("notes.write", text=value)

    @property
    def author(self) -> str:
        return str(self._entry()["author"])

    @property
    def location(self) -> Range:
        return self.cell

    def delete(self) -> None:
        self.cell.call("notes.delete")
