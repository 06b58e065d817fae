"""What Excel and LibreOffice each do in a way of their own; everything else is plain xlwings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

#: What a cell holds, as a spreadsheet program gives it and takes it.
CellValue = str | float | bool | datetime.datetime | None

#: xlwings carries no types; these names say what is meant.
App = Any
Book = Any
Sheet = Any
Range = Any


class Program(Protocol):
    """A spreadsheet program behind xlwings. Methods raise what it raises; see ``troubles.py``."""

    name: str

    def people(self) -> Iterator[App]:
        """The running instances in which a person works."""

    def for_person(self) -> App:
        """The instance in which to show something; started if there is none."""

    def for_work(self) -> App:
        """A new instance that nobody sees, to be quit."""

    def leave(self) -> None:
        """End what was started for work; what a person sees stays."""

    def open(self, app: App, path: Path, trusted: bool) -> Book:
        """Open a file. The code in it can run only if *trusted*."""

    def entry(self, value: Any) -> Any:
        """A value as it must be given so that texts stay texts."""

    def protect(self, sheet: Sheet, password: str) -> None:
        """Protect a sheet."""

    def unprotect(self, sheet: Sheet, password: str) -> None:
        """Unprotect a sheet."""

    def is_protected(self, sheet: Sheet) -> bool:
        """Whether a sheet is protected."""

    def save_copy(self, book: Book, target: Path) -> None:
        """Write a copy beside the open workbook."""

    def is_saved(self, book: Book) -> bool:
        """Whether nothing in it waits to be saved."""

    def set_saved(self, book: Book) -> None:
        """Let it count as saved."""

    def view(self, book: Book) -> Any:
        """Sheet in front, selection and scroll, for ``set_view``."""

    def set_view(self, book: Book, view: Any) -> None:
        """Put sheet, selection and scroll back."""

    def message(self, cell: Range, text: str, more: str) -> None:
        """Show a text beside the workbook of *cell*; an empty one takes the last one away."""
