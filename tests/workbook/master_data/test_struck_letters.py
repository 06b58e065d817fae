"""Letters that are struck out in the master data are left out, and told."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from kpi_desktop.sample import load_sample
from kpi_desktop.workbook.master_data.reader import MasterDataFile
from kpi_desktop.workbook.master_data.writer import sheets_as_workbook
from kpi_desktop.workbook.ooxml.sheet.addresses import address_of


def master_with_target(folder: Path, value: object) -> tuple[Path, str]:
    """The sample's master data with *value* as the first target, and the cell of it."""
    path = folder / "指標マスタ.xlsx"
    path.write_bytes(sheets_as_workbook(load_sample().sheets))
    book = openpyxl.load_workbook(path)
    sheet = book["系列"]
    column = next(cell.column for cell in sheet[1] if cell.value == "目標値")
    row = next(cell.row for cell in sheet["A"] if str(cell.value) == "6")
    sheet.cell(row, column).value = value
    book.save(path)
    return path, address_of((row, column))


def test_a_figure_that_was_struck_and_written_again_is_read_as_it_is_seen(tmp_path: Path) -> None:
    struck = TextBlock(InlineFont(strike=True), "1,400")
    path, _ = master_with_target(tmp_path, CellRichText(struck, "1,500"))
    plan = MasterDataFile().read(path).plan
    assert plan and plan.indicator("6").series[0].target.display() == "1,500"


def test_what_is_struck_out_is_told_at_its_cell(tmp_path: Path) -> None:
    struck = TextBlock(InlineFont(strike=True), "1,400")
    path, cell = master_with_target(tmp_path, CellRichText(struck, "1,500"))
    told = [
        (problem.cell, problem.message)
        for problem in MasterDataFile().read(path).problems
        if "取消線" in problem.message
    ]
    assert told == [(cell, "取消線の引かれた文字「1,400」を除いて読みます。")]


def test_a_figure_without_a_strike_is_not_told(tmp_path: Path) -> None:
    path, _ = master_with_target(tmp_path, CellRichText("1,5", TextBlock(InlineFont(b=True), "00")))
    assert not any("取消線" in one.message for one in MasterDataFile().read(path).problems)
