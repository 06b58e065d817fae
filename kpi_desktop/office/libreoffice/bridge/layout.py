"""Where cells stand: sizes, hidden rows, merges, inserting, deleting, copying."""

from __future__ import annotations

from typing import Dict, List, Tuple

from .desk import Address, Desk, Uno, box_of, enum, refuse_locked, refuse_protected
from .operations import operation

POINTS = 72 / 2540  # LibreOffice measures in hundredths of a millimetre
WIDTH_OF_A_DIGIT = 7 * 2540 / 96  # Excel's column unit: a digit of the default font, 7 pixels
PADDING = 5 * 2540 / 96
AXES = {"rows": "Rows", "columns": "Columns"}


def points(hundredths: float) -> float:
    return round(hundredths * POINTS, 2)


def hundredths(length_in_points: float) -> int:
    return round(length_in_points / POINTS)


@operation("layout.rectangle")
def rectangle(desk: Desk, at: Address) -> Dict[str, float]:
    """``left``, ``top``, ``width``, ``height`` of a range in points."""
    cells = desk.cells(at)
    return {
        "left": points(cells.Position.X),
        "top": points(cells.Position.Y),
        "width": points(cells.Size.Width),
        "height": points(cells.Size.Height),
    }


@operation("layout.get_column_width")
def get_column_width(desk: Desk, at: Address) -> float:
    """In Excel's unit, digits of the default font."""
    width = desk.cells(at).Columns.getByIndex(0).Width
    return round(max(0.0, float(width - PADDING) / WIDTH_OF_A_DIGIT), 2)


@operation("layout.set_column_width")
def set_column_width(desk: Desk, at: Address, digits: float) -> None:
    refuse_protected(desk.sheet(at))
    desk.cells(at).Columns.Width = round(digits * WIDTH_OF_A_DIGIT + PADDING)


@operation("layout.get_row_height")
def get_row_height(desk: Desk, at: Address) -> float:
    """In points."""
    return points(desk.cells(at).Rows.getByIndex(0).Height)


@operation("layout.set_row_height")
def set_row_height(desk: Desk, at: Address, height: float) -> None:
    refuse_protected(desk.sheet(at))
    desk.cells(at).Rows.Height = hundredths(height)


@operation("layout.fit")
def fit(desk: Desk, at: Address, axes: List[str]) -> None:
    """Let rows or columns take the size their content asks for."""
    refuse_protected(desk.sheet(at))
    for axis in axes:
        if axis == "columns":
            desk.cells(at).Columns.OptimalWidth = True
        else:
            desk.cells(at).Rows.OptimalHeight = True


@operation("layout.get_hidden")
def get_hidden(desk: Desk, at: Address, axis: str) -> bool:
    return not getattr(desk.cells(at), AXES[axis]).IsVisible


@operation("layout.set_hidden")
def set_hidden(desk: Desk, at: Address, axis: str, hidden: bool) -> None:
    refuse_protected(desk.sheet(at))
    getattr(desk.cells(at), AXES[axis]).IsVisible = not hidden


@operation("layout.merge")
def merge(desk: Desk, at: Address, across: bool) -> None:
    """One cell of the whole range, or (across) one of each of its rows."""
    refuse_protected(desk.sheet(at))
    row, column, rows, columns = at["box"]
    boxes = [[row + i, column, 1, columns] for i in range(rows)] if across else [at["box"]]
    for box in boxes:
        desk.cells({**at, "box": box}).merge(True)


@operation("layout.unmerge")
def unmerge(desk: Desk, at: Address) -> None:
    refuse_protected(desk.sheet(at))
    desk.cells(at).merge(False)


@operation("layout.merge_area")
def merge_area(desk: Desk, at: Address) -> Tuple[int, int, int, int]:
    """The box of the merged cell that begins at the range's first cell, or of that cell."""
    row, column = at["box"][:2]
    sheet = desk.sheet(at)
    cursor = sheet.createCursorByRange(sheet.getCellByPosition(column - 1, row - 1))
    cursor.collapseToMergedArea()
    return box_of(cursor.RangeAddress)


@operation("layout.insert")
def insert(desk: Desk, at: Address, shift: str) -> None:
    """Insert cells; ``shift``: ``down``, ``right``, ``rows`` or ``columns``."""
    _move_cells(desk, at, "insertCells", "CellInsertMode", shift.upper())


@operation("layout.delete")
def delete(desk: Desk, at: Address, shift: str) -> None:
    """Delete cells; ``shift``: ``up``, ``left``, ``rows`` or ``columns``."""
    _move_cells(desk, at, "removeRange", "CellDeleteMode", shift.upper())


def _move_cells(desk: Desk, at: Address, method: str, kind: str, mode: str) -> None:
    sheet, cells = desk.sheet(at), desk.cells(at)
    refuse_protected(sheet)
    getattr(sheet, method)(cells.RangeAddress, enum("sheet." + kind, mode))


@operation("layout.copy")
def copy(desk: Desk, at: Address, to: Address) -> None:
    """Copy a range, formats and all, to where ``to`` begins (the same workbook)."""
    _transfer(desk, at, to, "copyRange")


@operation("layout.move")
def move(desk: Desk, at: Address, to: Address) -> None:
    """Move a range; formulas that refer to it follow."""
    _transfer(desk, at, to, "moveRange")


def _transfer(desk: Desk, at: Address, to: Address, method: str) -> None:
    source, target = desk.cells(at), _corner(desk, to)
    row, column = to["box"][:2]
    landing = {**to, "box": [row, column, *at["box"][2:]]}
    refuse_locked(desk.sheet(to), desk.cells(landing))
    if method == "moveRange":
        refuse_locked(desk.sheet(at), source)
    getattr(desk.sheet(to), method)(target.CellAddress, source.RangeAddress)


def _corner(desk: Desk, at: Address) -> Uno:
    row, column = at["box"][:2]
    return desk.sheet(at).getCellByPosition(column - 1, row - 1)
