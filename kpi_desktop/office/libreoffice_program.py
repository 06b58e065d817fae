"""LibreOffice as the product uses it: one that stands for the person, others for work unseen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kpi_desktop.office import libreoffice
from kpi_desktop.office.program import App, Book, Range, Sheet


class LibreOfficeProgram:
    """Fulfils ``Program`` over the engine in ``office/libreoffice``.

    *folder* is the profile of the LibreOffice in which a person sees things; it stays open
    when this process ends.
    """

    name = "LibreOffice"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._engine = libreoffice.register()
        self._person: App | None = None
        self._work: list[App] = []

    def people(self) -> Iterator[App]:
        """The one that stands for the person, if it runs."""
        app = self._standing(start=False)
        if app is not None:
            yield app

    def for_person(self) -> App:
        """The one that stands for the person."""
        return self._standing(start=True)

    def _standing(self, start: bool) -> App | None:
        import xlwings

        if self._person is not None and self._person.impl.session.alive:
            return self._person
        impl = self._engine.impl.apps.stand(self._folder, start)
        self._person = None if impl is None else xlwings.App(impl=impl)
        return self._person

    def for_work(self) -> App:
        """A new one without a window, with a profile of its own."""
        app = self._engine.apps.add(visible=False, add_book=False)
        self._work.append(app)
        return app

    def leave(self) -> None:
        """Quit what was started for work; let go of the person's."""
        for app in [*self._work, self._person]:
            if app is not None:
                app.impl.leave()
        self._work.clear()
        self._person = None

    def open(self, app: App, path: Path, trusted: bool) -> Book:
        """Open a file; code that is bound to buttons and to opening runs only if *trusted*."""
        import xlwings

        if not path.exists():
            raise FileNotFoundError(path)
        with app.properties(enable_events=trusted):  # past xlwings' rule of one book for a name
            book = xlwings.Book(impl=app.impl.books.open(str(path)))
        if trusted:
            self.set_saved(book)  # it is not, where LibreOffice calculated or drew a chart
        return book

    def entry(self, value: Any) -> Any:
        """The engine keeps texts as they are."""
        return value

    def protect(self, sheet: Sheet, password: str) -> None:
        """Protect."""
        sheet.impl.protect(password)

    def unprotect(self, sheet: Sheet, password: str) -> None:
        """Unprotect."""
        sheet.impl.unprotect(password)

    def is_protected(self, sheet: Sheet) -> bool:
        """Whether it is."""
        return bool(sheet.impl.protected)

    def save_copy(self, book: Book, target: Path) -> None:
        """In the format that the ending names."""
        book.impl.save_copy(str(target))

    def is_saved(self, book: Book) -> bool:
        """Whether nothing waits to be saved."""
        return not book.impl.modified

    def set_saved(self, book: Book) -> None:
        """Let it count as saved."""
        book.impl.modified = False

    def view(self, book: Book) -> Any:
        """LibreOffice's own description of the view."""
        return book.impl.view

    def set_view(self, book: Book, view: Any) -> None:
        """Give it back."""
        book.impl.view = view

    def message(self, cell: Range, text: str, more: str) -> None:
        """In a bar above the cells."""
        cell.sheet.book.impl.message(text, more)
