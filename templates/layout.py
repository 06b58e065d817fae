"""Where everything stands on the sheet 様式2, and its letters and colours.

Columns A–I are the printed page; J–K the check panel beside it; M and further hold hidden working cells
that the chart and the panel read.
"""

from __future__ import annotations

from xlsxwriter.utility import xl_rowcol_to_cell

FORM, COVER, GUIDE = "様式2", "提出票", "記入要領"
GOTHIC, MINCHO = "ＭＳ ゴシック", "ＭＳ 明朝"
SERIES, YEARS = 6, 5
INK, RULE, HEAD = "#1F2A36", "#5B6B7B", "#E9EEF3"

# columns of the page: 区分 単位 策定時 実績×5 目標
WIDTHS = (96, 68, 82, 72, 72, 72, 72, 72, 82)
LABEL, UNIT, BASE, YEAR1, TARGET = 0, 1, 2, 3, 8
LAST = TARGET
GAP, PANEL = 9, 10
# rows (0-based) of the page
TOP, TITLE, NO, NAME, NOTE, HEAD1, HEAD2, ROW1 = 0, 1, 3, 4, 5, 7, 8, 9
FOOT = ROW1 + SERIES
BOXES = {"取組状況": FOOT + 2, "課題等": FOOT + 4, "今後の方向性": FOOT + 6}
REMARK_HEAD, REMARK = FOOT + 8, FOOT + 9
CHART_HEAD, CHART = FOOT + 11, FOOT + 12
# hidden working columns
FLAG, READ, VALUE, GOAL, CAPTION, SCALE, BOUNDS = 12, 19, 26, 33, 39, 41, 42
HIDDEN_LAST = 44


def absolute(row: int, first: int, last: int | None = None) -> str:
    """``$C$10`` or ``$C$10:$I$10``."""
    cell = xl_rowcol_to_cell(row, first, True, True)
    return cell if last is None else f"{cell}:{xl_rowcol_to_cell(row, last, True, True)}"
