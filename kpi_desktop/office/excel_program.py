"""Excel (Windows, macOS) as the product uses it: the little that xlwings leaves to the native object.

Every native call stands in ``_Windows`` or ``_Mac``, one line each, with the names that xlwings itself
uses (pywin32 properties and methods; the appscript terms in ``xlwings/mac_dict.py``).
"""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from kpi_desktop.domain.errors import OfficeError
from kpi_desktop.office.program import App, Book, Range, Sheet

#: msoAutomationSecurity: as the person has set it; never.
_BY_SETTING, _NEVER = 2, 3
#: Excel cuts longer texts in its status bar.
_STATUS = 255


@dataclass(frozen=True)
class View:
    """Sheet in front, selection, and the row and column at the upper left corner."""

    sheet: str
    selection: str
    row: int
    column: int


class Native(Protocol):
    """What pywin32 and appscript each say in their own words."""

    def code(self, app: App, runs: bool) -> None:
        """Whether code in files that are opened from now on may run."""

    def protect(self, sheet: Sheet, password: str) -> None:
        """Protect."""

    def unprotect(self, sheet: Sheet, password: str) -> None:
        """Unprotect."""

    def is_protected(self, sheet: Sheet) -> bool:
        """Whether the contents are protected."""

    def save_copy(self, book: Book, target: Path) -> None:
        """A copy."""

    def is_saved(self, book: Book) -> bool:
        """Workbook.Saved."""

    def set_saved(self, book: Book) -> None:
        """Workbook.Saved."""

    def corner(self, book: Book) -> tuple[int, int]:
        """ScrollRow and ScrollColumn of the first window."""

    def scroll(self, book: Book, row: int, column: int) -> None:
        """Set them."""

    def show_note(self, cell: Range) -> None:
        """Let the note of a cell stay open."""


class _Windows:
    """Over pywin32."""

    def code(self, app: App, runs: bool) -> None:
        app.api.AutomationSecurity = _BY_SETTING if runs else _NEVER

    def protect(self, sheet: Sheet, password: str) -> None:
        sheet.api.Protect(password)

    def unprotect(self, sheet: Sheet, password: str) -> None:
        sheet.api.Unprotect(password)

    def is_protected(self, sheet: Sheet) -> bool:
        return bool(sheet.api.ProtectContents)

    def save_copy(self, book: Book, target: Path) -> None:
        book.api.SaveCopyAs(str(target))

    def is_saved(self, book: Book) -> bool:
        return bool(book.api.Saved)

    def set_saved(self, book: Book) -> None:
        book.api.Saved = True

    def corner(self, book: Book) -> tuple[int, int]:
        window = book.api.Windows(1)
        return int(window.ScrollRow), int(window.ScrollColumn)

    def scroll(self, book: Book, row: int, column: int) -> None:
        window = book.api.Windows(1)
        window.ScrollRow, window.ScrollColumn = row, column

    def show_note(self, cell: Range) -> None:
        cell.api.Comment.Visible = True


class _Mac:
    """Over appscript, whose terms stand in xlwings' mac_dict."""

    def code(self, app: App, runs: bool) -> None:
        """Excel for Mac asks the person about macros; its dictionary gives no say to programs."""

    def protect(self, sheet: Sheet, password: str) -> None:
        sheet.api.protect_worksheet(password=password)

    def unprotect(self, sheet: Sheet, password: str) -> None:
        sheet.api.unprotect(password=password)

    def is_protected(self, sheet: Sheet) -> bool:
        return bool(sheet.api.protect_contents.get())

    def save_copy(self, book: Book, target: Path) -> None:
        if not self.is_saved(book):
            raise OfficeError(
                f"「{book.name}」に保存していない変更があるため、写しを作れません。",
                "保存してから、もう一度行ってください。",
            )
        shutil.copyfile(book.fullname, target)

    def is_saved(self, book: Book) -> bool:
        return bool(book.api.saved.get())

    def set_saved(self, book: Book) -> None:
        book.api.saved.set(True)

    def corner(self, book: Book) -> tuple[int, int]:
        window = book.api.windows[1]
        return int(window.scroll_row.get()), int(window.scroll_column.get())

    def scroll(self, book: Book, row: int, column: int) -> None:
        window = book.api.windows[1]
        window.scroll_row.set(row)
        window.scroll_column.set(column)

    def show_note(self, cell: Range) -> None:
        """Its dictionary has no way to a note that stays open; the status bar has the text."""


