"""Places in a workbook that a spreadsheet program has open."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Spot:
    """A place in a workbook: sheet and cell, area or name. Without them: wherever it was left."""

    sheet: str = ""
    cell: str = ""


AS_LEFT = Spot()
