"""Values of cells as people see them: type decided, number printed, lock looked up."""

from __future__ import annotations

import re

from kpi_desktop.domain.forms.form import CellKind, CellRead
from kpi_desktop.workbook.ooxml.package.file_kind import refuse_if_not_zip
from kpi_desktop.workbook.ooxml.package.package import Package
from kpi_desktop.workbook.ooxml.sheet.open_workbook import Book, Style
from kpi_desktop.workbook.ooxml.sheet.sheet_cells import RawCell
from kpi_desktop.workbook.ooxml.style.number_formats import date_text, is_date, shown

_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_SHORT = re.compile(r"-?(?:0|[1-9]\d{0,14})")
_GENERAL = Style("General", True)
_KINDS = {
    "n": CellKind.NUMBER,
    "b": CellKind.BOOLEAN,
    "e": CellKind.ERROR,
    "d": CellKind.DATE,
}


def open_book(data: bytes) -> Book:
    """The workbook in *data*. Refusal that says what it is instead."""
    refuse_if_not_zip(data)
    return Book(Package(data))


def cell_read(book: Book, sheet: str, address: str, raw: RawCell) -> CellRead:
    """*raw* with its type decided, its number printed and its lock looked up."""
    kind, text, formula, style_index = raw
    styles = book.styles
    code, locked, _ = styles[style_index] if style_index < len(styles) else _GENERAL
    if kind == "s":
        text = book.string(int(text) if text.isdecimal() and len(text) < 9 else -1) if text else ""
    if not text:
        return CellRead(sheet, address, "", CellKind.BLANK, "", formula, locked)
    what = _KINDS.get(kind, CellKind.TEXT)
    printed = text
    if what is CellKind.NUMBER:
        what, text, printed = _number(text, code, book.date1904)
    elif what is CellKind.BOOLEAN:
        text = printed = "TRUE" if text == "1" else "FALSE"
    return CellRead(sheet, address, text, what, printed, formula, locked)


def _number(text: str, code: str, date1904: bool) -> tuple[CellKind, str, str]:
    """What a stored number is by its format *code*, its plain decimal, and how it is printed."""
    if _SHORT.fullmatch(text) is None:
        decimal = plain_decimal(text)
        if decimal is None:
            return CellKind.TEXT, text, text
        text = decimal
    if code == "General":
        return CellKind.NUMBER, text, text
    if is_date(code):
        return CellKind.DATE, text, date_text(text, date1904)
    return CellKind.NUMBER, text, shown(text, code)


def plain_decimal(text: str) -> str | None:
    """Shortest plain decimal of a stored number, None when *text* is not a finite number."""
    if _NUMBER.fullmatch(text) is None or not text.isascii():
        return None
    value = float(text)
    if value in (float("inf"), float("-inf")):
        return None
    short = repr(value)
    if "e" in short:
        short = f"{value:.0f}" if abs(value) >= 1 else f"{value:.20f}".rstrip("0")
    return short.removesuffix(".0")
