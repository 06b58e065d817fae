"""Damage done with openpyxl: a program that saves everything afresh and moves cells without their names."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import python_calamine
import xlsxwriter
from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbook.reading.damage.kinds import MAIN, OTHER, Damage, both_truths, main_truth
from tests.workbook.reading.damage.sent_forms import Outcome, Truth, filled, form_of, reader, sent


@functools.cache
def addresses() -> dict[str, str]:
    """Field → address on the sheet of No 10."""
    read = reader().read(filled(MAIN), "", sent())
    cells = next(one for one in read.sheets if one.no == "10").cells
    return {name: cell.address for name, cell in cells.items()}


def saved(change: Callable[[Workbook, Worksheet], None] | None = None) -> bytes:
    """The filled form, loaded, changed and saved again."""
    book = openpyxl.load_workbook(io.BytesIO(filled(MAIN)))
    if change is not None:
        change(book, book["No.10"])
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def row_of(field: str) -> int:
    """Row of a field on the sheet of No 10."""
    return int("".join(char for char in addresses()[field] if char.isdigit()))


def copy_values(source: Worksheet, target: Worksheet, down: int = 0, right: int = 0) -> None:
    """Paste the values of one sheet into another."""
    for row in source.iter_rows():
        for cell in row:
            if cell.value is not None and cell.data_type != "f":
                target.cell(cell.row + down, cell.column + right, cell.value)


def new_book(down: int = 0, right: int = 0, department: str = MAIN) -> bytes:
    """The values of every form sheet in a new workbook."""
    source = openpyxl.load_workbook(io.BytesIO(filled(department)))
    book = Workbook()
    assert isinstance(book.active, Worksheet)
    book.remove(book.active)
    for sheet in source.worksheets:
        if sheet.title.startswith("No."):
            copy_values(sheet, book.create_sheet(sheet.title), down, right)
    return _bytes(book)


def pasted_from_another_department() -> bytes:
    """The values of a sheet of another department in a sheet of its own."""

    def change(book: Workbook, _: Worksheet) -> None:
        other = openpyxl.load_workbook(io.BytesIO(filled(OTHER)))
        name = next(name for name in other.sheetnames if name.startswith("No."))
        copy_values(other[name], book.create_sheet("追加分"))

    return saved(change)


def two_indicators_on_one_sheet() -> bytes:
    """The values of two sheets below each other."""
    source = openpyxl.load_workbook(io.BytesIO(filled(MAIN)))
    book = Workbook()
    assert isinstance(book.active, Worksheet)
    copy_values(source["No.10"], book.active)
    copy_values(source["No.33"], book.active, down=60)
    return _bytes(book)


def pasted_over(whole: bool) -> bytes:
    """What stands on the sheet of No 33 pasted over the sheet of No 10: all of it, or the answers."""

    def change(book: Workbook, sheet: Worksheet) -> None:
        source = book["No.33"]
        for row in source.iter_rows():
            for cell in row:
                wanted = cell.value is not None and cell.data_type != "f"
                if wanted and (whole or not cell.protection.locked):
                    _write(sheet, cell.coordinate, cell.value)

    return saved(change)


def _write(sheet: Worksheet, address: str, value: Any) -> None:
    cell = sheet[address]
    if not isinstance(cell, MergedCell):
        cell.value = value


def by_another_writer() -> bytes:
    """Every value read by one library and written by another, as web spreadsheets do."""
    source = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(filled(MAIN)))
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name in source.sheet_names:
        sheet = book.add_worksheet(name)
        for row, values in enumerate(source.get_sheet_by_name(name).to_python(False)):
            sheet.write_row(row, 0, values)
    book.close()
    return stream.getvalue()


def _in_new_order(book: Workbook, _: Worksheet) -> None:
    book.move_sheet("No.34", -3)


def _copied(book: Workbook, sheet: Worksheet, value: Any = "") -> None:
    copy = book.copy_worksheet(sheet)
    copy.title = "No.10 (2)"
    if value != "":
        copy[addresses()["系列1_実績4"]] = value


def _blank_copy(book: Workbook, sheet: Worksheet) -> None:
    copy = book.copy_worksheet(sheet)
    inputs = form_of(MAIN).sheets[0].inputs
    for name in inputs:
        copy[addresses()[name]] = None


def _very_hidden(_: Workbook, sheet: Worksheet) -> None:
    sheet.sheet_state = "veryHidden"


def _far_cell(_: Workbook, sheet: Worksheet) -> None:
    sheet["XFD1048576"] = "遠く"


def _stray(_: Workbook, sheet: Worksheet) -> None:
    sheet["D3"] = "ここにメモ"
    sheet["B40"] = 7000.25


def _unmerged(_: Workbook, sheet: Worksheet) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


def _merged(_: Workbook, sheet: Worksheet) -> None:
    first = addresses()["系列1_実績4"]
    letters = first.rstrip("0123456789")
    sheet.merge_cells(f"{first}:{letters}{row_of('系列2_実績4')}")


def _merged_left(_: Workbook, sheet: Worksheet) -> None:
    sheet.merge_cells(f"{addresses()['系列1_実績3']}:{addresses()['系列1_実績4']}")


def _formats(_: Workbook, sheet: Worksheet) -> None:
    sheet[addresses()["系列1_実績4"]].number_format = "0%"
    sheet[addresses()["系列2_実績4"]].number_format = "@"


def _removed(book: Workbook, _: Worksheet) -> None:
    del book["No.33"]


def _last_column_gone(_: Workbook, sheet: Worksheet) -> None:
    sheet.delete_cols(9)


def _answer_moved(_: Workbook, sheet: Worksheet) -> None:
    sheet.move_range(f"{addresses()['取組状況']}", rows=row_of("課題等") - row_of("取組状況"))


def moved_truth() -> Truth:
    """What people see after the answer was moved into the next box: that box holds it."""
    truth = {key: dict(fields) for key, fields in main_truth().items()}
    fields = next(fields for key, fields in truth.items() if key[1] == "10")
    fields["課題等"], fields["取組状況"] = fields["取組状況"], ""
    return truth


KindOfChange = Callable[[Workbook, Worksheet], None]


def kinds() -> list[Damage]:
    """Everything that is done here."""
    good, back, ask = Outcome.READ, Outcome.RECOVERED, Outcome.ASKED

    def rows(method: str, field: str, below: int = 0, count: int = 1) -> Callable[[], bytes]:
        def change(_: Workbook, sheet: Worksheet) -> None:
            getattr(sheet, method)(row_of(field) + below, count)

        return lambda: saved(change)

    def columns(at: int) -> Callable[[], bytes]:
        return lambda: saved(lambda _, sheet: sheet.insert_cols(at))

    def change(function: KindOfChange) -> Callable[[], bytes]:
        return lambda: saved(function)

    program = "openpyxl"
    return [
        Damage("保存し直す", program, good, saved),
        Damage("シートの順序を変える", program, good, change(_in_new_order)),
        Damage("表の上に行を挿入", program, ask, rows("insert_rows", "系列1_区分", -4, 2)),
        Damage("先頭に行を挿入", program, ask, rows("insert_rows", "部局名", 0, 3)),
        Damage("系列の間に行を挿入", program, ask, rows("insert_rows", "系列2_区分")),
        Damage("見出しと記入欄の間に行を挿入", program, ask, rows("insert_rows", "取組状況")),
        Damage("左に列を挿入", program, ask, columns(1)),
        Damage("実績の列の間に列を挿入", program, ask, columns(7)),
        Damage("脚注の行を削除", program, ask, rows("delete_rows", "脚注")),
        Damage("課題等の行を削除", program, ask, rows("delete_rows", "課題等")),
        Damage("系列の行を削除", program, ask, rows("delete_rows", "系列1_区分")),
        Damage("目標の列を削除", program, back, change(_last_column_gone)),
        Damage("結合を解く", program, good, change(_unmerged)),
        Damage("記入欄どうしを結合", program, ask, change(_merged)),
        Damage("記入欄を左のセルと結合", program, ask, change(_merged_left)),
        Damage("書式を貼り付ける", program, good, change(_formats)),
        Damage("シートの一部だけを返す", program, back, change(_removed)),
        Damage("シートの写しが残る", program, back, change(_copied)),
        Damage("写しに違う記入", program, ask, lambda: saved(lambda b, s: _copied(b, s, 9999))),
        Damage("空の写しが残る", program, back, change(_blank_copy)),
        Damage("見えない隠しシートにする", program, back, change(_very_hidden)),
        Damage("遠いセルに記入", program, good, change(_far_cell)),
        Damage("欄の外に記入", program, good, change(_stray)),
        Damage("記入を隣の枠へ移す", program, good, change(_answer_moved), moved_truth),
        Damage("値だけを新しいブックに貼る", program, back, new_book),
        Damage("値だけをずらして貼る", program, back, lambda: new_book(3, 2)),
        Damage(
            "別の部局のシートを貼る",
            program,
            back,
            pasted_from_another_department,
            both_truths,
        ),
        Damage("二つの指標を一枚に貼る", program, Outcome.REFUSED, two_indicators_on_one_sheet),
        Damage("別の指標を丸ごと上に貼る", program, back, lambda: pasted_over(True)),
        Damage("別のプログラムで作り直す", "calamine + XlsxWriter", back, by_another_writer),
    ]
