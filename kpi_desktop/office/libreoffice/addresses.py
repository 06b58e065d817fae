"""Addresses as text: ``$A$1:$B$2``, ``3:5``, ``A:C``; boxes are (row, column, rows, columns)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .bridge.formula_text import column_letters, column_number

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
CELLS = re.compile(r"([A-Za-z]{1,3})(\d+)(?::([A-Za-z]{1,3})(\d+))?")
ROWS = re.compile(r"(\d+):(\d+)")
COLUMNS = re.compile(r"([A-Za-z]{1,3}):([A-Za-z]{1,3})")


def parse_reference(text: str) -> tuple[int, int, int, int] | None:
    """The box of an address; None if the text is no address (a name, perhaps)."""
    text = text.replace("$", "")
    if match := CELLS.fullmatch(text):
        top, left = int(match[2]), column_number(match[1])
        if not match[3]:
            return top, left, 1, 1
        return _span(top, left, int(match[4]), column_number(match[3]))
    if match := ROWS.fullmatch(text):
        return _span(int(match[1]), 1, int(match[2]), MAX_COLUMNS)
    if match := COLUMNS.fullmatch(text):
        return _span(1, column_number(match[1]), MAX_ROWS, column_number(match[2]))
    return None


def _span(row1: int, column1: int, row2: int, column2: int) -> tuple[int, int, int, int]:
    row, column = min(row1, row2), min(column1, column2)
    return row, column, abs(row1 - row2) + 1, abs(column1 - column2) + 1


def reference(box: Sequence[int], row_absolute: bool = True, column_absolute: bool = True) -> str:
    """``$A$1:$B$2`` of a box (row, column, rows, columns)."""

    def cell(row: int, column: int) -> str:
        letters = column_letters(column)
        return f"{'$' * column_absolute}{letters}{'$' * row_absolute}{row}"

    row, column, rows, columns = box
    first = cell(row, column)
    if (rows, columns) == (1, 1):
        return first
    if rows == MAX_ROWS or columns == MAX_COLUMNS:
        return _whole(box, row_absolute, column_absolute)
    return f"{first}:{cell(row + rows - 1, column + columns - 1)}"


def _whole(box: Sequence[int], row_absolute: bool, column_absolute: bool) -> str:
    row, column, rows, columns = box
    if columns == MAX_COLUMNS:
        mark = "$" * row_absolute
        return f"{mark}{row}:{mark}{row + rows - 1}"
    mark = "$" * column_absolute
    return f"{mark}{column_letters(column)}:{mark}{column_letters(column + columns - 1)}"
