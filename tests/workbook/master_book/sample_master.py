"""The sample's master workbook, opened."""

from __future__ import annotations

import functools
import io
from typing import Any

import openpyxl

from tests.usecases.contents import master_workbook, sample_content

CONTENT = sample_content()
DATA = master_workbook(CONTENT)


@functools.cache
def book(without: tuple[str, ...] = ()) -> Any:
    """The workbook with its results."""
    data = master_workbook(sample_content(without)) if without else DATA
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


@functools.cache
def plain() -> Any:
    """The workbook with its formulas and charts."""
    return openpyxl.load_workbook(io.BytesIO(DATA))


@functools.cache
def rows(sheet: str, without: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The rows of a table sheet: header → openpyxl cell."""
    header, *body = book(without)[sheet].iter_rows()
    names = [cell.value for cell in header]
    return [dict(zip(names, row)) for row in body]


def shown(cell: Any) -> str:
    """What the cell shows, number formats included."""
    if not isinstance(cell.value, int | float):
        return str(cell.value)
    pattern = cell.number_format.split(";")[0]
    decimals = len(pattern.partition(".")[2])
    return f"{cell.value:{',' if ',' in pattern else ''}.{decimals}f}"
