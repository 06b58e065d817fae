"""指摘一覧: findings as a workbook that can be filtered, with a link to each cell."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence

import xlsxwriter

from kpi_desktop.usecases.gather.export_findings import ListedFinding
from kpi_desktop.workbook.marking.mark_colours import COLOURS
from kpi_desktop.workbook.tables.cell_styles import Styles
from kpi_desktop.workbook.tables.table_sheet import Column, TableSheet

_CREATED = datetime.datetime(2000, 1, 1)
_LINK = 5  # column of 場所
Of = Column[ListedFinding]
_COLUMNS = (
    Of("重さ", "要修正・要確認・お知らせ", 9, lambda one: one.finding.severity.label, "centre"),
    Of("部局", "提出した部局", 14, lambda one: one.finding.department, "wrap"),
    Of("No", "指標の番号", 7, lambda one: one.finding.indicator, "centre"),
    Of("指標名", "指標の名称", 28, lambda one: one.name, "wrap"),
    Of("ファイル", "提出されたファイル", 28, lambda one: one.finding.file, "wrap"),
    Of("場所", "シートとセル", 14, lambda one: _place(one), "centre"),
    Of("指摘", "何が問題か", 52, lambda one: one.finding.message, "wrap"),
    Of("直し方", "どう直すか", 46, lambda one: one.finding.suggestion, "wrap"),
    Of("規則", "検証ルールのコード", 8, lambda one: one.finding.rule, "centre"),
    Of("決定", "免除・訂正の決定", 24, lambda one: one.finding.ruling, "wrap"),
)


def findings_workbook(findings: Sequence[ListedFinding], title: str) -> bytes:
    """The finished .xlsx; the same findings give the same bytes."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": f"指摘一覧　{title}", "created": _CREATED})
    styles = Styles(book)
    sheet = TableSheet(
        "指摘一覧", "検証の指摘。", _COLUMNS, findings, frozen=1, empty="指摘はありません"
    )
    page = sheet.write(book, styles, title, f"{len(findings)}件")
    for row, one in enumerate(findings, 1):
        place = one.finding.place
        if one.link and place.sheet and place.cell:
            sheet_name = place.sheet.replace("'", "''")
            url = f"external:{one.link}#'{sheet_name}'!{place.cell}"
            page.write_url(row, _LINK, url, styles["link"], _place(one))
    for severity, colour in COLOURS.items():
        look = book.add_format({"bg_color": f"#{colour[2:]}"})
        rule = {"type": "cell", "criteria": "==", "value": f'"{severity.label}"', "format": look}
        page.conditional_format(1, 0, max(len(findings), 1), 0, rule)
    book.close()
    return stream.getvalue()


def _place(one: ListedFinding) -> str:
    place = one.finding.place
    return f"{place.sheet}!{place.cell}" if place.cell else place.sheet
