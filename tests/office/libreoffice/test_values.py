"""Values of cells go in and come out as what they are."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlwings as xw


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        "2兆8,461",
        "001",
        "１２３",
        "2023/4/1",
        "改行\nあり",
        True,
        False,
        dt.datetime(2024, 3, 4),
        dt.datetime(2024, 3, 4, 12, 30),
        0.1 + 0.2,
        123456789012345.6,
        -1e-300,
    ],
)
def test_a_value_written_is_the_value_read(sheet: xw.Sheet, value: Any) -> None:
    sheet["B2"].value = value
    read = sheet["B2"].value
    assert read == value and type(read) is type(value)


def test_an_empty_cell_reads_as_none(sheet: xw.Sheet) -> None:
    sheet["A1"].value = "x"
    sheet["A1"].value = None
    assert sheet["A1"].value is None


def test_an_apostrophe_in_front_makes_a_text_of_a_formula(sheet: xw.Sheet) -> None:
    sheet["A1"].value = "'=1+1"
    assert sheet["A1"].value == "=1+1"


def test_a_formula_among_values_is_calculated(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1, 2, "=A1+B1"], [3, 4, "=A2+B2"]]
    assert sheet["C1:C2"].value == [3.0, 7.0]
    assert [cell.formula for cell in sheet["C1:C2"]] == ["=A1+B1", "=A2+B2"]


def test_one_formula_for_a_range_moves_its_references(sheet: xw.Sheet) -> None:
    sheet["A1:A3"].value = [[1], [2], [3]]
    sheet["B1:C3"].formula = "=$A1*COLUMN(B$1)"
    assert sheet["C3"].formula == "=$A3*COLUMN(C$1)"
    assert sheet["B1:C3"].value == [[2, 3], [4, 6], [6, 9]]


@pytest.mark.parametrize(
    ("formula", "error"),
    [("=1/0", "#DIV/0!"), ("=NA()", "#N/A"), ("=LEFT(1,-1)", "#VALUE!"), ("=WASS(1)", "#NAME?")],
)
def test_an_error_reads_as_none_or_as_its_text(sheet: xw.Sheet, formula: str, error: str) -> None:
    sheet["A1"].value = formula
    assert sheet["A1"].value is None
    assert sheet["A1"].options(err_to_str=True).value == error


def test_results_of_formulas_keep_their_kind(sheet: xw.Sheet) -> None:
    sheet["A1"].value = ["=1>0", "=DATE(2024,3,4)", '="文"&1', '=""']
    assert sheet["A1:D1"].value == [True, dt.datetime(2024, 3, 4), "文1", None]


def test_a_date_does_not_change_a_number_format_that_was_chosen(sheet: xw.Sheet) -> None:
    sheet["A1"].number_format = "yyyy-mm"
    sheet["A1:A2"].value = [[dt.date(2024, 3, 4)], [dt.date(2024, 3, 5)]]
    assert sheet["A1"].number_format == "yyyy-mm"
    assert sheet["A2"].value == dt.datetime(2024, 3, 5)


def test_a_data_frame_makes_the_round_trip(sheet: xw.Sheet) -> None:
    frame = pd.DataFrame({"指標": ["待機児童", "刑法犯"], "R5": [None, 3.0]})
    sheet["A1"].options(index=False).value = frame
    back = sheet["A1"].options(pd.DataFrame, index=False, expand="table").value
    assert list(back["指標"]) == ["待機児童", "刑法犯"]
    assert back["R5"].isna().tolist() == [True, False]


def test_a_block_of_a_hundred_thousand_cells_makes_the_round_trip(sheet: xw.Sheet) -> None:
    block = [[float(i * 20 + j) for j in range(20)] for i in range(5000)]
    sheet["A1"].value = block
    assert sheet["A1:T5000"].value == block


def test_what_cannot_stand_in_a_cell_is_a_type_error(sheet: xw.Sheet) -> None:
    with pytest.raises(TypeError, match="object"):
        sheet["A1"].value = object()


def test_files_written_by_others_are_recalculated_on_opening(app: xw.App, folder: Path) -> None:
    """openpyxl writes formulas without results."""
    workbook = openpyxl.Workbook()
    workbook["Sheet"]["A1"] = 2
    workbook["Sheet"]["A2"] = "=A1*21"
    workbook.save(folder / "計算.xlsx")
    opened = app.books.open(folder / "計算.xlsx")
    assert opened.sheets[0]["A2"].value == 42


def test_logical_values_and_dates_are_such_in_the_saved_file(book: xw.Book, folder: Path) -> None:
    book.sheets[0]["A1"].value = [True, dt.date(2024, 3, 4), "001"]
    book.save(folder / "種類.xlsx")
    row = next(openpyxl.load_workbook(folder / "種類.xlsx")["Sheet1"].iter_rows(values_only=True))
    assert row == (True, dt.datetime(2024, 3, 4), "001")
