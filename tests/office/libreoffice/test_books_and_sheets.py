"""Workbooks and sheets, in the manner of xlwings' own examples."""

from __future__ import annotations

import os
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
import xlwings as xw
from openpyxl.worksheet.table import Table

from kpi_desktop.office.libreoffice import LibreOfficeError, NoSuchObject, NotSupported


@pytest.fixture
def saved(folder: Path) -> Path:
    """A file as somebody else made it: a note, a name, a table, a hidden sheet."""
    workbook = openpyxl.Workbook()
    first = workbook["Sheet"]
    first.title = "様式２"
    first.append(["No", "実績"])
    first.append([1, 55.3])
    hidden = workbook.create_sheet("_meta")
    hidden.sheet_state = "hidden"
    path = folder / "様式２ 企画課.xlsx"
    workbook.save(path)
    return path


def test_a_book_is_opened_by_its_path(app: xw.App, saved: Path) -> None:
    book = xw.Book(saved)
    assert (book.name, book.fullname) == (saved.name, str(saved))
    assert book.app == app
    assert book.sheet_names == ["様式２", "_meta"]


def test_opening_a_book_again_gives_the_open_one(app: xw.App, saved: Path) -> None:
    assert xw.Book(saved) == xw.Book(saved)
    assert len(app.books) == 1


def test_new_books_are_numbered_and_found(app: xw.App) -> None:
    first, second = app.books.add(), app.books.add()
    assert [book.name for book in app.books] == ["Book1", "Book2"]
    assert xw.books["Book1"] == first and app.books[1] == second
    assert xw.Book("Book2") == second


def test_an_absent_book_is_a_key_error(app: xw.App) -> None:
    with pytest.raises(KeyError):
        app.books["無い.xlsx"]


@pytest.mark.parametrize("ending", [".xlsx", ".xlsm", ".xls", ".ods", ".csv"])
def test_a_book_is_saved_in_the_format_of_its_ending(
    app: xw.App, book: xw.Book, folder: Path, ending: str
) -> None:
    book.sheets[0]["A1"].value = ["髙橋", 1.5]
    book.save(folder / f"保存{ending}")
    assert book.name == f"保存{ending}"
    book.close()
    assert app.books.open(folder / f"保存{ending}").sheets[0]["A1:B1"].value == ["髙橋", 1.5]


def test_a_book_is_saved_in_place(app: xw.App, saved: Path) -> None:
    book = app.books.open(saved)
    book.sheets[0]["B2"].value = 60
    book.save()
    assert openpyxl.load_workbook(saved)["様式２"]["B2"].value == 60


