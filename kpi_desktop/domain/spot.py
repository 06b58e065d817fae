"""Places and values in a workbook that a spreadsheet program has open."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

#: What a cell holds, as a spreadsheet program gives it and takes it.
CellValue = str | float | bool | datetime.datetime | None


@dataclass(frozen=True)
class Spot:
    """A place in a workbook: sheet and cell, area or name. Without them: wherever it was left."""

    sheet: str = ""
    cell: str = ""


AS_LEFT = Spot()
