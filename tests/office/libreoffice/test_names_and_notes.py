"""Defined names (of the workbook and of sheets) and notes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlwings as xw
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from kpi_desktop.office.libreoffice import NoSuchObject


@pytest.fixture
def form(app: xw.App, folder: Path) -> xw.Book:
    """Two sheets, each with its own 部局名, and one name for the whole workbook."""
    workbook = openpyxl.Workbook()
    workbook["Sheet"].title = "指標1"
    workbook.create_sheet("指標 2")
    for number, sheet in enumerate(workbook, 1):
        sheet["B2"] = f"部局{number}"
        place = f"'{sheet.title}'!$B$2"
        sheet.defined_names["部局名"] = DefinedName("部局名", attr_text=place)
    workbook.defined_names["表題"] = DefinedName("表題", attr_text="'指標1'!$A$1:$C$1")
    workbook["指標1"]["B2"].comment = Comment("ここに書く", "企画課")
    workbook.save(folder / "様式.xlsx")
    return app.books.open(folder / "様式.xlsx")


def test_a_name_of_a_sheet_leads_to_that_sheet(form: xw.Book) -> None:
    assert form.sheets["指標1"]["部局名"].value == "部局1"
    assert form.sheets["指標 2"]["部局名"].value == "部局2"


def test_a_book_lists_its_own_names_and_those_of_its_sheets(form: xw.Book) -> None:
    assert [name.name for name in form.names] == ["表題", "指標1!部局名", "'指標 2'!部局名"]
    assert form.names["表題"].refers_to == "=指標1!$A$1:$C$1"
    assert form.names["'指標 2'!部局名"].refers_to_range.value == "部局2"


def test_a_sheet_lists_only_its_own_names(form: xw.Book) -> None:
    sheet = form.sheets["指標 2"]
    assert len(sheet.names) == 1
    assert sheet.names["部局名"].refers_to == "='指標 2'!$B$2"
    assert "表題" not in sheet.names and "表題" in form.names


def test_a_range_is_named_and_knows_its_name(sheet: xw.Sheet) -> None:
    sheet["B2:C3"].name = "実績"
    assert str(sheet["B2:C3"].name) == "<Name '実績': =Sheet1!$B$2:$C$3>"
    assert sheet["B2"].name is None
    assert sheet["実績"].address == "$B$2:$C$3"


def test_names_are_added_changed_and_deleted(book: xw.Book, sheet: xw.Sheet) -> None:
    book.names.add("率", "=0.5*2")
    book.names["率"].refers_to = "=Sheet1!$C$1"
    sheet["C1"].value, sheet["A1"].value = 3, "=率*2"
    assert sheet["A1"].value == 6
    del book.names["率"]
    assert "率" not in book.names and len(book.names) == 0


def test_a_name_without_cells_has_no_range(book: xw.Book) -> None:
    name = book.names.add("率", "=1.5")
    with pytest.raises(NoSuchObject, match="率"):
        name.refers_to_range  # noqa: B018


def test_an_absent_name_is_a_key_error(book: xw.Book) -> None:
    with pytest.raises(KeyError):
        book.names["無い"]


def test_a_note_from_a_file_is_read(form: xw.Book) -> None:
    assert "ここに書く" in form.sheets[0].notes["B2"].text
    assert [note.location.address for note in form.notes] == ["$B$2"]


def test_a_note_is_added_changed_and_deleted(sheet: xw.Sheet) -> None:
    sheet["B2"].add_note("単位を直してください")
    note = sheet["B2"].note
    assert note is not None and note.text == "単位を直してください"
    note.text = "済"
    assert sheet.notes["B2"].text == "済"
    note.delete()
    assert sheet["B2"].note is None


def test_a_note_stays_when_values_are_written_over_its_cell(sheet: xw.Sheet) -> None:
    """LibreOffice's own block writing deletes notes."""
    sheet["B2"].add_note("残る")
    sheet["A1"].value = [[1, 2, 3], [4, 5, "=A1"], [7, 8, 9]]
    sheet["B2:C2"].formula = "=A1*10"
    assert sheet.notes["B2"].text == "残る"
    assert sheet["A1:C3"].value == [[1, 2, 3], [4, 10, 20], [7, 8, 9]]
