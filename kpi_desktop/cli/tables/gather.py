"""What the commands for what comes back print for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_desktop.cli.output import say, severity_counts, table

if TYPE_CHECKING:
    from kpi_desktop.domain.finding import Finding
    from kpi_desktop.usecases.gather.collect import CollectResult
    from kpi_desktop.usecases.gather.send_back import ReturnResult
    from kpi_desktop.usecases.gather.validate import ValidateResult
    from kpi_desktop.usecases.gather.validate_all import ValidateAllResult
    from kpi_desktop.usecases.record.status import StatusResult


def collect(result: CollectResult) -> None:
    """One row an input, then the counts."""
    if not result.entries:
        say("受け付けるファイルがありません。")
        return
    rows = [
        (
            one.file,
            one.outcome.label,
            one.department,
            f"第{one.version}版" if one.version else "",
            len(one.indicators),
            one.reason,
        )
        for one in result.entries
    ]
    table("回収", ("ファイル", "結果", "部局", "版", "指標", "理由"), rows)
    from kpi_desktop.usecases.gather.collect import Outcome

    counts = [f"{each.label} {result.count(each)}" for each in Outcome if result.count(each)]
    say(f"{len(result.entries)} 件: {'、'.join(counts)}")


def validate(result: ValidateResult) -> None:
    """Findings as people act on them, by form: what and where, then how to mend it."""
    form = None
    for number, one in enumerate(result.findings, 1):
        if (one.department, one.indicator) != form:
            form = (one.department, one.indicator)
            say(f"{one.department}　No {one.indicator}（{one.file}）")
        say(f"  {number}　{_line_of(one)}")
        if one.suggestion and not one.ruling:
            say(f"    → {one.suggestion}")
    counts = severity_counts(result.findings)
    ruled = sum(bool(one.ruling) for one in result.findings)
    say(
        f"{result.indicators} 指標を検証: 要修正 {counts['error']}、"
        f"要確認 {counts['warning']}、お知らせ {counts['info']}"
        f"{f'、決定済み {ruled}' if ruled else ''}。"
        + (f"未提出 {len(result.not_submitted)} 指標。" if result.not_submitted else "")
    )


def every_version(result: ValidateAllResult) -> None:
    """Every submission with its findings, oldest first; nothing of it has been recorded."""
    for one in result.versions:
        sent = one.version.submission
        counts = severity_counts(one.findings)
        say(
            f"{sent.department}　第{sent.version}版（{one.version.standing}、{sent.file_name}）　"
            f"要修正 {counts['error']}、要確認 {counts['warning']}、お知らせ {counts['info']}"
        )
        for finding in one.findings:
            say(f"  {finding.rule}　No {finding.indicator}　{_line_of(finding)}")
    say(f"{len(result.versions)} 件の提出に今のルールを当てました。記録は変わっていません。")


def _line_of(finding: Finding) -> str:
    """How heavy or how ruled on, where, and what."""
    place = finding.place
    where = f"{place.sheet}!{place.cell}" if place.cell else place.sheet
    return f"{finding.ruling or finding.severity.label}　{where}　{finding.message}"


def send_back(result: ReturnResult) -> None:
    """One row a submission that goes back."""
    if not result.returns:
        say("差し戻すものはありません。")
        return
    rows = [
        (
            one.department,
            f"第{one.version}版",
            one.errors,
            one.warnings,
            one.marked.name if one.marked else one.listing.name,
            one.reason or ("作成" if one.written else "変更なし"),
        )
        for one in result.returns
    ]
    table("差戻し", ("部局", "版", "要修正", "要確認", "ファイル", ""), rows)
    say(
        f"場所: {result.returns[0].mail.parent}（.eml を開くと、あて先と添付の入った下書きになります）"
    )


def status(result: StatusResult) -> None:
    """The board by department."""
    if result.deadline is not None and result.days_left is not None:
        left = result.days_left
        say(
            f"提出期限 {result.deadline.isoformat()}"
            + (f"（あと{left}日）" if left >= 0 else f"（{-left}日超過）")
        )
    rows = [
        (
            one.name,
            one.state.value,
            f"第{one.version}版" if one.version else "",
            one.submitted_at.strftime("%Y-%m-%d %H:%M") if one.submitted_at else "",
            one.indicators,
            one.errors,
            one.warnings,
            one.questions,
        )
        for one in result.departments
    ]
    columns = ("部局", "状態", "版", "受付", "指標", "要修正", "要確認", "疑問")
    table("提出状況", columns, rows)
