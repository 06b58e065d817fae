"""Types values into cells of an existing workbook; every part that is not touched stays byte for byte."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal
from kpi_desktop.workbook.ooxml.package.xml_spans import BadXml, Element, Patches, XmlPart, escape
from kpi_desktop.workbook.ooxml.sheet.addresses import Place, address_of, place_of
from kpi_desktop.workbook.ooxml.sheet.cell_values import open_book, plain_decimal
from kpi_desktop.workbook.ooxml.sheet.open_workbook import Book, relationships
from kpi_desktop.workbook.ooxml.sheet.sheet_grid import numbered_cells

Value = str | float | None

#: What may stand before ``calcPr`` in a workbook part, the nearest first.
_BEFORE_CALCULATION = ("definedNames", "externalReferences", "functionGroups", "sheets")


class CellFiller:
    """Fulfils ``FormFiller``."""

    def fill(self, data: bytes, entries: Mapping[tuple[str, str], Value]) -> bytes:
        """*data* with *entries* typed in: (sheet, address) → text, number, or None to empty the cell.

        Styles stay; text is never a formula; Excel recalculates when it opens the file. Refusal when
        *data* is not a workbook, KpiError when it has no such sheet.
        """
        book = open_book(data)
        parts = {sheet.name: sheet.part for sheet in book.sheets}
        changed: dict[str, bytes | None] = {}
        replaced_formula = False
        for sheet, group in groupby(sorted(entries, key=_order), key=lambda key: key[0]):
            if sheet not in parts:
                raise KpiError(
                    f"シート「{sheet}」がありません。",
                    "様式を配布し直すか、ファイルを確かめてください。",
                )
            editor = SheetEditor(_part(book, parts[sheet]))
            for key in group:
                editor.type(place_of(key[1]), entries[key])
            changed[parts[sheet]] = editor.finished()
            replaced_formula = replaced_formula or editor.replaced_formula
        if not changed:
            return data
        changed[book.main_part] = _recalculating(_part(book, book.main_part))
        if replaced_formula:
            changed |= _without_calculation_chain(book)
        return book.package.rewritten(changed)


def _order(key: tuple[str, str]) -> tuple[str, Place]:
    return key[0], place_of(key[1])


def _part(book: Book, name: str) -> XmlPart:
    try:
        return XmlPart(book.package.read(name))
    except BadXml as error:
        raise Refusal(Reason.BAD_XML, str(error)) from None


class SheetEditor:
    """Changes to one worksheet part. Places must come in rising order."""

    def __init__(self, part: XmlPart) -> None:
        data = part.root.find("sheetData")
        if data is None:
            raise Refusal(Reason.BAD_XML, "sheetData")
        self.patches = Patches(part)
        self.replaced_formula = False
        self._part = part
        self._data = data
        self._rows: dict[int, Element] = {}
        self._cells: dict[Place, Element] = {}
        self._added: dict[int, dict[int, bytes]] = {}
        self._locate()

    def _locate(self) -> None:
        row_number = 0
        for row in self._data.all("row"):
            row_number = int(row.attributes.get("r", row_number + 1))
            self._rows[row_number] = row
            for column, cell in numbered_cells(row):
                self._cells[row_number, column] = cell

    def type(self, place: Place, value: Value, style: int | None = None) -> None:
        """Put *value* into the cell at *place*; its style stays where none is given."""
        cell = self._cells.get(place)
        wanted = None if style is None else str(style)
        if cell is not None:
            if cell.find("f") is not None:
                self.replaced_formula = True
            wanted = wanted or cell.attributes.get("s")
            self.patches.replace(cell.start, cell.end, self._cell(place, value, wanted))
        elif value is not None:
            self._added.setdefault(place[0], {})[place[1]] = self._cell(place, value, wanted)

    def _cell(self, place: Place, value: Value, style: str | None) -> bytes:
        mark = self._part.prefix
        head = b'<%bc r="%b"' % (mark, address_of(place).encode())
        if style is not None:
            head += b' s="%d"' % int(style)
        if value is None or value == "":
            return head + b"/>"
        if isinstance(value, str):
            text = escape(value).encode()
            shape = b'%b t="inlineStr"><%bis><%bt xml:space="preserve">%b</%bt></%bis></%bc>'
            return shape % (head, mark, mark, text, mark, mark, mark)
        number = plain_decimal(repr(float(value)))
        if number is None:
            raise ValueError(value)
        return b"%b><%bv>%b</%bv></%bc>" % (head, mark, number.encode(), mark, mark)

    def finished(self) -> bytes:
        """The part with everything typed in."""
        mark = self._part.prefix
        last_rows = []
        for number, cells in self._added.items():
            row = self._rows.get(number)
            if row is None:
                line = b'<%brow r="%d">%b</%brow>' % (mark, number, b"".join(cells.values()), mark)
                after = self._first_row_after(number)
                if after is None:
                    last_rows.append(line)
                else:
                    self.patches.replace(after.start, after.start, line)
            elif row.empty or not row.children:
                self.patches.insert_inside(row, *cells.values())
            else:
                for column, cell in cells.items():
                    self._put(row, self._first_cell_after(number, column), cell)
        if last_rows:
            self.patches.insert_inside(self._data, *last_rows)
        return self.patches.bytes()

    def _first_row_after(self, number: int) -> Element | None:
        later = [row for other, row in self._rows.items() if other > number]
        return min(later, key=_start, default=None)

    def _first_cell_after(self, row: int, column: int) -> Element | None:
        later = [at for place, at in self._cells.items() if place[0] == row and place[1] > column]
        return min(later, key=_start, default=None)

    def _put(self, parent: Element, before: Element | None, content: bytes) -> None:
        if before is None:
            self.patches.insert_inside(parent, content)
        else:
            self.patches.replace(before.start, before.start, content)


def _start(element: Element) -> int:
    return element.start


def _recalculating(part: XmlPart) -> bytes:
    """The workbook part with the wish to be calculated afresh on opening."""
    patches = Patches(part)
    found = part.root.find("calcPr")
    if found is not None:
        patches.attributes(found, {"fullCalcOnLoad": "1"})
        return patches.bytes()
    before = next(one for tag in _BEFORE_CALCULATION if (one := part.root.find(tag)) is not None)
    patches.replace(before.end, before.end, b'<%bcalcPr fullCalcOnLoad="1"/>' % part.prefix)
    return patches.bytes()


def _without_calculation_chain(book: Book) -> dict[str, bytes | None]:
    """Changes that remove the calculation chain: it may not list a cell whose formula is gone."""
    links = relationships(book.package, book.main_part)
    chain = next((part for kind, part in links.values() if kind.endswith("/calcChain")), None)
    if chain is None or chain not in book.package:
        return {}
    folder, _, name = book.main_part.rpartition("/")
    changed: dict[str, bytes | None] = {chain: None}
    for part, tag, key, ending in (
        (f"{folder}/_rels/{name}.rels", "Relationship", "Type", "/calcChain"),
        ("[Content_Types].xml", "Override", "PartName", "/" + chain),
    ):
        content = _part(book, part)
        patches = Patches(content)
        for element in content.root.all(tag):
            if element.attributes.get(key, "").endswith(ending):
                patches.drop(element)
        changed[part] = patches.bytes()
    return changed
