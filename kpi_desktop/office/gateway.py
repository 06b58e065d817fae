"""The gateway: what the product does in Excel and in LibreOffice, through the same calls."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kpi_desktop.domain.errors import OfficeError
from kpi_desktop.domain.forms.spot import AS_LEFT, Spot
from kpi_desktop.office.program import Book, CellValue, Program, Range, Sheet
from kpi_desktop.office.troubles import office_errors


class LiveOffice:
    """Fulfils ``Office``: workbooks in a running program, found again by their file."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.name = program.name

    def version(self) -> str:
        """Asks the person's instance if one runs, else one that is started for it."""
        with office_errors(self.name, "版の確認"):
            app = next(self._program.people(), None) or self._program.for_work()
            return str(app.version)

    def books(self) -> Sequence[Path]:
        """Files open before a person."""
        with office_errors(self.name, "ブックの一覧"):
            return [path for path, _ in self._open_books()]

    def find(self, path: Path) -> LiveBook | None:
        """The person's workbook."""
        with office_errors(self.name, "探すこと", path):
            book = self._found(path)
            return None if book is None else LiveBook(self._program, book, path)

    @contextlib.contextmanager
    def open(self, path: Path) -> Iterator[LiveBook]:
        """The person's workbook, or the file opened in an instance that nobody sees."""
        with office_errors(self.name, "開くこと", path):
            found = self._found(path)
            app = None if found is not None else self._program.for_work()
            book = found if app is None else self._program.open(app, path, trusted=False)
        live = LiveBook(self._program, book, path, opened=app is not None)
        try:
            yield live
        finally:
            with contextlib.suppress(OfficeError):  # it has stopped: then it is closed
                live.close()

    def show(self, path: Path, spot: Spot = AS_LEFT, message: str = "", remedy: str = "") -> None:
        """Before a person, in the program's own window."""
        with office_errors(self.name, "開くこと", path):
            book = self._found(path)
            if book is None:
                book = self._program.open(self._program.for_person(), path, trusted=True)
        LiveBook(self._program, book, path).show(spot, message, remedy)

    def close(self) -> None:
        """End what was started for work."""
        with office_errors(self.name, "終了"):
            self._program.leave()

    def _open_books(self) -> Iterator[tuple[Path, Book]]:
        for app in self._program.people():
            for book in app.books:
                path = Path(book.fullname)
                if path.is_absolute():
                    yield path, book

    def _found(self, path: Path) -> Book | None:
        wanted = path.resolve()
        for known, book in self._open_books():
            if known.resolve() == wanted:
                return book
        return None


class LiveBook:
    """Fulfils ``OpenBook``."""

    def __init__(self, program: Program, book: Book, path: Path, opened: bool = False) -> None:
        self._program = program
        self._book = book
        self._opened = opened
        self.path = path

    def _errors(self, what: str) -> contextlib.AbstractContextManager[None]:
        return office_errors(self._program.name, what, self.path)

    def _sheet(self, name: str) -> Sheet:
        if not name:
            return self._book.sheets.active
        for sheet in self._book.sheets:
            if sheet.name == name:
                return sheet
        raise OfficeError(
            f"「{self.path.name}」にシート「{name}」がありません。",
            "ファイルが作り直されていないか確かめてください。",
        )

    def _range(self, spot: Spot) -> Range:
        return self._sheet(spot.sheet).range(spot.cell or "A1")

    def show(self, spot: Spot, message: str = "", remedy: str = "") -> None:
        """Select, bring into view and to the front."""
        with self._errors("表示"):
            sheet = self._sheet(spot.sheet)
            self._book.activate(steal_focus=True)
            if spot.sheet:
                sheet.activate()
            if spot.cell:
                sheet.range(spot.cell).select()
            self._program.message(self._range(spot), message, remedy)

    def read(self, spot: Spot) -> Sequence[Sequence[CellValue]]:
        """Always rows of cells, also for one cell."""
        with self._errors("読み取り"):
            rows: list[list[CellValue]] = self._range(spot).options(ndim=2).value
            return rows

    def write(self, spot: Spot, rows: Sequence[Sequence[CellValue]]) -> None:
        """From the first cell of *spot* on."""
        with self._errors("書き込み"):
            entries = [[self._program.entry(value) for value in row] for row in rows]
            self._range(spot)[0, 0].value = entries

    def recalculate(self) -> None:
        """Every open workbook, as the program does it."""
        with self._errors("再計算"):
            self._book.app.calculate()

    def reload(self, write: Callable[[], bool]) -> bool:
        """Closed meanwhile, since Excel, and LibreOffice on Windows, let nobody write what they hold."""
        with self._errors("更新"):
            app = self._book.app
            with app.properties(screen_updating=False):
                view = self._program.view(self._book)
                self._book.close()
                try:
                    return write()
                finally:
                    self._book = self._program.open(app, self.path, trusted=True)
                    self._program.set_view(self._book, view)

    def is_saved(self) -> bool:
        """Whether it is."""
        with self._errors("確認"):
            return self._program.is_saved(self._book)

    def run_macro(self, name: str, *arguments: CellValue) -> Any:
        """By name, or ``Module.Name``."""
        with self._errors(f"マクロ {name} の実行"):
            return self._book.macro(name)(*arguments)

    def protect(self, sheet: str, password: str = "") -> None:
        """With the program's usual permissions."""
        with self._errors("シートの保護"):
            self._program.protect(self._sheet(sheet), password)

    def unprotect(self, sheet: str, password: str = "") -> None:
        """Nothing happens to a sheet that is not protected."""
        with self._errors("保護の解除"):
            self._program.unprotect(self._sheet(sheet), password)

    def is_protected(self, sheet: str) -> bool:
        """Whether it is."""
        with self._errors("保護の確認"):
            return self._program.is_protected(self._sheet(sheet))

    def export_pdf(self, target: Path, sheets: Sequence[str] = ()) -> None:
        """Sheets that are not wanted are hidden while it prints."""
        with self._errors("PDF の作成"):
            for name in sheets:
                self._sheet(name)
            saved = self._program.is_saved(self._book)
            target.parent.mkdir(parents=True, exist_ok=True)
            self._book.to_pdf(target, include=list(sheets) or None, exclude_start_string="\0")
            if saved:
                self._program.set_saved(self._book)

    def save(self) -> None:
        """In place."""
        with self._errors("保存"):
            self._book.save()

    def save_copy(self, target: Path) -> None:
        """Its own file stays what it is."""
        with self._errors("写しの保存"):
            target.parent.mkdir(parents=True, exist_ok=True)
            self._program.save_copy(self._book, target)

    def close(self) -> None:
        """Only what was opened for this work; the instance goes with the office."""
        if self._opened:
            self._opened = False
            with self._errors("閉じること"):
                self._book.close()
