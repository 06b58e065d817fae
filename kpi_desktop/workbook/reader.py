"""Reads a returned form workbook straight from its parts: fields by defined name, nothing else unpacked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kpi_desktop.domain.errors import NotAForm
from kpi_desktop.domain.form import (
    CHART_FIELD,
    CellKind,
    CellRead,
    FormIdentity,
    FormRead,
    FormSheet,
    FormWorkbook,
    SheetRead,
    required_names,
)
from kpi_desktop.workbook import identity as marks
from kpi_desktop.workbook.book import Book, SheetInfo, Style
from kpi_desktop.workbook.cells import (
    Place,
    RawCell,
    SheetCells,
    address_of,
    area_of,
)
from kpi_desktop.workbook.formats import date_text, is_date, shown
from kpi_desktop.workbook.package import Package
from kpi_desktop.workbook.sniff import refuse_if_not_zip

FIELDS = frozenset(required_names()) - {CHART_FIELD}

_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_SHORT = re.compile(r"-?(?:0|[1-9]\d{0,14})")
_GENERAL = Style("General", True)


def open_book(data: bytes) -> Book:
    """The workbook in *data*. Refusal that says what it is instead."""
    refuse_if_not_zip(data)
    return Book(Package(data))


class OpenSheet:
    """One worksheet of an open book, its cells as ``CellRead``."""

    def __init__(self, book: Book, index: int) -> None:
        self.book = book
        self.info: SheetInfo = book.sheets[index]
        self.cells = SheetCells(book.package.read(self.info.part), self.info.name)
        self.fields = self._fields(book.names[index])

    def _fields(self, names: Mapping[str, str]) -> dict[str, str]:
        """Field → address, for the names of this sheet that point into this sheet."""
        own = self.info.name
        found = {}
        for name, reference in names.items():
            sheet, _, area = reference.rpartition("!")
            if sheet != own and sheet[1:-1].replace("''", "'") != own:
                continue
            corners = area_of(area)
            if corners is not None:
                found[name] = address_of(corners[0])
        return found

    def read(self, address: str) -> CellRead:
        """The cell at *address*."""
        raw = self.cells.get(address)
        if raw is None:
            return CellRead(self.info.name, address, "", CellKind.BLANK)
        return cell_read(self.book, self.info.name, address, raw)

    def text(self, field: str) -> str:
        """Text of a field, empty when the field is not there."""
        address = self.fields.get(field)
        return self.read(address).raw if address else ""

    def texts(self) -> dict[Place, str]:
        """Every filled cell as text."""
        own = self.info.name
        return {
            place: cell_read(self.book, own, address_of(place), raw).raw
            for place, raw in self.cells.filled()
        }


def cell_read(book: Book, sheet: str, address: str, raw: RawCell) -> CellRead:
    """*raw* with its type decided, its number printed and its lock looked up."""
    kind, text, formula, style_index = raw
    styles = book.styles
    style = styles[style_index] if style_index < len(styles) else _GENERAL
    if kind == "s":
        text = book.string(int(text)) if text.isdecimal() and len(text) < 9 else text
    if not text:
        return CellRead(sheet, address, "", CellKind.BLANK, "", formula, style.locked)
    printed = text
    what = _KINDS.get(kind, CellKind.TEXT)
    if what is CellKind.NUMBER:
        if _SHORT.fullmatch(text) is None:
            decimal = plain_decimal(text)
            if decimal is None:
                return CellRead(sheet, address, text, CellKind.TEXT, text, formula, style.locked)
            text = decimal
        code = style.number_format
        if code == "General":
            printed = text
        elif is_date(code):
            what, printed = CellKind.DATE, date_text(text, book.date1904)
        else:
            printed = shown(text, code)
    elif what is CellKind.BOOLEAN:
        text = printed = "TRUE" if text == "1" else "FALSE"
    return CellRead(sheet, address, text, what, printed, formula, style.locked)


_KINDS = {
    "n": CellKind.NUMBER,
    "b": CellKind.BOOLEAN,
    "e": CellKind.ERROR,
    "d": CellKind.DATE,
}


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


class FormFileReader:
    """Fulfils ``FormReader``."""

    def read(self, data: bytes, name: str, sent: Mapping[str, FormWorkbook]) -> FormRead:
        """The form in *data*. Refusal when it cannot be read, NotAForm when it is none of ours."""
        book = open_book(data)
        sheets = [OpenSheet(book, index) for index in _form_sheets(book)]
        identity = _identity(book, sheets, sent)
        if identity is None:
            raise NotAForm(
                f"「{name}」は配布した様式ではないようです（様式の識別情報が見つかりません）。",
                "配布した様式に記入したファイルかどうか、送信元に確かめてください。",
            )
        copy = sent.get(identity.form_id)
        as_sent = {one.no: one for one in copy.sheets} if copy else {}
        return FormRead(identity, tuple(_sheet_read(sheet, as_sent) for sheet in sheets))


def _sheet_read(sheet: OpenSheet, as_sent: Mapping[str, FormSheet]) -> SheetRead:
    no = _number(sheet)
    copy = as_sent.get(no)
    wanted = FIELDS if copy is None else fields_of(copy)
    cells = {field: sheet.read(at) for field, at in sheet.fields.items() if field in wanted}
    lost = () if copy is None else tuple(sorted(wanted - cells.keys()))
    return SheetRead(sheet.info.name, no, cells, lost)


def fields_of(copy: FormSheet) -> set[str]:
    """Every field that a sheet has: texts, figures and inputs."""
    return {*copy.texts(), *copy.figures(), *copy.inputs}


def _form_sheets(book: Book) -> list[int]:
    return [index for index, names in enumerate(book.names) if len(FIELDS & names.keys()) >= 5]


def _number(sheet: OpenSheet) -> str:
    token = marks.parse_token(sheet.text(marks.TOKEN_NAME))
    return token[2] if token else sheet.text("No").strip()


def _identity(
    book: Book, sheets: list[OpenSheet], sent: Mapping[str, FormWorkbook]
) -> FormIdentity | None:
    found = marks.from_properties(book.properties())
    if found is not None:
        return found
    for index, info in enumerate(book.sheets):
        if info.name == marks.HIDDEN_SHEET:
            texts = OpenSheet(book, index).texts()
            pairs = {
                text: texts.get((row, 2), "")
                for (row, column), text in texts.items()
                if column == 1
            }
            return marks.from_properties(pairs)
    for sheet in sheets:
        token = marks.parse_token(sheet.text(marks.TOKEN_NAME))
        if token and token[0] in sent:
            return sent[token[0]].identity
    return None