class ExcelProgram:
    """Fulfils ``Program`` over xlwings' own engine (its BSD-licensed parts)."""

    name = "Excel"

    def __init__(self) -> None:
        import xlwings

        self._engine = xlwings.engines["excel"]
        self._engine.activate()
        self._native: Native = _Mac() if sys.platform == "darwin" else _Windows()
        self._work: list[App] = []

    def people(self) -> Iterator[App]:
        """Every running Excel but those that work unseen."""
        own = {app.pid for app in self._work}
        for app in self._engine.apps:
            if app.pid not in own:
                yield app

    def for_person(self) -> App:
        """The Excel in front, or a new one."""
        for app in self.people():
            return app
        app = self._engine.apps.add(visible=True, add_book=False)
        app.visible = True
        return app

    def for_work(self) -> App:
        """A new one without a window that asks nothing."""
        app = self._engine.apps.add(visible=False, add_book=False)
        app.display_alerts = False
        self._work.append(app)
        return app

    def leave(self) -> None:
        """Quit what was started for work."""
        for app in self._work:
            with contextlib.suppress(Exception):  # it may have ended by itself
                app.quit()
        self._work.clear()

    def open(self, app: App, path: Path, trusted: bool) -> Book:
        """Open a file, its links not followed. Excel has no two workbooks of the same name open."""
        if path.name.lower() in (book.name.lower() for book in app.books):
            raise OfficeError(
                f"同じ名前のブック「{path.name}」が Excel で開いています。",
                "そのブックを閉じてから、もう一度行ってください。",
            )
        self._native.code(app, trusted)
        try:
            return app.books.open(path, update_links=False, ignore_read_only_recommended=True)
        finally:
            self._native.code(app, True)

    def entry(self, value: Any) -> Any:
        """An apostrophe keeps Excel from making numbers and dates of texts; it is not part of the value."""
        is_text = isinstance(value, str) and value != "" and not value.startswith("=")
        return f"'{value}" if is_text else value

    def protect(self, sheet: Sheet, password: str) -> None:
        """Protect."""
        self._native.protect(sheet, password)

    def unprotect(self, sheet: Sheet, password: str) -> None:
        """Unprotect."""
        self._native.unprotect(sheet, password)

    def is_protected(self, sheet: Sheet) -> bool:
        """Whether it is."""
        return self._native.is_protected(sheet)

    def save_copy(self, book: Book, target: Path) -> None:
        """A copy."""
        self._native.save_copy(book, target)

    def is_saved(self, book: Book) -> bool:
        """Whether nothing waits to be saved."""
        return self._native.is_saved(book)

    def set_saved(self, book: Book) -> None:
        """Let it count as saved."""
        self._native.set_saved(book)

    def view(self, book: Book) -> View:
        """Sheet, selection and scroll of the first window."""
        chosen = book.selection
        address = "" if chosen is None else chosen.address
        return View(book.sheets.active.name, address, *self._native.corner(book))

    def set_view(self, book: Book, view: Any) -> None:
        """Put them back."""
        if view.sheet in [sheet.name for sheet in book.sheets]:
            sheet = book.sheets[view.sheet]
            sheet.activate()
            if view.selection:
                sheet.range(view.selection).select()
            self._native.scroll(book, view.row, view.column)

    def message(self, cell: Range, text: str, more: str) -> None:
        """In the status bar; a note that the cell has already is opened as well."""
        whole = " ".join(part.replace("\n", " ") for part in (text, more) if part)
        cell.sheet.book.app.status_bar = whole[:_STATUS] if whole else False
        if whole:
            with contextlib.suppress(Exception):  # no note, or a protected sheet: the text is shown
                self._native.show_note(cell)
