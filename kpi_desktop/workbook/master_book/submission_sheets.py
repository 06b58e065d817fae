"""提出状況 and 提出履歴: which departments have answered, and every file that came."""

from __future__ import annotations

from collections.abc import Callable

from kpi_desktop.domain.forms.submission import Submission
from kpi_desktop.domain.record.master_content import DepartmentContent, MasterContent
from kpi_desktop.usecases.record.originals import copy_path
from kpi_desktop.workbook.tables.table_sheet import Column, FileLink, TableSheet, Value


def departments(content: MasterContent) -> TableSheet[DepartmentContent]:
    """提出状況: a row a department."""

    def last(name: str) -> Callable[[DepartmentContent], Value]:
        def value(row: DepartmentContent) -> Value:
            found: Value = getattr(row.submission, name, None)
            return found

        return value

    def left_out(row: DepartmentContent) -> str:
        return "\n".join(
            f"第{each.version}版: {content.excluded[each.id].reason}"
            for each in content.submissions
            if each.id in content.excluded and each.department == row.department.name
        )

    Of = Column[DepartmentContent]
    columns = (
        Of("部局", "主管部局", 20, lambda one: one.department.name),
        Of(
            "状態",
            "主管する様式のうち、最も遅れているものの状態",
            10,
            lambda one: one.state.value,
            "centre",
        ),
        Of("指標数", "主管する指標の数", 8, lambda one: len(one.indicators), "number"),
        Of("未提出数", "まだ提出されていない指標の数", 9, lambda one: len(one.missing), "number"),
        Of("未提出のNo", "その指標の番号", 24, lambda one: "、".join(one.missing), "wrap"),
        Of("要修正", "要修正の指摘の数", 8, lambda one: one.errors, "number"),
        Of("要確認", "要確認の指摘の数", 8, lambda one: one.warnings, "number"),
        Of("版", "最後に受け付けた提出の版", 6, last("version"), "centre"),
        Of("受付日時", "それを受け付けた日時", 19, last("received_at"), "time"),
        Of("ファイル", "そのファイルの名前", 46, last("file_name")),
        Of("操作者", "受け付けた人", 16, last("operator")),
        Of("除外した提出", "事務局が採らないと決めた提出の版と理由", 34, left_out, "wrap"),
    )
    return TableSheet("提出状況", "部局ごとの提出と処理の状況。", columns, content.departments)


def history(content: MasterContent) -> TableSheet[Submission]:
    """提出履歴: every file that was ever taken in, superseded ones too."""
    counted = {one.submission.id for one in content.indicators if one.submission is not None}

    def standing(submission: Submission) -> str:
        if submission.id in content.excluded:
            return "除外"
        if not submission.indicators:
            return "意見のみ"
        return "採用" if submission.id in counted else "旧版"

    def original(submission: Submission) -> Value:
        return FileLink(
            submission.file_name, copy_path(content.year, submission.sha256, submission.file_name)
        )

    def why(submission: Submission) -> str:
        ruling = content.excluded.get(submission.id)
        return f"{ruling.reason}（{ruling.operator}、{ruling.at:%Y-%m-%d %H:%M}）" if ruling else ""

    Of = Column[Submission]
    columns = (
        Of("受付順", "受け付けた順の番号", 8, lambda one: one.id, "number"),
        Of("部局", "提出した部局", 18, lambda one: one.department),
        Of("版", "同じ様式の何回目の提出か", 6, lambda one: one.version, "centre"),
        Of(
            "採用",
            "採用（この統合マスタに値を採った）／旧版／除外（事務局が採らないと決めた）／意見のみ（共管）",
            8,
            standing,
            "centre",
        ),
        Of("除外の理由", "除外した理由、決めた人、日時", 34, why, "wrap"),
        Of("受付日時", "受け付けた日時", 19, lambda one: one.received_at, "time"),
        Of("操作者", "受け付けた人", 16, lambda one: one.operator),
        Of("ファイル", "提出されたときの名前。原本の写しを開く", 46, original),
        Of("No", "答えている指標の番号", 30, lambda one: "、".join(one.indicators), "wrap"),
        Of("配布回", "どの配布回の様式に答えたものか", 8, lambda one: one.issue_no, "centre"),
        Of("SHA-256", "保管した原本のハッシュ", 58, lambda one: one.sha256, "code"),
    )
    return TableSheet(
        "提出履歴",
        "受け付けたすべてのファイル。後の版に代わったものも残る。",
        columns,
        content.submissions,
        empty="提出はまだありません",
    )
