"""Tables, which are LibreOffice's database ranges."""

from __future__ import annotations

from typing import Any, Dict, List

from .desk import FAILED, MISSING, Address, Desk, Refused, Uno, box_of
from .operations import operation


def _described(table: Uno) -> Dict[str, Any]:
    return {
        "name": table.Name,
        "box": box_of(table.DataArea),
        "headers": bool(table.ContainsHeader),
    }


@operation("tables.list")
def tables(desk: Desk, at: Address) -> List[Dict[str, Any]]:
    """``name``, ``box`` and ``headers`` of the tables on a sheet."""
    here = desk.sheet(at).RangeAddress.Sheet
    every = desk.document(at).DatabaseRanges
    found = (every.getByName(name) for name in every.ElementNames)
    return [_described(table) for table in found if table.DataArea.Sheet == here]


@operation("tables.resize")
def resize(desk: Desk, at: Address, name: str, box: List[int]) -> Dict[str, Any]:
    """Let a table cover another box that begins at the same cell."""
    every = desk.document(at).DatabaseRanges
    if not every.hasByName(name):
        raise Refused(MISSING, f"there is no table {name!r}")
    table = every.getByName(name)
    if list(box_of(table.DataArea))[:2] != box[:2]:
        raise Refused(FAILED, f"the table {name!r} must keep its first cell")
    table.setDataArea(desk.cells({**at, "box": box}).RangeAddress)
    return _described(table)
