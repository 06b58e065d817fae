"""訂正履歴: every request to change a past value, and what the office has decided."""

from __future__ import annotations

from kpi_desktop.domain.figures.readings import Reading
from kpi_desktop.domain.record.correction import LedgerEntry
from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.domain.record.ruling import Ruling
from kpi_desktop.workbook.master_book.cell_links import CORRECTIONS, Places, correction_key
from kpi_desktop.workbook.tables.table_sheet import Column, Link, TableSheet, Value


def corrections(content: MasterContent, places: Places) -> TableSheet[LedgerEntry]:
    """訂正履歴: a row a request; open and rejected ones too."""

    def value_cell(entry: LedgerEntry) -> Value:
        target = places.value_of(correction_key(entry.correction))
        return Link(target, target) if target else None

    Of = Column[LedgerEntry]
    columns = (
        Of("No", "指標の番号", 7, lambda one: one.correction.indicator, "centre"),
        Of("指標名", "指標の名称", 24, lambda one: one.name, "wrap"),
        Of("系列番号", "系列の番号", 8, lambda one: one.correction.series, "centre"),
        Of("区分", "系列の見出し", 12, lambda one: one.label, "wrap"),
        Of("年度", "訂正する値の年度", 7, lambda one: one.correction.year.short, "centre"),
        Of("項目", "実績値か策定時実績値か", 13, _item),
        Of(
            "訂正前",
            "配布した様式にあった値",
            12,
            lambda one: _shown(one.correction.before),
            "right",
        ),
        Of("訂正後", "部局が申し出た値", 12, lambda one: _shown(one.correction.after), "right"),
        Of("いまの値", "指標マスタにいまある値", 12, lambda one: _shown(one.now), "right"),
        Of("決定", "未決／承認／却下／食い違い", 9, lambda one: one.state, "centre"),
        Of(
            "部局の理由",
            "部局が脚注に書いた理由。承認すると脚注として印刷される",
            30,
            lambda one: one.correction.reason,
            "wrap",
        ),
        Of(
            "決定の理由",
            "事務局が決定に付けた理由",
            30,
            lambda one: one.correction.decision_reason,
            "wrap",
        ),
        Of("決定者", "決定を記録した人", 12, lambda one: one.correction.decided_by),
        Of("決定日時", "決定した日時", 19, lambda one: one.correction.decided_at, "time"),
        Of(
            "注意",
            "値の食い違い、後の訂正による置換え、取り消されたことのある決定",
            26,
            _remarks,
            "wrap",
        ),
        Of("部局", "申し出た部局", 14, lambda one: one.correction.department),
        Of("ファイル", "申し出のあった提出ファイル", 28, lambda one: one.proposed.file, "wrap"),
        Of("版", "その提出の版", 6, lambda one: one.proposed.version or None, "centre"),
        Of("シート", "そのシート", 10, lambda one: one.proposed.sheet),
        Of("セル", "そのセル", 8, lambda one: one.proposed.cell, "centre"),
        Of("所在", "その値がある、この統合マスタのセル", 15, value_cell),
        Of("SHA-256", "そのファイルのハッシュ", 58, lambda one: one.proposed.sha256, "code"),
    )
    return TableSheet(
        CORRECTIONS,
        "過去の値の訂正の申し出と決定。未決と却下も残る。",
        columns,
        content.corrections,
        frozen=2,
        helpers=1,
        empty="訂正の申し出はありません",
    )


def _item(entry: LedgerEntry) -> str:
    return "策定時実績値" if entry.correction.field == "策定時" else "実績値"


def _shown(reading: Reading) -> str:
    return reading.display() or "（空欄）"


def _remarks(entry: LedgerEntry) -> str:
    found = [entry.conflict] if entry.conflict else []
    if entry.replaced:
        found.append("後の訂正に置き換わりました。")
    if len(entry.history) > 1 or (entry.history and entry.is_open):
        found.append("これまでの決定: " + "、".join(map(_ruled, entry.history)))
    return "\n".join(found)


def _ruled(ruling: Ruling) -> str:
    return f"{ruling.at:%Y-%m-%d} {ruling.decision}（{ruling.reason}）"
