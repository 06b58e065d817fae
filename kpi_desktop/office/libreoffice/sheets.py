"""Sheets, and what belongs to a sheet as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from .addresses import parse_reference, reference
from .charts import Charts
from .completion import completes
from .errors import NoSuchObject, NotSupported
from .names import Names
from .native import Native
from .notes import Note
from .ranges import Range
from .tables import Tables

if TYPE_CHECKING:
    from .books import Book


@completes(base_classes.Sheets)
class Sheets:
    """The sheets of one workbook, hidden ones included."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def api(self) -> Native:
        return self.book.api

    def _names(self) -> list[str]:
        names: list[str] = self.book.call("sheets.list", at=self.book.at)
        return names

    def __len__(self) -> int:
        return len(self._names())

    def __iter__(self) -> Iterator[Sheet]:
        for name in self._names():
            yield self.book.sheet(name)

    def __contains__(self, name: str) -> bool:
        return name.lower() in (known.lower() for known in self._names())

    def __call__(self, key: int | str) -> Sheet:
        names = self._names()
        if isinstance(key, int):
            if not 1 <= key <= len(names):
                raise NoSuchObject(f"the workbook has {len(names)} sheets, not {key}")
            return self.book.sheet(names[key - 1])
        for name in names:
            if name.lower() == key.lower():
                return self.book.sheet(name)
        raise NoSuchObject(f"the workbook has no sheet named {key!r}")

    @property
    def active(self) -> Sheet:
        return self.book.sheet(self.book.call("sheets.active", at=self.book.at))

    def add(
        self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None
    ) -> Sheet:
        position = None
        if before is not None:
            position = before.index - 1
        elif after is not None:
            position = after.index
        made = self.book.call("sheets.add", at=self.book.at, name=name, position=position)
        return self.book.sheet(made)


