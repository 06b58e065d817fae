"""The sheet 提出票 compiled: its fields, and the row of its list repeated for every form sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpi_desktop.domain.forms.form import FormSheet, FormWorkbook
from kpi_desktop.workbook.ooxml.package.compiled_part import CellWriter, FilledPart
from kpi_desktop.workbook.ooxml.package.xml_spans import (
    Element,
    Patches,
    Piece,
    XmlPart,
    escape,
    escape_attribute,
    joined,
)
from kpi_desktop.workbook.ooxml.sheet.addresses import (
    Area,
    address_of,
    column_letters,
    column_number,
    merged_areas,
    quoted_sheet,
)
from kpi_desktop.workbook.ooxml.sheet.sheet_grid import AFTER_VALIDATIONS, numbered_rows
from kpi_desktop.workbook.ooxml.style.style_variants import StyleVariants, Variant
from kpi_desktop.workbook.stamping.shape import OWN_SHEET
from kpi_desktop.workbook.stamping.sheet_references import Mentions
from kpi_desktop.workbook.template.cover import (
    LIST_FIELDS,
    PREFIX,
    ROLES,
    TEXT_FIELDS,
    texts_of_fields,
)
from kpi_desktop.workbook.template.field_names import PERSON_FIELDS
from kpi_desktop.workbook.template.template import Template

_LINKED = PREFIX + "一覧No"
_LINKS = "@リンク"
_ADDRESS = re.compile(rb'(\sr\s*=\s*["\'])([A-Z]*)(\d+)(["\'])')


@dataclass(frozen=True)
class StateCell:
    """Where a form sheet says whether it is complete, and what it says as sent."""

    address: str
    text: str


class CoverSheet:
    """提出票 of the template. Every name on it is optional."""

    def __init__(
        self, template: Template, index: int, styles: StyleVariants, mentions: Mentions
    ) -> None:
        self._mentions = mentions
        self._part = XmlPart(template.parts[template.sheets[index].part])
        self.index = index
        self._writer = CellWriter(self._part.prefix)
        places = template.places(index)
        self._places = {name: one for name, one in places.items() if name.startswith(PREFIX)}
        self._merges = merged_areas(self._part.root)
        listed = [self._places[name] for name in LIST_FIELDS if name in self._places]
        self._list_row = listed[0].row if listed else None
        self._styles = styles
        self._reserve_styles()
        self._program = lru_cache(maxsize=256)(self._compile)

    def _reserve_styles(self) -> None:
        for _, row in numbered_rows(self._part.root):
            for cell in row.all("c"):
                for locked in (True, False):
                    self._styles.variant(_style(cell), Variant(locked=locked))

    def fill(self, workbook: FormWorkbook, states: Sequence[StateCell | None]) -> bytes:
        """The finished part for *workbook*; *states* match its sheets."""
        text = self._writer.text
        holes = {name: text(value) for name, value in texts_of_fields(workbook).items()}
        for at, (sheet, state) in enumerate(zip(workbook.sheets, states, strict=True)):
            holes.update(self._line(at, sheet, state))
        holes[_LINKS] = self._links(workbook.sheets)
        for sheet in workbook.sheets[:1]:
            holes[OWN_SHEET] = escape(quoted_sheet(sheet.sheet_name)).encode()
        return self._program(len(workbook.sheets)).fill(holes)

    def _line(
        self, at: int, sheet: FormSheet, state: StateCell | None
    ) -> Iterator[tuple[str, bytes]]:
        no, name, division, role, state_field = LIST_FIELDS
        yield f"{no}{at}", self._writer.text(sheet.no)
        yield f"{name}{at}", self._writer.text(sheet.name)
        yield f"{division}{at}", self._writer.text(sheet.division_text)
        yield f"{role}{at}", self._writer.text(ROLES[sheet.is_lead])
        shown = self._writer.text("")
        if state is not None:
            formula = self._writer.formula(f"{quoted_sheet(sheet.sheet_name)}!{state.address}")
            shown = self._writer.text_result(formula, state.text)
        yield f"{state_field}{at}", shown

    def _links(self, sheets: Sequence[FormSheet]) -> bytes:
        """Links from the list to the sheets."""
        place = self._places.get(_LINKED)
        if place is None or not sheets:
            return b""
        p = self._part.prefix.decode()
        return "".join(
            f'<{p}hyperlink ref="{address_of((place.row + at, place.column))}" '
            f'location="{escape_attribute(quoted_sheet(sheet.sheet_name))}!A1" '
            f'display="{escape_attribute(sheet.no)}"/>'
            for at, sheet in enumerate(sheets)
        ).encode()

    # ---- compiling, once for each number of sheets
    def _compile(self, count: int) -> FilledPart:
        patches = Patches(self._part)
        for view in self._part.root.all("sheetViews/sheetView"):
            patches.attributes(view, {"tabSelected": "1"})
        for element in self._part.root.all("dimension"):
            patches.drop(element)
        self._protect(patches)
        for number, row in numbered_rows(self._part.root):
            if number == self._list_row:
                lines = [piece for at in range(count) for piece in self._listed(number, row, at)]
                patches.replace(row.start, row.end, *lines)
            elif self._list_row is not None and number > self._list_row:
                moved = [_moved(piece, count - 1) for piece in self._row(number, row)]
                patches.replace(row.start, row.end, *moved)
            else:
                patches.replace(row.start, row.end, *self._row(number, row))
        self._merge(patches, count)
        self._link(patches, count)
        self._mentions.patch(patches)
        return FilledPart(patches.pieces())

    def _protect(self, patches: Patches) -> None:
        data = self._part.root.find("sheetData")
        if self._part.root.find("sheetProtection") is None and data is not None:
            tag = b'sheetProtection sheet="1" objects="1" scenarios="1"/>'
            patches.replace(data.end, data.end, b"<" + self._part.prefix + tag)

    def _row(self, number: int, row: Element) -> list[Piece]:
        texts = {(self._places[one].row, self._places[one].column): one for one in self._texts()}
        people = {cell for name in PERSON_FIELDS for cell in self._cells_of(PREFIX + name)}
        pieces: list[Piece] = [self._part.open_tag(row, {"spans": None})]
        for column, cell in _numbered_cells(row):
            place = (number, column)
            if place in texts:
                pieces += [self._start(cell, number, column, True), texts[place]]
            elif place in people:
                pieces += [self._start(cell, number, column, False), b"/>"]
            else:
                pieces += self._kept(cell)
        return joined([*pieces, self._part.data[row.close : row.end]])

    def _texts(self) -> list[str]:
        return [name for name in TEXT_FIELDS if name in self._places]

    def _cells_of(self, name: str) -> list[tuple[int, int]]:
        place = self._places.get(name)
        if place is None:
            return []
        return next((one for one in self._merges if one.holds(place)), place).cells()

    def _start(self, cell: Element, row: int, column: int, locked: bool) -> bytes:
        style = self._styles.variant(_style(cell), Variant(locked=locked))
        text = f'c r="{address_of((row, column))}" s="{style}"'
        return b"<" + self._part.prefix + text.encode()

    def _kept(self, cell: Element) -> list[Piece]:
        """A cell of the template as it is, but locked; it reads the first form where it read the form."""
        data, style = self._part.data, _style(cell)
        locked = self._styles.variant(style, Variant(locked=True))
        opened = data[cell.start : cell.inner]
        if locked != style:
            opened = self._part.open_tag(cell, {"s": str(locked)})
        formula = cell.find("f")
        if formula is None:
            return [opened, data[cell.inner : cell.end]]
        pieces = self._mentions.pieces(data[formula.inner : formula.close])
        return [
            opened + data[cell.inner : formula.inner],
            *pieces,
            data[formula.close : cell.end],
        ]

    def _listed(self, number: int, row: Element, at: int) -> list[Piece]:
        """One line of the list."""
        columns = {self._places[one].column: one for one in LIST_FIELDS if one in self._places}
        changes = {"r": str(number + at), "spans": None}
        pieces: list[Piece] = [self._part.open_tag(row, changes)]
        for column, cell in _numbered_cells(row):
            pieces.append(self._start(cell, number + at, column, True))
            pieces.append(f"{columns[column]}{at}" if column in columns else b"/>")
        return [*pieces, self._part.data[row.close : row.end]]

    def _merge(self, patches: Patches, count: int) -> None:
        group = self._part.root.find("mergeCells")
        if group is None or self._list_row is None:
            return
        areas: list[str] = []
        for one in self._merges:
            if one.row > self._list_row:
                areas.append(_area(one, count - 1))
            elif one.row == self._list_row:
                areas += [_area(one, at) for at in range(count)]
            else:
                areas.append(_area(one, 0))
        p = self._part.prefix.decode()
        cells = "".join(f'<{p}mergeCell ref="{one}"/>' for one in areas)
        text = f'<{p}mergeCells count="{len(areas)}">{cells}</{p}mergeCells>' if areas else ""
        patches.replace(group.start, group.end, text.encode())

    def _link(self, patches: Patches, count: int) -> None:
        if _LINKED not in self._places or not count:
            return
        group = self._part.root.find("hyperlinks")
        if group is not None:
            patches.insert_inside(group, _LINKS)
            return
        p, root = self._part.prefix, self._part.root
        followers = [one for one in AFTER_VALIDATIONS if one != "hyperlinks"]
        at = next((one.start for one in root.children if one.tag in followers), root.close)
        opened, closed = b"<" + p + b"hyperlinks>", b"</" + p + b"hyperlinks>"
        patches.replace(at, at, opened, _LINKS, closed)


def _style(cell: Element) -> int:
    return int(cell.attributes.get("s", "0"))


def _numbered_cells(row: Element) -> Iterator[tuple[int, Element]]:
    column = 0
    for cell in row.all("c"):
        letters = cell.attributes.get("r", "").rstrip("0123456789")
        column = column_number(letters) if letters else column + 1
        yield column, cell


def _moved(piece: Piece, by: int) -> Piece:
    """A piece of a row with its addresses *by* rows further down."""
    if isinstance(piece, str):
        return piece
    return _ADDRESS.sub(
        lambda match: match[1] + match[2] + str(int(match[3]) + by).encode() + match[4], piece
    )


def _area(place: Area, by: int) -> str:
    first = f"{column_letters(place.column)}{place.row + by}"
    return f"{first}:{column_letters(place.last_column)}{place.last_row + by}"
