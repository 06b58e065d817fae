"""Sheets: list, add, remove, rename, copy, show, protect, select."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from .desk import FAILED, MISSING, Address, Desk, Refused, box_of
from .operations import operation


@operation("sheets.list")
def names(desk: Desk, at: Address) -> List[str]:
    return list(desk.document(at).Sheets.ElementNames)


@operation("sheets.active")
def active(desk: Desk, at: Address) -> str:
    return str(desk.document(at).CurrentController.ActiveSheet.Name)


@operation("sheets.add")
def add(desk: Desk, at: Address, name: Optional[str], position: Optional[int]) -> str:
    """Insert a sheet at ``position`` (0 the first; null: before the active one)."""
    document = desk.document(at)
    sheets = document.Sheets
    number = 1
    while not name:
        name = None if sheets.hasByName(f"Sheet{number}") else f"Sheet{number}"
        number += 1
    if position is None:
        position = document.CurrentController.ActiveSheet.RangeAddress.Sheet
    sheets.insertNewByName(name, position)
    document.CurrentController.setActiveSheet(sheets.getByName(name))
    return name


@operation("sheets.rename")
def rename(desk: Desk, at: Address, name: str) -> None:
    if desk.document(at).Sheets.hasByName(name) and name.lower() != at["sheet"].lower():
        raise Refused(FAILED, f"the workbook already has a sheet named {name!r}")
    desk.sheet(at).Name = name


@operation("sheets.delete")
def delete(desk: Desk, at: Address) -> None:
    desk.sheet(at)
    sheets = desk.document(at).Sheets
    if sheets.Count == 1:
        raise Refused(FAILED, "a workbook must keep at least one sheet")
    sheets.removeByName(at["sheet"])


@operation("sheets.copy")
def copy(desk: Desk, at: Address, to: Address, position: int) -> str:
    """Copy a sheet to ``position`` of the same or another workbook; its new name."""
    desk.sheet(at)
    source, target = desk.document(at), desk.document(to).Sheets
    before = set(target.ElementNames)
    if at["book"] == to["book"]:
        number = 2
        while target.hasByName(f"{at['sheet']} ({number})"):
            number += 1
        target.copyByName(at["sheet"], f"{at['sheet']} ({number})", position)
    else:
        target.importSheet(source, at["sheet"], position)
    return str((set(target.ElementNames) - before).pop())


@operation("sheets.move")
def move(desk: Desk, at: Address, position: int) -> None:
    desk.sheet(at)
    desk.document(at).Sheets.moveByName(at["sheet"], position)


@operation("sheets.get_visible")
def get_visible(desk: Desk, at: Address) -> bool:
    return bool(desk.sheet(at).IsVisible)


@operation("sheets.set_visible")
def set_visible(desk: Desk, at: Address, visible: bool) -> None:
    sheet = desk.sheet(at)
    if not visible and sheet.IsVisible:
        sheets = desk.document(at).Sheets
        shown = sum(bool(sheets.getByIndex(i).IsVisible) for i in range(sheets.Count))
        if shown == 1:
            raise Refused(FAILED, "a workbook must keep at least one visible sheet")
    sheet.IsVisible = visible


@operation("sheets.activate")
def activate(desk: Desk, at: Address) -> None:
    sheet = desk.sheet(at)
    if not sheet.IsVisible:
        raise Refused(FAILED, f"the sheet {at['sheet']!r} is hidden")
    desk.document(at).CurrentController.setActiveSheet(sheet)


@operation("sheets.size")
def size(desk: Desk, at: Address) -> List[int]:
    sheet = desk.sheet(at)
    return [sheet.Rows.Count, sheet.Columns.Count]


@operation("sheets.used")
def used(desk: Desk, at: Address) -> List[int]:
    """The box of what is used on the sheet (A1 if nothing is)."""
    sheet = desk.sheet(at)
    cursor = sheet.createCursor()
    cursor.gotoStartOfUsedArea(False)
    cursor.gotoEndOfUsedArea(True)
    return list(box_of(cursor.RangeAddress))


@operation("sheets.protection")
def protection(desk: Desk, at: Address) -> bool:
    return bool(desk.sheet(at).isProtected())


@operation("sheets.protect")
def protect(desk: Desk, at: Address, password: str) -> None:
    desk.sheet(at).protect(password)


@operation("sheets.unprotect")
def unprotect(desk: Desk, at: Address, password: str) -> None:
    sheet = desk.sheet(at)
    try:
        sheet.unprotect(password)
    except Exception as error:
        if "IllegalArgumentException" not in type(error).__name__:
            raise
    if sheet.isProtected():
        raise Refused(FAILED, f"the password for the sheet {at['sheet']!r} is wrong")


@operation("sheets.print_area")
def print_area(desk: Desk, at: Address) -> List[Any]:
    return [box_of(area) for area in desk.sheet(at).getPrintAreas()]


@operation("sheets.set_print_area")
def set_print_area(desk: Desk, at: Address, boxes: List[List[int]]) -> None:
    areas = tuple(desk.cells({**at, "box": box}).RangeAddress for box in boxes)
    desk.sheet(at).setPrintAreas(areas)


@operation("sheets.freeze")
def freeze(desk: Desk, at: Address, rows: int, columns: int) -> None:
    """Freeze so many rows and columns; 0, 0 unfreezes."""
    controller = desk.document(at).CurrentController
    before = controller.ActiveSheet
    controller.setActiveSheet(desk.sheet(at))
    controller.freezeAtPosition(columns, rows)
    controller.setActiveSheet(before)


@operation("cells.select")
def select(desk: Desk, at: Address) -> None:
    """Select a range and bring it into view."""
    activate(desk, at)
    desk.document(at).CurrentController.select(desk.cells(at))


@operation("selection")
def selection(desk: Desk) -> Optional[Dict[str, Any]]:
    """The address of what is selected in the document in front; null if no cells are."""
    document = desk.desktop.CurrentComponent
    if document is None or getattr(document, "ImplementationName", "") != "ScModelObj":
        document = next(desk.documents(), None)
    chosen = None if document is None else document.CurrentSelection
    if chosen is None or not hasattr(chosen, "RangeAddress"):
        return None
    address = chosen.RangeAddress
    if address.Sheet >= document.Sheets.Count:
        raise Refused(MISSING, "the selected sheet is gone")
    return {
        "book": document.RuntimeUID,
        "sheet": document.Sheets.getByIndex(address.Sheet).Name,
        "box": box_of(address),
    }
