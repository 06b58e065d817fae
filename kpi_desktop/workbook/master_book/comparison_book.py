"""比較: a workbook that shows what changed between two masters."""

from __future__ import annotations

import datetime
import io

import xlsxwriter

from kpi_desktop.usecases.deliver.comparison import Change, Comparison
from kpi_desktop.workbook.tables.cell_styles import Styles
from kpi_desktop.workbook.tables.table_sheet import Column, TableSheet

_CREATED = datetime.datetime(2000, 1, 1)
Of = Column[Change]
_COLUMNS = (
    Of("No", "指標の番号", 7, lambda one: one.no, "centre"),
    Of("指標名", "指標の名称", 32, lambda one: one.name, "wrap"),
    Of("系列番号", "系列の番号（文章は空欄）", 8, lambda one: one.series, "centre"),
    Of("項目", "策定時実績値、実績値、目標値、文章の欄", 14, lambda one: one.item),
    Of("年度", "値の年度", 7, lambda one: one.year, "centre"),
    Of("違い", "変更・追加・削除", 8, lambda one: one.kind, "centre"),
    Of("前の値", "前の統合マスタでの値", 44, lambda one: one.before, "wrap"),
    Of("今の値", "今の統合マスタでの値", 44, lambda one: one.after, "wrap"),
    Of("前の出所", "前の値のファイル・シート・セル", 30, lambda one: one.before_place, "wrap"),
    Of("今の出所", "今の値のファイル・シート・セル", 30, lambda one: one.after_place, "wrap"),
    Of("決定", "その後の最後の操作（日時・操作・人・理由）", 34, lambda one: one.decided, "wrap"),
)


def comparison_workbook(comparison: Comparison, title: str) -> bytes:
    """The finished .xlsx; the same comparison gives the same bytes."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": f"比較　{title}", "created": _CREATED})
    sheet = TableSheet(
        "比較",
        "前の統合マスタと違う値。",
        _COLUMNS,
        comparison.changes,
        frozen=2,
        empty="違いはありません",
        notes=("比べたもの", f"前: {comparison.earlier}\n今: {comparison.later}"),
    )
    sheet.write(book, Styles(book), title, f"{comparison.earlier} → {comparison.later}")
    book.close()
    return stream.getvalue()
