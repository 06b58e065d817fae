"""Rows and cells that a program left out because they are empty, put in where the form needs them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from kpi_desktop.workbook.ooxml.package.xml_spans import Element, Patches, XmlPart
from kpi_desktop.workbook.ooxml.sheet.addresses import Area, address_of
from kpi_desktop.workbook.ooxml.sheet.sheet_grid import numbered_cells, numbered_rows

_Cell = tuple[int, int]


def gaps_closed(part: XmlPart, areas: Iterable[Area], cells: Collection[_Cell]) -> XmlPart:
    """The sheet with every row of *areas* and all *cells*; the very same when it has them."""
    rows = dict(numbered_rows(part.root))
    known = {number: dict(numbered_cells(row)) for number, row in rows.items()}
    lacking = _lacking(known, areas, cells)
    data = part.root.find("sheetData")
    if not lacking or data is None or data.empty:
        return part
    patches = Patches(part)
    for number, columns in sorted(lacking.items()):
        if number in rows:
            _add_cells(patches, number, rows[number], known[number], columns)
        else:
            at = next((row.start for other, row in rows.items() if other > number), data.close)
            patches.replace(at, at, _row(part, number, columns))
    return XmlPart(patches.bytes())


def _lacking(
    known: Mapping[int, Collection[int]], areas: Iterable[Area], cells: Collection[_Cell]
) -> dict[int, list[int]]:
    """Row → its missing columns; a row that is missing itself is there even if it needs none."""
    lacking: dict[int, list[int]] = defaultdict(list)
    for area in areas:
        for number in range(area.row, area.last_row + 1):
            if number not in known:
                lacking[number] = []
    for number, column in sorted(cells):
        if column not in known.get(number, ()):
            lacking[number].append(column)
    return lacking


def _row(part: XmlPart, number: int, columns: Iterable[int]) -> bytes:
    p = part.prefix
    cells = b"".join(_cell(part, number, column, None) for column in columns)
    return b"<" + p + b'row r="%d">' % number + cells + b"</" + p + b"row>"


def _add_cells(
    patches: Patches,
    number: int,
    row: Element,
    known: dict[int, Element],
    columns: Iterable[int],
) -> None:
    cells = {column: _cell(patches.part, number, column, row) for column in columns}
    if row.empty:
        patches.insert_inside(row, *cells.values())
        return
    for column, cell in cells.items():
        at = min((one.start for other, one in known.items() if other > column), default=row.close)
        patches.replace(at, at, cell)


def _cell(part: XmlPart, number: int, column: int, row: Element | None) -> bytes:
    """An empty cell, styled as its row or its column is."""
    style = row.attributes.get("s") if row and row.attributes.get("customFormat") else None
    for one in part.root.all("cols/col"):
        if int(one.attributes["min"]) <= column <= int(one.attributes["max"]):
            style = style or one.attributes.get("style")
    text = f'c r="{address_of((number, column))}"' + (f' s="{style}"' if style else "")
    return b"<" + part.prefix + text.encode() + b"/>"
