"""Addresses of cells and areas: ``B5``, ``$B$5:$D$6``, ``A:C``, and the name of a sheet before them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kpi_desktop.workbook.ooxml.package.xml_spans import Element

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?")

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


def split_address(address: str) -> Place:
    """(row, column) of ``B4``, wherever that may be."""
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]), column_number(letters)


def parse_area(text: str) -> Area:
    """The area that ``A1:B2``, ``A1``, ``A:C`` or ``3:5`` says."""
    first, _, last = text.replace("$", "").partition(":")
    (column, row), (last_column, last_row) = _corner(first), _corner(last or first)
    return Area(row or 1, column or 1, last_row or LAST_ROW, last_column or LAST_COLUMN)


def _corner(address: str) -> tuple[int, int]:
    """(column, row) of an address, 0 for what it does not say."""
    letters = address.rstrip("0123456789")
    return column_number(letters), int(address[len(letters) :] or 0)


def merged_areas(root: Element) -> list[Area]:
    """Merged areas of a sheet."""
    return [parse_area(one.attributes["ref"]) for one in root.all("mergeCells/mergeCell")]


def quoted_sheet(name: str) -> str:
    """A sheet name as formulas write it, always in quotes."""
    return "'" + name.replace("'", "''") + "'"
