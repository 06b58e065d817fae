"""A protected sheet is protected from programs, too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import xlwings as xw

from kpi_desktop.office.libreoffice import CellsLocked, LibreOfficeError


@pytest.fixture
def form(sheet: xw.Sheet) -> xw.Sheet:
    """A protected sheet on which only B2:B3 may be filled in."""
    sheet["A1"].value = "指標名"
    sheet["B2:B3"].impl.locked = False
    sheet.impl.protect("鍵")
    return sheet


CHANGES: dict[str, Callable[[xw.Sheet], object]] = {
    "value": lambda sheet: setattr(sheet["A1"], "value", 1),
    "value reaching beyond": lambda sheet: setattr(sheet["B2"], "value", [[1, 2]]),
    "formula": lambda sheet: setattr(sheet["A1"], "formula", "=1"),
    "contents": lambda sheet: sheet["A1"].clear_contents(),
    "fill": lambda sheet: setattr(sheet["A1"], "color", (0, 0, 0)),
    "merge": lambda sheet: sheet["A1:B1"].merge(),
    "note": lambda sheet: sheet["A1"].add_note("x"),
    "row": lambda sheet: sheet["1:1"].delete(),
    "column": lambda sheet: setattr(sheet["A1"], "column_width", 3),
    "copy": lambda sheet: sheet["B2"].copy(sheet["A1"]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_no_change_gets_into_locked_cells(
    form: xw.Sheet, change: Callable[[xw.Sheet], object]
) -> None:
    with pytest.raises(CellsLocked, match="protected"):
        change(form)
    assert form["A1"].value == "指標名"


def test_the_message_names_the_locked_cells(form: xw.Sheet) -> None:
    with pytest.raises(CellsLocked, match="Sheet1.A1"):
        form["A1"].value = 1


def test_unlocked_cells_are_filled_in(form: xw.Sheet) -> None:
    form["B2:B3"].value = [[55.3], ["集計中"]]
    assert form["B2:B3"].value == [55.3, "集計中"]


def test_the_right_password_opens_and_a_wrong_one_does_not(form: xw.Sheet) -> None:
    with pytest.raises(LibreOfficeError, match="password"):
        form.impl.unprotect("違う")
    assert form.impl.protected
    form.impl.unprotect("鍵")
    form["A1"].value = "改めた"
    assert form["A1"].value == "改めた"
