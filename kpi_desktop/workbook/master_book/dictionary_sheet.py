"""データ辞書: every sheet and column of the master workbook in words, made from the sheets themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kpi_desktop.workbook.tables.cell_styles import Styles, set_page
from kpi_desktop.workbook.tables.page_breaks import row_height
from kpi_desktop.workbook.tables.table_sheet import TableSheet

NAME = "データ辞書"
_HEADS, _WIDTHS = ("シート", "列・言葉", "意味"), (16.0, 24.0, 100.0)
_CONVENTIONS = (
    ("－ などの記号", "元の資料に印刷された記号。値が「ない」ことを表し、0 とは区別する"),
    ("集計中", "評価年度の値がまだ確定していない"),
    ("（未提出）", "様式がまだ提出されていない"),
    ("（空欄）", "提出された様式のその欄が空だった"),
    ("（データなし）", "指標マスタに値がない。推測で補わない"),
    ("空白（総括表の年度）", "その指標の様式に、その年度の欄がない"),
    ("達成", "評価対象の系列がすべて目標に達した（減らす指標は目標以下）"),
    ("未達成", "評価対象の系列に、目標に達していないものがある"),
    ("判定不能", "目標値がない、実績値がない、実績値と目標値の種類が違うなどで比べられない"),
    ("達成率", "達成 ÷（達成＋未達成）。集計中・判定不能・未提出は含まない"),
    (
        "進捗率",
        "（実績値－策定時実績値）÷（目標値－策定時実績値）。策定時と目標が同じときは求めない",
    ),
)


def write_dictionary(
    book: Any, styles: Styles, sheets: Sequence[TableSheet[Any]], title: str, snapshot: str
) -> None:
    """Add the sheet."""
    page = book.add_worksheet(NAME)
    page.hide_gridlines(2)
    for column, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, head, styles["head"])
    page.set_row(0, 24)
    row = 1
    for sheet in sheets:
        page.write_url(row, 0, f"internal:'{sheet.name}'!A1", styles["link"], sheet.name)
        page.write_string(row, 1, "", styles["group"])
        page.write_string(row, 2, sheet.meaning, styles["group"])
        row = _entries(page, styles, row + 1, [(one.title, one.meaning) for one in sheet.columns])
    page.write_string(row, 0, "言葉", styles["group"])
    page.write_string(row, 1, "", styles["group"])
    page.write_string(row, 2, "値の代わりに立つ言葉と、判定の言葉。", styles["group"])
    _entries(page, styles, row + 1, _CONVENTIONS)
    page.freeze_panes(1, 0)
    set_page(page, f"{title}　{NAME}", snapshot)


def _entries(page: Any, styles: Styles, row: int, entries: Sequence[tuple[str, str]]) -> int:
    for name, meaning in entries:
        page.write_blank(row, 0, None, styles["text"])
        page.write_string(row, 1, name, styles["text"])
        page.write_string(row, 2, meaning, styles["wrap"])
        page.set_row(row, row_height([(name, _WIDTHS[1]), (meaning, _WIDTHS[2])]))
        row += 1
    return row
