"""指摘一覧: what the last validation has to say, with where it stands in which file."""

from __future__ import annotations

from kpi_desktop.domain.finding import Finding
from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.workbook.tables.table_sheet import Column, TableSheet


def findings(content: MasterContent) -> TableSheet[Finding]:
    """指摘一覧: what the last validation said."""
    names = {one.indicator.no: one.indicator.name for one in content.indicators}
    Of = Column[Finding]
    columns = (
        Of(
            "重さ",
            "要修正／要確認／お知らせ。要修正が残る様式は受理できない",
            9,
            lambda one: one.severity.label,
            "centre",
        ),
        Of("部局", "様式を提出した部局", 14, lambda one: one.department),
        Of("No", "指標の番号", 7, lambda one: one.indicator, "centre"),
        Of("指標名", "指標の名称", 30, lambda one: names.get(one.indicator, ""), "wrap"),
        Of("系列番号", "系列の番号", 8, lambda one: one.place.series, "centre"),
        Of("年度", "対象の年度", 7, lambda one: one.place.year, "centre"),
        Of("欄", "様式の欄", 11, lambda one: one.place.field, "wrap"),
        Of("内容", "何が問題か", 50, lambda one: one.message, "wrap"),
        Of("直し方", "どう直すか", 40, lambda one: one.suggestion, "wrap"),
        Of("あるべき値", "比べた相手の値", 14, lambda one: one.expected, "wrap"),
        Of("記入された値", "様式にあった値", 14, lambda one: one.actual, "wrap"),
        Of("ファイル", "提出されたファイルの名前", 30, lambda one: one.file, "wrap"),
        Of("シート", "そのシート", 10, lambda one: one.place.sheet),
        Of("セル", "そのセル", 8, lambda one: one.place.cell, "centre"),
        Of(
            "決定", "事務局の決定（免除、訂正）。空欄なら未処理", 30, lambda one: one.ruling, "wrap"
        ),
        Of("規則", "検証規則の名前", 18, lambda one: one.rule),
    )
    return TableSheet(
        "指摘一覧",
        "最後の検証による指摘。免除したものも残り、列「決定」がそれを示す。",
        columns,
        content.findings,
        3,
        empty="指摘はありません",
    )