@completes(base_classes.Sheet, "pivot_tables")
class Sheet:
    """One sheet of a workbook, known by its name."""

    book: Book

    def __init__(self, book: Book, name: str) -> None:
        self.book = book
        self._name = name

    @property
    def at(self) -> dict[str, Any]:
        return {**self.book.at, "sheet": self._name}

    def call(self, op: str, **args: Any) -> Any:
        return self.book.call(op, at=self.at, **args)

    @property
    def api(self) -> Native:
        return Native(self.book.app.session, self.at)

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self.call("sheets.rename", name=value)
        self.book.sheet_renamed(self._name, value)
        self._name = value

    @property
    def index(self) -> int:
        names: list[str] = self.book.call("sheets.list", at=self.book.at)
        if self._name not in names:
            raise NoSuchObject(f"the workbook has no sheet named {self._name!r}")
        return names.index(self._name) + 1

    @property
    def names(self) -> Names:
        return Names(self.book, self._name)

    @property
    def visible(self) -> bool:
        return bool(self.call("sheets.get_visible"))

    @visible.setter
    def visible(self, value: bool) -> None:
        self.call("sheets.set_visible", visible=bool(value))

    @property
    def protected(self) -> bool:
        """Not in xlwings' interface: ``sheet.impl.protected``."""
        return bool(self.call("sheets.protection"))

    def protect(self, password: str = "") -> None:
        """Not in xlwings' interface: ``sheet.impl.protect()``."""
        self.call("sheets.protect", password=password)

    def unprotect(self, password: str = "") -> None:
        """Not in xlwings' interface: ``sheet.impl.unprotect()``."""
        self.call("sheets.unprotect", password=password)

    def activate(self) -> None:
        self.call("sheets.activate")

    select = activate

    def delete(self) -> None:
        self.call("sheets.delete")

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        beside = before if before is not None else after
        assert beside is not None  # xlwings sees to it
        position = beside.index - (1 if beside is before else 0)
        self.call("sheets.copy", to=beside.book.at, position=position)

    def move(self, before: Sheet | None, after: Sheet | None) -> None:
        beside = before if before is not None else after
        assert beside is not None  # xlwings sees to it
        self.call("sheets.move", position=beside.index - (1 if beside is before else 0))

    # -- cells ----------------------------------------------------------------

    def box(self, box: Sequence[int]) -> Range:
        return Range(self, *box)

    @property
    def cells(self) -> Range:
        rows, columns = self.call("sheets.size")
        return Range(self, 1, 1, rows, columns)

    @property
    def used_range(self) -> Range:
        return self.box(self.call("sheets.used"))

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """By address, name, (row, column), (row, column, rows, columns) or Range; or two of
        them as opposite corners."""
        if arg2 is None:
            return arg1 if isinstance(arg1, Range) else self._box(arg1)
        first, last = self._box(arg1), self._box(arg2)
        row, column = min(first.row, last.row), min(first.column, last.column)
        bottom = max(first.row + first.shape[0], last.row + last.shape[0])
        right = max(first.column + first.shape[1], last.column + last.shape[1])
        return Range(first.sheet, row, column, bottom - row, right - column)

    def _box(self, arg: Any) -> Range:
        if isinstance(arg, Range):
            return arg
        if isinstance(arg, tuple):
            if 0 in arg[:2]:
                raise IndexError("rows and columns are counted from 1")
            return Range(self, *arg)
        return self._named(str(arg).strip())

    def _named(self, text: str) -> Range:
        if "!" in text:
            sheet, text = text.rsplit("!", 1)
            return self.book.sheets(sheet.strip("'").replace("''", "'"))._named(text)
        if "," in text:
            raise NotSupported(f"{text}: a range of several areas is not supported")
        box = parse_reference(text)
        if box is not None:
            return self.box(box)
        place = self.call("names.find", name=text)
        if place is None:
            raise NoSuchObject(f"{text!r} is neither an address nor the name of cells")
        return self.book.sheet(place["sheet"]).box(place["box"])

    def clear(self) -> None:
        self.used_range.clear()

    def clear_contents(self) -> None:
        self.used_range.clear_contents()

    def clear_formats(self) -> None:
        self.used_range.clear_formats()

    def autofit(self, axis: str | None = None) -> None:
        self.used_range.autofit(axis)

    # -- what stands on it ------------------------------------------------------

    @property
    def notes(self) -> list[Note]:
        return [Note(self.box((n["row"], n["column"], 1, 1))) for n in self.call("notes.list")]

    @property
    def charts(self) -> Charts:
        return Charts(self)

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def page_setup(self) -> PageSetup:
        return PageSetup(self)

    @property
    def freeze_panes(self) -> FreezePanes:
        return FreezePanes(self)


@completes(base_classes.PageSetup)
class PageSetup:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def api(self) -> Native:
        return self.sheet.api

    @property
    def print_area(self) -> str | None:
        boxes = self.sheet.call("sheets.print_area")
        return ",".join(reference(box) for box in boxes) or None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        parts = value.split(",") if value else []
        ranges = [self.sheet.range(part) for part in parts]
        boxes = [[r.row, r.column, *r.shape] for r in ranges]
        self.sheet.call("sheets.set_print_area", boxes=boxes)


@completes(base_classes.FreezePanes)
class FreezePanes:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def freeze_at(self, frozen_range: str) -> None:
        """Freeze the rows and columns of a range that begins at A1 (or above or left of it)."""
        frozen = self.sheet.range(frozen_range)
        whole_rows, whole_columns = self.sheet.call("sheets.size")
        rows = 0 if frozen.shape[0] == whole_rows else frozen.row + frozen.shape[0] - 1
        columns = 0 if frozen.shape[1] == whole_columns else frozen.column + frozen.shape[1] - 1
        self.sheet.call("sheets.freeze", rows=rows, columns=columns)

    def unfreeze(self) -> None:
        self.sheet.call("sheets.freeze", rows=0, columns=0)