def test_a_new_book_without_a_path_is_saved_in_the_current_folder(
    book: xw.Book, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    book.save()
    assert (folder / "Book1.xlsx").is_file()


def test_saving_as_what_is_no_workbook_is_refused(book: xw.Book, folder: Path) -> None:
    with pytest.raises(NotSupported, match=".docx"):
        book.save(folder / "文書.docx")


def test_closing_one_book_leaves_the_others_alone(app: xw.App, saved: Path) -> None:
    kept, closed = app.books.add(), app.books.open(saved)
    kept.sheets[0]["A1"].value = "残す"
    closed.close()
    assert [book.name for book in app.books] == [kept.name]
    assert kept.sheets[0]["A1"].value == "残す"


def test_a_closed_book_says_so(app: xw.App, saved: Path) -> None:
    app.books.add()
    book = app.books.open(saved)
    sheet = book.sheets[0]
    book.close()
    with pytest.raises(NoSuchObject, match="no longer open"):
        sheet["A1"].value  # noqa: B018


def test_a_lock_left_by_a_killed_program_keeps_nothing_shut(app: xw.App, saved: Path) -> None:
    lock = saved.with_name(f".~lock.{saved.name}#")
    lock.write_text(",somebody,elsewhere,01.01.2024 00:00,file:///home/somebody;", encoding="utf-8")
    book = app.books.open(saved)
    book.sheets[0]["A1"].value = "x"
    book.save()
    assert book.sheets[0]["B2"].value == 55.3


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip at all"])
def test_a_damaged_file_is_refused_with_its_path(app: xw.App, folder: Path, content: bytes) -> None:
    path = folder / "壊れた.xlsx"
    path.write_bytes(content)
    with pytest.raises(LibreOfficeError, match="壊れた.xlsx"):
        app.books.open(path)
    assert len(app.books) == 0


def test_a_book_behind_a_password_opens_with_it_only(
    app: xw.App, saved: Path, folder: Path
) -> None:
    locked = folder / "鍵.xlsx"
    with saved.open("rb") as plain, locked.open("wb") as cipher:
        msoffcrypto.OfficeFile(plain).encrypt("秘密", cipher)
    with pytest.raises(LibreOfficeError, match="password"):
        app.books.open(locked)
    with pytest.raises(LibreOfficeError, match="password"):
        app.books.open(locked, password="違う")
    assert app.books.open(locked, password="秘密").sheets[0]["B2"].value == 55.3


def test_sheets_are_added_renamed_moved_copied_and_deleted(book: xw.Book) -> None:
    first = book.sheets[0]
    first["A1"].value = 7
    book.sheets.add("後", after=first)
    book.sheets.add("前", before=first)
    first.name = "中"
    copied = first.copy(name="写し")
    copied.move(before=book.sheets["前"])
    assert book.sheet_names == ["写し", "前", "中", "後"]
    assert copied["A1"].value == 7
    del book.sheets["前"]
    assert book.sheet_names == ["写し", "中", "後"]


def test_a_renamed_sheet_is_renamed_for_all_who_hold_it(book: xw.Book) -> None:
    held, same = book.sheets[0], book.sheets["Sheet1"]
    cells = same["A1:B1"]
    held.name = "改名"
    assert same.name == "改名"
    cells.value = [1, 2]
    assert held["B1"].value == 2


def test_sheets_are_found_whatever_their_case(book: xw.Book) -> None:
    assert book.sheets["sheet1"].name == "Sheet1"
    assert "SHEET1" in book.sheets
    with pytest.raises(NoSuchObject, match="'無い'"):
        book.sheets["無い"]


def test_sheets_are_hidden_but_not_the_last_one(book: xw.Book, sheet: xw.Sheet) -> None:
    other = book.sheets.add("他")
    other.visible = False
    assert not other.visible
    with pytest.raises(LibreOfficeError, match="visible"):
        sheet.visible = False


def test_a_sheet_is_copied_into_another_book(app: xw.App, sheet: xw.Sheet) -> None:
    sheet["A1"].value = "元"
    target = app.books.add()
    copied = sheet.copy(after=target.sheets[0], name="受")
    assert copied.book == target and copied["A1"].value == "元"


def test_print_area_and_frozen_panes_reach_the_file(
    book: xw.Book, sheet: xw.Sheet, folder: Path
) -> None:
    sheet["A1"].value = [[1, 2], [3, 4]]
    sheet.page_setup.print_area = "$A$1:$B$2"
    assert sheet.page_setup.print_area == "$A$1:$B$2"
    sheet.freeze_panes.freeze_at("1:1")
    book.save(folder / "枠.xlsx")
    written = openpyxl.load_workbook(folder / "枠.xlsx")["Sheet1"]
    assert written.freeze_panes == "A2"
    assert written.print_area == "'Sheet1'!$A$1:$B$2"


def test_tables_are_listed_and_follow_their_data(app: xw.App, saved: Path) -> None:
    workbook = openpyxl.load_workbook(saved)
    table = Table(displayName="実績表", ref="A1:B2")
    workbook["様式２"].add_table(table)
    workbook.save(saved)
    sheet = app.books.open(saved).sheets[0]
    found = sheet.tables["実績表"]
    body, header = found.data_body_range, found.header_row_range
    assert body is not None and body.value == [1, 55.3]
    assert header is not None and header.value == ["No", "実績"]
    sheet["A3"].value = [2, 60]
    found.resize(sheet["A1:B3"])
    sheet["D1"].value = "=SUM(実績表[実績])"
    assert sheet["D1"].value == pytest.approx(115.3)
    assert sheet["A2"].table is not None and sheet["D2"].table is None


def test_the_calculation_is_stopped_and_asked_for(app: xw.App, sheet: xw.Sheet) -> None:
    sheet["A1"].value = [1, "=A1*2"]
    app.calculation = "manual"
    sheet["A1"].value = 5
    assert app.calculation == "manual"
    app.calculate()
    assert sheet["B1"].value == 10
    app.calculation = "automatic"


def test_native_properties_are_within_reach(sheet: xw.Sheet) -> None:
    assert sheet.api.get("IsVisible") is True
    sheet.api.set("TabColor", 0xFF0000)
    assert sheet.api.get("TabColor") == 0xFF0000
    sheet.api.call("protect", "")
    assert sheet.impl.protected


def test_the_app_tells_its_version_and_process(app: xw.App) -> None:
    assert app.version.major >= 7
    assert os.path.isdir(app.path)
    assert xw.apps[app.pid] == app and app.pid in xw.apps.keys()
