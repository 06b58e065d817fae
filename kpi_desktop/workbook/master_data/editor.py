"""Types single values into the master data workbook; everything else in the file stays as it is."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import match_key, parse_reading
from kpi_desktop.domain.indicators.master_data import MasterChange
from kpi_desktop.workbook.master_data.rows import Problems, Row, read_rows
from kpi_desktop.workbook.master_data.sheets_and_columns import ACTUALS, INDICATORS, SERIES, SHEETS
from kpi_desktop.workbook.ooxml.sheet.sheet_editor import CellFiller
from kpi_desktop.workbook.ooxml.style.number_formats import in_full

_Entries = dict[tuple[str, str], str | float | None]


def with_changes(path: Path, changes: Sequence[MasterChange]) -> bytes:
    """The bytes of the file at *path* with *changes* in place. KpiError when a place is not there."""
    data = path.read_bytes()
    rows = read_rows(path, SHEETS, Problems())
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=False)
    names = {match_key(name): name for name in book.sheetnames}
    entries: _Entries = {}
    for one in changes:
        for (sheet, address), text in _places(one, rows, entries).items():
            actual = names[match_key(sheet)]
            entries[actual, address] = _typed(book[actual][address], text)
    return CellFiller().fill(data, entries)


def _places(
    change: MasterChange, rows: Mapping[str, Sequence[Row]], taken: _Entries
) -> dict[tuple[str, str], str]:
    """(sheet, address) → text for one change; a year that has no row yet gets one."""
    no = match_key(change.indicator)
    if change.series is None:
        row = _find(rows[INDICATORS.name], lambda each: match_key(each["No"]) == no)
        if row is not None and change.item in row.letters:
            return {(row.sheet, row.cell(change.item)): change.text}
        return {}

    def is_series(each: Row) -> bool:
        return match_key(each["No"]) == no and match_key(each["系列番号"]) == str(change.series)

    if change.item == "策定時実績値":
        row = _find(rows[SERIES.name], is_series)
        if row is None:
            raise _not_there(change)
        return {(row.sheet, row.cell(change.item)): change.text}
    year = FiscalYear.parse(change.item)
    row = _find(rows[ACTUALS.name], lambda each: is_series(each) and _year(each) == year)
    if row is not None:
        return {(row.sheet, row.cell("実績値")): change.text}
    return _new_row(change, rows[ACTUALS.name], taken)


def _new_row(
    change: MasterChange, rows: Sequence[Row], taken: _Entries
) -> dict[tuple[str, str], str]:
    if not rows:
        raise _not_there(change)
    letters = rows[-1].letters
    number = 1 + max(each.number for each in rows)
    while (ACTUALS.name, f"{letters['No']}{number}") in taken:
        number += 1
    values = {
        "No": change.indicator,
        "系列番号": str(change.series),
        "年度": change.item,
        "実績値": change.text,
    }
    return {(ACTUALS.name, f"{letters[name]}{number}"): text for name, text in values.items()}


def _find(rows: Sequence[Row], wanted: Callable[[Row], bool]) -> Row | None:
    return next((one for one in rows if wanted(one)), None)


def _year(row: Row) -> FiscalYear | None:
    try:
        return FiscalYear.parse(row["年度"])
    except ValueError:
        return None


def _not_there(change: MasterChange) -> KpiError:
    return KpiError(
        f"指標マスタに、No {change.indicator} の系列{change.series}（{change.item}）を書く場所がありません。",
        "指標マスタの「系列」「実績」の行を確かめてください。",
    )


def _typed(cell: Any, text: str) -> str | float | None:
    """What to type: a number where a number stood that its format prints just so, else the text."""
    if not text:
        return None
    value = parse_reading(text).value
    was_number = cell.data_type == "n" and cell.value is not None
    if was_number and value is not None and Decimal(str(float(value))) == value:
        if in_full(float(value), cell.number_format) == text:
            return float(value)
    return text
