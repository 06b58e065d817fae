"""証跡 and 監査証跡: the origin of every figure, and the record of everything that was done."""

from __future__ import annotations

import json

from kpi_desktop.domain.record.audit import AuditAction, AuditEntry
from kpi_desktop.domain.record.master_content import Figure, MasterContent
from kpi_desktop.usecases.record.originals import copy_path
from kpi_desktop.workbook.master_book.cell_links import (
    EVIDENCE,
    FORM_CELL,
    EvidenceLine,
    Key,
    Places,
)
from kpi_desktop.workbook.tables.table_sheet import (
    MISSING,
    Column,
    FileLink,
    Link,
    TableSheet,
    Value,
)

_ACTIONS: dict[str, str] = {
    AuditAction.GENERATE: "配布",
    AuditAction.COLLECT: "回収",
    AuditAction.REFUSE: "受け付けず",
    AuditAction.VALIDATE: "検証",
    AuditAction.RETURN: "差戻し",
    AuditAction.ACCEPT: "受理",
    AuditAction.FINALISE: "確定",
    AuditAction.REOPEN: "再開",
    AuditAction.CONFIRM: "疑問の確認",
    AuditAction.CORRECT: "訂正",
    AuditAction.WAIVE: "免除",
    AuditAction.EXCLUDE: "提出の除外",
    AuditAction.ASSESS: "判定の変更",
    AuditAction.CONSOLIDATE: "統合",
    AuditAction.PUBLISH: "公表",
    AuditAction.RECORD: "書いた行の要約",
}


def evidence(content: MasterContent, places: Places) -> TableSheet[tuple[Key, EvidenceLine]]:
    """証跡: for each figure and text the very cell of the very file."""

    def printed(row: tuple[Key, EvidenceLine]) -> str:
        line = row[1]
        if not isinstance(line.value, Figure):
            return f"（文章 {len(line.value)}字）" if line.value else MISSING[line.origin.source]
        reading = line.value.reading
        return MISSING[line.origin.source] if reading.is_missing else reading.display()

    def original(row: tuple[Key, EvidenceLine]) -> Value:
        one = row[1].origin
        if not one.sha256:
            return one.file
        path = copy_path(content.year, one.sha256, one.file)
        return FileLink(one.file, path, one.sheet, one.cell)

    def value_cell(row: tuple[Key, EvidenceLine]) -> Link:
        target = places.value_of(row[0])
        return Link(target, target)

    def form_cell(row: tuple[Key, EvidenceLine]) -> Value:
        target = places.form_of(row[0])
        return Link(target, target) if target else None

    def corrected(row: tuple[Key, EvidenceLine]) -> Value:
        found = places.correction_of(row[0])
        return Link(*found) if found else None

    Of = Column[tuple[Key, EvidenceLine]]
    columns = (
        Of("No", "指標の番号", 7, lambda row: row[1].of.indicator.no, "centre"),
        Of("系列番号", "系列の番号（文章は空欄）", 8, lambda row: row[0][1] or None, "centre"),
        Of("項目", "策定時実績値、年度ごとの実績値、目標値、文章の欄", 15, lambda row: row[1].what),
        Of("値", "統合マスタでの値（印刷するとおり。文章は字数）", 16, printed, "right"),
        Of("所在", "その値がある、この統合マスタのセル", 15, value_cell),
        Of(
            FORM_CELL,
            "個票でのセル。個票は新しい五年度までなので、その前の年度は空欄",
            12,
            form_cell,
        ),
        Of(
            "出所", "提出／指標マスタ／未提出", 10, lambda row: row[1].origin.source.value, "centre"
        ),
        Of("ファイル", "値を採ったファイルの名前。原本の写しのそのセルを開く", 40, original),
        Of("シート", "そのシート", 10, lambda row: row[1].origin.sheet),
        Of("セル", "そのセル", 8, lambda row: row[1].origin.cell, "centre"),
        Of("元の文字", "そのセルにあった文字そのもの", 60, lambda row: row[1].origin.raw, "wrap"),
        Of(
            "読み替え",
            "元の文字をどう読んだか。空欄ならそのまま",
            26,
            lambda row: "、".join(row[1].origin.notes),
            "wrap",
        ),
        Of("備考", "指標マスタの備考", 18, lambda row: row[1].remark, "wrap"),
        Of("訂正", "訂正の申し出の決定。シート「訂正履歴」の行へ移る", 9, corrected),
        Of("版", "提出の版", 6, lambda row: row[1].origin.version, "centre"),
        Of("受付日時", "受け付けた日時", 19, lambda row: row[1].origin.received_at, "time"),
        Of("操作者", "受け付けた人", 14, lambda row: row[1].origin.operator),
        Of(
            "SHA-256",
            "ファイルのハッシュ。原本は事業フォルダの .kpi/evidence/（先頭2桁）/（ハッシュ）にあり、"
            "統合マスタの隣の 原本_（年度） にその写しがある",
            58,
            lambda row: row[1].origin.sha256,
            "code",
        ),
    )
    return TableSheet(
        EVIDENCE,
        "すべての数値と文章が、どのファイルのどのセルから来たか。",
        columns,
        places.evidence,
        frozen=3,
        helpers=1,
    )


def audit(content: MasterContent) -> TableSheet[AuditEntry]:
    """監査証跡: the chained log, and how to verify it."""

    def details(entry: AuditEntry) -> str:
        return json.dumps(entry.details, ensure_ascii=False, sort_keys=True)

    Of = Column[AuditEntry]
    columns = (
        Of("番号", "記録の番号", 7, lambda one: one.seq, "number"),
        Of("日時", "記録した日時", 19, lambda one: one.at, "time"),
        Of("操作者", "操作した人", 16, lambda one: one.operator),
        Of("操作", "行った操作", 14, lambda one: _ACTIONS.get(one.action, one.action)),
        Of(
            "操作コード",
            "記録されている操作の名前（ハッシュに含まれる）",
            12,
            lambda one: one.action,
            "code",
        ),
        Of("内容", "操作の詳細", 70, details, "code wrap"),
        Of("前のハッシュ", "一つ前の記録のハッシュ", 58, lambda one: one.previous, "code"),
        Of("ハッシュ", "この記録のハッシュ", 58, lambda one: one.hash, "code"),
    )
    return TableSheet(
        "監査証跡",
        "操作の記録。各行のハッシュは前の行のハッシュを含んで連鎖する。",
        columns,
        content.audit,
        empty="記録はまだありません",
        notes=(
            "確かめ方",
            "事業フォルダで kpi-desktop verify を実行すると、連鎖と原本のハッシュをすべて検算します。",
            "各行のハッシュは、前のハッシュと、その行の番号・日時・操作者・操作・内容から計算したSHA-256です。"
            "途中の行を変えたり除いたりすると、それより後の連鎖が合わなくなります。",
            f"この統合マスタを作ったときの最後のハッシュ: {content.audit_head or '（記録なし）'}",
            "このハッシュを紙などに控えておけば、末尾の削除や全体の作り直しも見つかります。",
        ),
    )
