"""What the commands for what the office rules on by hand print for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_desktop.cli.output import say, table

if TYPE_CHECKING:
    from kpi_desktop.domain.indicators.assessment import Assessment
    from kpi_desktop.usecases.decide.corrections import CorrectionResult
    from kpi_desktop.usecases.decide.grades import GradesResult, Preview
    from kpi_desktop.usecases.decide.settle_doubts import ConfirmResult
    from kpi_desktop.usecases.decide.waivers import WaiverResult
    from kpi_desktop.usecases.record.versions import ThreeWays, VersionsResult


def corrections(result: CorrectionResult) -> None:
    """The ledger: what was asked, what was decided, what disagrees."""
    rows = [
        (
            one.code,
            f"{one.name}{f'（{one.label}）' if one.label else ''}",
            one.correction.before.display() or "空欄",
            one.correction.after.display() or "空欄",
            one.correction.reason,
            one.state,
            one.correction.decision_reason,
            one.conflict or ("後の訂正で置換え" if one.replaced else ""),
        )
        for one in result.entries
    ]
    columns = ("番号", "指標", "訂正前", "訂正後", "部局の理由", "決定", "決定の理由", "食い違い")
    if rows:
        table("訂正台帳", columns, rows)
    if result.decided:
        say(f"決定しました: {'、'.join(result.decided)}")
    say(f"未決 {len(result.open)} 件、食い違い {len(result.conflicts)} 件。")
    if result.open:
        say("次: --approve か --reject に番号を、--reason に理由を書いてください。")


def waivers(result: WaiverResult) -> None:
    """Every waiver that stands, and how many findings it covers."""
    rows = [
        (
            one.waiver.rule,
            one.title,
            one.waiver.indicator,
            "" if one.waiver.series is None else str(one.waiver.series),
            one.waiver.year,
            one.waiver.reason,
            one.waiver.approver,
            one.waiver.expires.short + ("（期限切れ）" if one.expired else ""),
            len(one.covered),
        )
        for one in result.entries
    ]
    columns = ("ルール", "内容", "No", "系列", "年度", "理由", "承認者", "期限", "指摘")
    if rows:
        table("免除", columns, rows)
    say(f"免除 {len(rows)} 件。" + ("" if result.changed or not rows else "（変更なし）"))


def doubts(result: ConfirmResult) -> None:
    """Every doubt of the collection and what was found out about it."""
    rows = [
        (one.indicator, one.department, one.file, one.text, one.confirmed or "未確認")
        for one in result.doubts
    ]
    if rows:
        table("読み取りの疑問", ("No", "部局", "ファイル", "疑問", "確認"), rows)
    if result.confirmed:
        say(f"確認を記録しました: {len(result.confirmed)} 件。")
    say(f"未確認 {len(result.open)} 件。")
    if result.open:
        say(
            "次: 確かめて、--department か --indicator と、--reason に分かったことを書いてください。"
        )


def versions(result: VersionsResult) -> None:
    """Every submission and whether it counts."""
    rows = [
        (
            one.submission.id,
            one.submission.department,
            f"第{one.submission.version}版" + ("（変更なし）" if one.unchanged else ""),
            one.submission.file_name,
            one.submission.received_at.strftime("%Y-%m-%d %H:%M"),
            one.standing,
            f"{len(one.counts_for)}/{len(one.submission.indicators)}",
            one.excluded,
        )
        for one in result.versions
    ]
    columns = ("提出番号", "部局", "版", "ファイル", "受付", "扱い", "有効な指標", "除外の理由")
    table("提出", columns, rows)


def three_ways(result: ThreeWays) -> None:
    """One indicator three ways."""
    last = f"前回（第{result.last.version}版）" if result.last else "前回"
    rows = [(one.title, one.sent, one.last, one.now, one.changed) for one in result.fields]
    columns = (
        "欄",
        f"配布時（第{result.issue}回）",
        last,
        f"今回（第{result.now.version}版・有効）",
        "",
    )
    table(f"No.{result.no} {result.name}", columns, rows)
    if result.unchanged:
        say("変更なし: 前回の提出と同じ内容です。")


def grades(result: GradesResult) -> None:
    """The grade of every indicator with its reason."""
    rows = [
        (row.no, row.name, row.department, *_grade_words(row.assessment)) for row in result.rows
    ]
    columns = ("No", "指標", "部局", "判定", "進捗率", "", "理由")
    table(f"達成状況（判定基準: {result.scheme}）", columns, rows)


def _grade_words(assessment: Assessment | None) -> tuple[str, str, str, str]:
    """Grade, progress, what is special about it, and the reason."""
    if assessment is None:
        return "未提出", "", "", ""
    progress = "" if assessment.progress is None else f"{assessment.progress}%"
    marks = (("暫定", assessment.provisional), ("手で変更", assessment.overridden))
    special = "・".join(word for word, applies in marks if applies)
    return assessment.grade, progress, special, assessment.reason


def preview(result: Preview) -> None:
    """How many indicators get which grade in which year."""
    shown = dict.fromkeys(
        (*result.grades, *(word for one in result.counts.values() for word in one))
    )
    rows = [
        (year.short, *(one.get(word, 0) for word in shown)) for year, one in result.counts.items()
    ]
    table(f"判定基準「{result.scheme}」による各年度の判定", ("年度", *shown), rows)
