"""The two programs that run the macros here: LibreOffice, and an interpreter of VBA in Python."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import xlwings as xw
from pyopenvba.apps.excel import ExcelApplication

_CHOOSE = """
Public Sub Choose(ByVal sheet As String, ByVal cell As String)
    ThisWorkbook.Worksheets(sheet).Activate
    ThisWorkbook.Worksheets(sheet).Range(cell).Select
End Sub
Public Function Chosen() As String
    Chosen = ActiveSheet.Name & "!" & ActiveCell.Address(False, False)
End Function
"""


class Program(Protocol):
    """A workbook in a program that runs its macros."""

    def run(self, name: str, *arguments: str) -> object:
        """What the macro gives back; a list for an array."""

    def choose(self, sheet: str, cell: str) -> None:
        """Select a cell as a person does."""

    def chosen(self) -> str:
        """``sheet!cell`` that is selected."""

    def type(self, sheet: str, cell: str, value: str | float) -> None:
        """Type into a cell; formulas follow."""


class Interpreter:
    """pyOpenVBA's interpreter: no window, no file system, no other program."""

    def __init__(self, path: Path) -> None:
        self.app = ExcelApplication.open(path)
        self.app.add_module(_CHOOSE, name="TestChoose")

    def run(self, name: str, *arguments: str) -> object:
        found = self.app.run(name, *arguments)
        return list(found) if isinstance(found, (list, tuple)) else found

    def choose(self, sheet: str, cell: str) -> None:
        self.app.run("Choose", sheet, cell)

    def chosen(self) -> str:
        return str(self.app.run("Chosen"))

    def type(self, sheet: str, cell: str, value: str | float) -> None:
        self.app.sheet(sheet).set_value(cell, value)


class LibreOffice:
    """LibreOffice through the product's own xlwings engine."""

    def __init__(self, app: xw.App, path: Path) -> None:
        self.book = app.books.open(path)

    def run(self, name: str, *arguments: str) -> object:
        return self.book.macro(name)(*arguments)

    def choose(self, sheet: str, cell: str) -> None:
        self.book.activate()
        self.book.sheets[sheet].activate()
        self.book.sheets[sheet][cell].select()

    def chosen(self) -> str:
        selected = self.book.app.selection
        assert selected is not None
        sheet, cell = self.book.app.books.active.sheets.active.name, str(selected.address)
        return f"{sheet}!{cell.replace('$', '').partition(':')[0]}"

    def type(self, sheet: str, cell: str, value: str | float) -> None:
        self.book.sheets[sheet][cell].value = value
