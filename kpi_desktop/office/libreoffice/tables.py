"""Tables (Excel's "Format as Table"), which LibreOffice holds as database ranges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from .completion import completes
from .errors import NoSuchObject
from .native import Native

if TYPE_CHECKING:
    from .ranges import Range
    from .sheets import Sheet


@completes(base_classes.Tables)
class Tables:
    """The tables of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.parent = sheet

    @property
    def api(self) -> Native:
        return self.parent.api

    def _all(self) -> list[Table]:
        return [Table(self.parent, entry) for entry in self.parent.call("tables.list")]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Table]:
        return iter(self._all())

    def __contains__(self, name: str) -> bool:
        return any(table.name.lower() == name.lower() for table in self._all())

    def __call__(self, key: int | str) -> Table:
        for number, table in enumerate(self._all(), 1):
            if number == key or isinstance(key, str) and table.name.lower() == key.lower():
                return table
        raise NoSuchObject(f"the sheet {self.parent.name!r} has no table {key!r}")


@completes(base_classes.Table)
class Table:
    """One table: where it is, and moving its end."""

    parent: Sheet

    def __init__(self, sheet: Sheet, entry: dict[str, Any]) -> None:
        self.parent = sheet
        self._entry = entry

    @property
    def api(self) -> Native:
        return self.parent.api

    @property
    def name(self) -> str:
        return str(self._entry["name"])

    @property
    def display_name(self) -> str:
        return self.name

    @property
    def range(self) -> Range:
        return self.parent.box(self._entry["box"])

    @property
    def show_headers(self) -> bool:
        return bool(self._entry["headers"])

    @property
    def header_row_range(self) -> Range | None:
        row, column, _, columns = self._entry["box"]
        return self.parent.box((row, column, 1, columns)) if self.show_headers else None

    @property
    def data_body_range(self) -> Range | None:
        row, column, rows, columns = self._entry["box"]
        skip = int(self.show_headers)
        return self.parent.box((row + skip, column, rows - skip, columns)) if rows > skip else None

    def resize(self, range: Any) -> None:
        """Let the table cover another range (its first cell must stay, as in Excel)."""
        self._entry = self.parent.call("tables.resize", name=self.name, box=range.impl.box)
