"""Defined names, of the workbook and of single sheets."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Optional, Tuple

from . import formula_text
from .desk import MISSING, UNSUPPORTED, Address, Desk, Refused, Uno, box_of, struct
from .operations import operation

Place = Dict[str, Any]  # {"sheet": name, "box": [...]}


def _collections(desk: Desk, at: Address) -> Iterator[Tuple[Optional[str], Uno]]:
    """The name lists to look into: of the sheet in ``at``, or of the whole workbook."""
    document = desk.document(at)
    if at.get("sheet") is not None:
        yield at["sheet"], desk.sheet(at).NamedRanges
        return
    yield None, document.NamedRanges
    sheets = document.Sheets
    for index in range(sheets.Count):
        sheet = sheets.getByIndex(index)
        yield sheet.Name, sheet.NamedRanges


def _place(document: Uno, name: Uno) -> Optional[Place]:
    cells = name.ReferredCells
    if cells is None:
        return None
    address = cells.RangeAddress
    return {"sheet": document.Sheets.getByIndex(address.Sheet).Name, "box": box_of(address)}


def _described(scope: Optional[str], name: str, content: str) -> Dict[str, Any]:
    return {"name": name, "scope": scope, "refers_to": "=" + formula_text.to_excel(content)}


@operation("names.list")
def names(desk: Desk, at: Address) -> List[Dict[str, Any]]:
    """``name``, ``scope`` (a sheet, or null) and ``refers_to`` (in Excel's way)."""
    return [
        _described(scope, name, names.getByName(name).Content)
        for scope, names in _collections(desk, at)
        for name in names.ElementNames
    ]


@operation("names.place")
def place(desk: Desk, at: Address, scope: Optional[str], name: str) -> Optional[Place]:
    """The cells a name leads to, worked out by LibreOffice; null if to none."""
    return _place(desk.document(at), _list(desk, at, scope).getByName(name))


@operation("names.find")
def find(desk: Desk, at: Address, name: str) -> Optional[Place]:
    """Where a name leads, as seen from the sheet of ``at``: its own names first."""
    document = desk.document(at)
    for names in (desk.sheet(at).NamedRanges, document.NamedRanges):
        for known in names.ElementNames:
            if known.lower() == name.lower():
                return _place(document, names.getByName(known))
    tables = document.DatabaseRanges
    for known in tables.ElementNames:
        if known.lower() == name.lower():
            return _table_body(document, tables.getByName(known))
    return None


def _table_body(document: Uno, table: Uno) -> Place:
    area = table.DataArea
    row, column, rows, columns = box_of(area)
    if table.ContainsHeader:
        row, rows = row + 1, rows - 1
    sheet = document.Sheets.getByIndex(area.Sheet).Name
    return {"sheet": sheet, "box": (row, column, rows, columns)}


def _list(desk: Desk, at: Address, scope: Optional[str]) -> Uno:
    if scope is None:
        return desk.document(at).NamedRanges
    return desk.sheet({**at, "sheet": scope}).NamedRanges


def _content(formula: str) -> str:
    try:
        return formula_text.from_excel(formula).lstrip("=")
    except formula_text.NotTranslatable as error:
        raise Refused(UNSUPPORTED, f"{formula}: {error} cannot be written") from None


@operation("names.add")
def add(desk: Desk, at: Address, scope: Optional[str], name: str, refers_to: str) -> Dict[str, Any]:
    """Define a name, or define it anew."""
    content = _content(refers_to)
    names = _list(desk, at, scope)
    if names.hasByName(name):
        names.getByName(name).setContent(content)
    else:
        names.addNewByName(name, content, struct("table.CellAddress"), 0)
    return _described(scope, name, names.getByName(name).Content)


@operation("names.delete")
def delete(desk: Desk, at: Address, scope: Optional[str], name: str) -> None:
    names = _list(desk, at, scope)
    if not names.hasByName(name):
        raise Refused(MISSING, f"there is no name {name!r}")
    names.removeByName(name)
