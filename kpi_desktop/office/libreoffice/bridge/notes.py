"""Notes on cells."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Tuple

from .desk import MISSING, Address, Desk, Refused, Uno, refuse_locked, struct
from .operations import operation


def _notes(sheet: Uno) -> Iterator[Tuple[int, Uno]]:
    notes = sheet.Annotations
    for index in range(notes.Count):
        yield index, notes.getByIndex(index)


@operation("notes.list")
def notes(desk: Desk, at: Address) -> List[Dict[str, Any]]:
    """``row``, ``column``, ``text`` and ``author`` of every note of a sheet."""
    return [
        {
            "row": note.Position.Row + 1,
            "column": note.Position.Column + 1,
            "text": note.String,
            "author": note.Author,
        }
        for _, note in _notes(desk.sheet(at))
    ]


def _find(desk: Desk, at: Address) -> Tuple[int, Uno]:
    row, column = at["box"][:2]
    for index, note in _notes(desk.sheet(at)):
        if (note.Position.Row + 1, note.Position.Column + 1) == (row, column):
            return index, note
    raise Refused(MISSING, "the cell has no note")


@operation("notes.add")
def add(desk: Desk, at: Address, text: str) -> None:
    row, column = at["box"][:2]
    sheet = desk.sheet(at)
    refuse_locked(sheet, desk.cells(at))
    place = struct(
        "table.CellAddress", Sheet=sheet.RangeAddress.Sheet, Row=row - 1, Column=column - 1
    )
    sheet.Annotations.insertNew(place, text)


@operation("notes.write")
def write(desk: Desk, at: Address, text: str) -> None:
    refuse_locked(desk.sheet(at), desk.cells(at))
    _find(desk, at)[1].String = text


@operation("notes.delete")
def delete(desk: Desk, at: Address) -> None:
    sheet = desk.sheet(at)
    refuse_locked(sheet, desk.cells(at))
    sheet.Annotations.removeByIndex(_find(desk, at)[0])
