"""Addresses of cells and areas: ``B5``, ``$B$5:$D$6``, ``A:C``, and the name of a sheet before them.

All arithmetic on them is here; rows and columns count from 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpi_desktop.workbook.ooxml.package.xml_spans import Element


LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_CELLS = r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?"
_AREA = re.compile(_CELLS)
_COLUMNS = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})")
_ROWS = re.compile(r"\$?([1-9]\d{0,6}):\$?([1-9]\d{0,6})")
_ON_SHEET = re.compile(rf"(?:'((?:[^']|'')+)'|([^'!]+))!({_CELLS})")

#: (row, column) of a cell, from 1.
Place = tuple[int, int]


@dataclass(frozen=True)
class Area:
    """A block of cells: rows and columns from 1, both ends included."""

    row: int
    column: int
    last_row: int
    last_column: int

    @property
    def address(self) -> str:
        """Address of the upper left cell, e.g. ``B4``."""
        return address_of((self.row, self.column))

    def cells(self) -> list[Place]:
        """Every cell, row by row."""
        return [
            (row, column)
            for row in range(self.row, self.last_row + 1)
            for column in range(self.column, self.last_column + 1)
        ]

    def meets(self, other: Area) -> bool:
        """Whether the two have a cell in common."""
        return (
            self.row <= other.last_row
            and other.row <= self.last_row
            and self.column <= other.last_column
            and other.column <= self.last_column
        )

    def holds(self, other: Area) -> bool:
        """Whether the upper left cell of *other* lies inside."""
        return (
            self.row <= other.row <= self.last_row
            and self.column <= other.column <= self.last_column
        )


@lru_cache(maxsize=LAST_COLUMN)
def column_letters(number: int) -> str:
    """``AA`` for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """27 for ``AA``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=65_536)
def place_of(address: str) -> Place:
    """``B5`` → (5, 2). ValueError when it is not the address of a cell on a sheet."""
    match = _AREA.fullmatch(address)
    if match is None or match[3]:
        raise ValueError(address)
    row, column = int(match[2]), column_number(match[1])
    if column > LAST_COLUMN or row > LAST_ROW:
        raise ValueError(address)
    return row, column


@lru_cache(maxsize=65_536)
def address_of(place: Place) -> str:
    """(5, 2) → ``B5``."""
    return f"{column_letters(place[1])}{place[0]}"


def area_of(reference: str) -> tuple[Place, Place] | None:
    """``$B$5:$D$6`` → ((5, 2), (6, 4)); None for anything that is not one area of cells."""
    match = _AREA.fullmatch(reference)
    if match is None:
        return None
    try:
        first = place_of(match[1] + match[2])
        return first, place_of(match[3] + match[4]) if match[3] else first
    except ValueError:
        return None


def parse_area(text: str) -> Area:
    """The area that ``A1:B2``, ``A1``, ``A:C`` or ``3:5`` says. ValueError for anything else."""
    corners = area_of(text)
    if corners is not None:
        return Area(*corners[0], *corners[1])
    if columns := _COLUMNS.fullmatch(text):
        return Area(1, column_number(columns[1]), LAST_ROW, column_number(columns[2]))
    if rows := _ROWS.fullmatch(text):
        return Area(int(rows[1]), 1, int(rows[2]), LAST_COLUMN)
    raise ValueError(text)


def area_on_sheet(text: str) -> tuple[str, Area] | None:
    """``'様式2'!$B$5`` → the sheet's name and the area; None when it is not one plain area."""
    match = _ON_SHEET.fullmatch(text)
    if match is None or area_of(match[3]) is None:
        return None
    return match[1].replace("''", "'") if match[1] else match[2], parse_area(match[3])


def areas_on_sheets(text: str) -> list[Area]:
    """Every area of cells in a list like ``様式2!$A$1:$B$9,様式2!$D$1:$E$9``."""
    return [parse_area(match[3]) for match in _ON_SHEET.finditer(text)]


def merged_areas(root: Element) -> list[Area]:
    """Merged areas of a sheet."""
    return [parse_area(one.attributes["ref"]) for one in root.all("mergeCells/mergeCell")]


def quoted_sheet(name: str) -> str:
    """A sheet name as formulas write it, always in quotes."""
    return "'" + name.replace("'", "''") + "'"
