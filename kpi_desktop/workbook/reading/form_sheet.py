"""One worksheet of an open workbook, its cells as people see them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kpi_desktop.domain.forms.form import CHART_FIELD, CellKind, CellRead, required_names
from kpi_desktop.workbook.ooxml.sheet.addresses import Place, address_of, area_of
from kpi_desktop.workbook.ooxml.sheet.cell_values import cell_read
from kpi_desktop.workbook.ooxml.sheet.open_workbook import Book, SheetInfo
from kpi_desktop.workbook.ooxml.sheet.sheet_cells import SheetCells
from kpi_desktop.workbook.template.field_names import REMARKS_FIELD
from kpi_desktop.workbook.template.identity import TOKEN_NAME

FIELDS = frozenset(required_names()) - {CHART_FIELD}
#: Place of each field on the form, so that fields are named in the same order in every process.
FORM_ORDER = {name: place for place, name in enumerate((*required_names(), REMARKS_FIELD))}
READ_NAMES = FIELDS | {TOKEN_NAME, REMARKS_FIELD}


class OpenSheet:
    """One worksheet of an open book, its cells as ``CellRead``."""

    def __init__(self, book: Book, index: int) -> None:
        self.book = book
        self.info: SheetInfo = book.sheets[index]
        self.cells = SheetCells(book.package.read(self.info.part), self.info.name)
        own = self.info.name
        self._own = (own, "'" + own.replace("'", "''") + "'")
        self._names = book.names[index]
        self._read: dict[str, CellRead] = {}
        self._constants: dict[Place, str] | None = None

    def address(self, field: str) -> str | None:
        """Address of a field, None unless its name points into this very sheet."""
        sheet, _, area = self._names.get(field, "").rpartition("!")
        return _first_address(area) if sheet in self._own else None

    def elsewhere(self, field: str) -> str:
        """Where the name of a field points when that is another sheet: ``「No.33」の G10``, else nothing."""
        sheet, _, area = self._names.get(field, "").rpartition("!")
        address = _first_address(area) if sheet and sheet not in self._own else None
        if address is None:
            return ""
        name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        return f"「{name}」の {address}"

    def struck(self, address: str) -> str:
        """What is struck out of the text of the cell at *address*, which was read before."""
        found = self.cells.struck(address)
        if found or not self.book.struck:
            return found
        raw = self.cells.get(address)
        if raw is None or raw.kind != "s" or not raw.text.isdecimal():
            return ""
        return self.book.struck.get(int(raw.text), "")

    def is_struck(self, address: str) -> bool:
        """Whether the whole cell at *address* is struck out."""
        struck = self.book.struck_styles
        return bool(struck) and (raw := self.cells.get(address)) is not None and raw.style in struck

    def addresses(self, fields: Iterable[str]) -> dict[str, str]:
        """Field → address of those of *fields* whose names point into this very sheet."""
        names, own = self._names, self._own
        found = {}
        for field in fields:
            sheet, _, area = names.get(field, "").rpartition("!")
            if sheet in own and (at := _first_address(area)) is not None:
                found[field] = at
        return found

    @property
    def fields(self) -> dict[str, str]:
        """Field → address of every field whose name points into this sheet."""
        return self.addresses(READ_NAMES & self._names.keys())

    def read(self, address: str) -> CellRead:
        """The cell at *address*."""
        found = self._read.get(address)
        if found is None:
            raw = self.cells.get(address)
            if raw is None:
                found = CellRead(self.info.name, address, "", CellKind.BLANK)
            else:
                found = cell_read(self.book, self.info.name, address, raw)
            self._read[address] = found
        return found

    def shows(self, address: str, text: str) -> bool:
        """Whether the cell at *address* holds just that text."""
        raw = self.cells.get(address)
        if raw is None or raw.formula is not None:
            return False
        if raw.kind == "s" and raw.text.isdecimal():
            return self.book.string(int(raw.text)) == text
        return raw.text == text

    def text(self, field: str) -> str:
        """Printed text of a field, empty when the field is not there."""
        address = self.address(field)
        return self.read(address).shown if address else ""

    def constants(self) -> dict[Place, str]:
        """Every filled cell that is no formula, as printed text."""
        if self._constants is None:
            own = self.info.name
            self._constants = {
                place: cell_read(self.book, own, address_of(place), raw).shown
                for place, raw in self.cells.filled()
                if raw.formula is None
            }
        return self._constants


@lru_cache(maxsize=4096)
def _first_address(area: str) -> str | None:
    corners = area_of(area)
    return None if corners is None else address_of(corners[0])
