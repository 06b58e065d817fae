"""Results of the use cases, shown to people."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kpi_desktop.cli.output import finding_json, say, severity_counts, table
from kpi_desktop.domain.finding import Finding
from kpi_desktop.usecases.decide.decisions import DecisionResult
from kpi_desktop.usecases.deliver.build_macros import BuildMacrosResult
from kpi_desktop.usecases.deliver.comparison import ComparisonResult
from kpi_desktop.usecases.deliver.consolidate import ConsolidateResult
from kpi_desktop.usecases.deliver.publish import PublishResult
from kpi_desktop.usecases.deliver.rollover import RolloverResult
from kpi_desktop.usecases.deliver.verify import VerifyResult
from kpi_desktop.usecases.gather.collect import CollectResult, Outcome
from kpi_desktop.usecases.gather.send_back import ReturnResult
from kpi_desktop.usecases.gather.validate import ValidateResult
from kpi_desktop.usecases.gather.validate_all import ValidateAllResult
from kpi_desktop.usecases.practice.demo import DemoResult
from kpi_desktop.usecases.practice.demo_fill import DemoFillResult
from kpi_desktop.usecases.prepare.check_master import CheckMasterResult
from kpi_desktop.usecases.prepare.check_template import CheckTemplateResult
from kpi_desktop.usecases.prepare.generate import GenerateResult
from kpi_desktop.usecases.prepare.init import InitResult
from kpi_desktop.usecases.prepare.letters import LettersResult
from kpi_desktop.usecases.record.status import StatusResult


def init(result: InitResult) -> None:
    """What was made."""
    say(f"事業フォルダ: {result.workspace}")
    for name in result.created:
        say(f"  作成  {name}")
    for name in result.kept:
        say(f"  既存  {name}（そのままにしました）")
    say(f"次: 指標マスタ.xlsx を整え、kpi-desktop check-master {result.workspace}")


def check_master(result: CheckMasterResult) -> None:
    """Problems by cell, or the size of the plan."""
    if result.problems:
        rows = [
            (one.severity.label, one.sheet, one.cell, one.message, one.remedy)
            for one in result.problems
        ]
        table("指標マスタの問題", ("重さ", "シート", "セル", "内容", "直し方"), rows)
    say(
        f"柱 {result.pillars}、部局 {result.departments}、"
        f"指標 {result.indicators}、系列 {result.series}。"
        + ("誤りを直してください。" if result.has_errors else "様式を作れます。")
    )


def check_template(result: CheckTemplateResult) -> None:
    """Problems by name and sheet, or that there are none."""
    if result.problems:
        rows = [
            ("誤り" if one.is_error else "注意", one.name, one.sheet, one.message, one.remedy)
            for one in result.problems
        ]
        table("様式のひな形の問題", ("重さ", "名前", "シート", "内容", "直し方"), rows)
    say(
        f"{result.template}: "
        + ("誤りを直してください。" if result.has_errors else "様式を作れます。")
    )


def generate(result: GenerateResult, directory: Path) -> None:
    """One row a workbook."""
    rows = [
        (
            one.file,
            one.department,
            len(one.indicators),
            one.issue_no,
            "作成" if one.written else "変更なし",
        )
        for one in result.forms
    ]
    table(f"配布する様式（{directory / '配布'}）", ("ファイル", "部局", "指標", "配布回", ""), rows)
    if result.leftovers:
        say(
            f"配布/ に、今回の様式ではない以前の様式が {len(result.leftovers)} あります"
            f"（{result.leftovers[0]} など）。部局に送る前に取り除いてください。"
        )


def letters(result: LettersResult, directory: Path) -> None:
    """One row a draft."""
    if result.leftovers:
        say(
            f"届いたので要らなくなった下書きが {len(result.leftovers)} あります"
            f"（{result.leftovers[0]} など）。送らないでください。"
        )
    if not result.drafts:
        say("まだ届いていない部局はありません。")
        return
    rows = [
        (
            one.department,
            one.address,
            len(one.indicators),
            one.path.name if one.path else one.file,
            one.reason or ("作成" if one.written else "変更なし"),
        )
        for one in result.drafts
    ]
    title = f"{result.letter.value}のメールの下書き（{directory / '配布'}）"
    table(title, ("部局", "宛先", "指標", "ファイル", ""), rows)
    say(".eml を開くと、宛先と様式の入った下書きになります。確かめてから送ってください。")


def demo_fill(result: DemoFillResult, directory: Path) -> None:
    """Files and planted defects."""
    say(f"{len(result.files)} ファイルに記入しました（{directory / '提出'}）。")
    if result.planted:
        rows = [
            (one.indicator, one.sheet, one.cell, one.category, one.what) for one in result.planted
        ]
        table("埋め込んだ欠陥", ("No", "シート", "セル", "種類", "内容"), rows)


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
    counts = [f"{each.label} {result.count(each)}" for each in Outcome if result.count(each)]
    say(f"{len(result.entries)} 件: {'、'.join(counts)}")


def validate(result: ValidateResult) -> None:
    """Findings as people act on them, by form: what and where, then how to mend it."""
    form = None
    for number, one in enumerate(result.findings, 1):
        if (one.department, one.indicator) != form:
            form = (one.department, one.indicator)
            say(f"{one.department}　No {one.indicator}（{one.file}）")
        say(f"  {number}　{_said(one)}")
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


def _said(one: Finding) -> str:
    place = f"{one.place.sheet}!{one.place.cell}" if one.place.cell else one.place.sheet
    return f"{one.ruling or one.severity.label}　{place}　{one.message}"


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
            say(f"  {finding.rule}　No {finding.indicator}　{_said(finding)}")
    say(f"{len(result.versions)} 件の提出に今のルールを当てました。記録は変わっていません。")


def every_version_json(result: ValidateAllResult) -> Mapping[str, Any]:
    """Findings in the contract's shape, each with its submission, version and what became of that."""
    findings = [
        {
            "submission": one.version.submission.id,
            "version": one.version.submission.version,
            "standing": one.version.standing,
            **finding_json(finding),
        }
        for one in result.versions
        for finding in one.findings
    ]
    everything = [finding for one in result.versions for finding in one.findings]
    return {
        "findings": findings,
        "summary": {**severity_counts(everything), "submissions": len(result.versions)},
    }


def validate_json(result: ValidateResult) -> Mapping[str, Any]:
    """The contract's shape."""
    return {
        "findings": [finding_json(one) for one in result.findings],
        "summary": {
            **severity_counts(result.findings),
            "ruled": sum(bool(one.ruling) for one in result.findings),
            "indicators": result.indicators,
            "not_submitted": list(result.not_submitted),
        },
    }


def decisions(what: str, result: DecisionResult) -> None:
    """How many were decided, and each that was not, with its reason."""
    done = [one for one in result.decisions if one.before is not one.after]
    same = len(result.decisions) - len(done) - len(result.refused)
    if result.refused:
        rows = [
            (one.department, one.indicator, one.before.value, one.reason) for one in result.refused
        ]
        table(f"{what}できないもの", ("部局", "No", "状態", "理由"), rows)
    say(f"{what} {len(done)} 件、済み {same} 件、できないもの {len(result.refused)} 件。")


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


def consolidate(result: ConsolidateResult) -> None:
    """Where it lies and what it holds."""
    say(f"統合マスタ: {result.path}" + ("" if result.written else "（変更なし）"))
    say(
        f"指標 {result.indicators}、系列 {result.series}、"
        f"未提出 {len(result.missing)}、スナップショット {result.snapshot}"
    )
    if result.kept:
        say(f"手で直されていたので、直された統合マスタを控えに残しました: {result.kept}")
    for problem in result.problems:
        say(f"開けない原本があります: {problem}")


def comparison(result: ComparisonResult) -> None:
    """What was compared and how much differs."""
    say(f"比較: {result.path}" + ("" if result.written else "（変更なし）"))
    say(f"{result.earlier} → {result.later}　違い {result.changes} 件")


def build_macros(result: BuildMacrosResult) -> None:
    """One row a copy."""
    rows = [
        (
            one.kind.label,
            one.path.name if one.path else one.source,
            one.reason or ("作成" if one.written else "変更なし"),
        )
        for one in result.copies
    ]
    table("マクロ付きの写し", ("種類", "ファイル", "結果"), rows)
    if result.texts:
        say(f"マクロの文字: {result.texts}")
    say("開くとマクロは止められています。使うときの手順は macros/README.md にあります。")


def publish(result: PublishResult) -> None:
    """What was written, and what keeps something from being written."""
    for problem in result.problems:
        say(f"規則に合いません: {problem}")
    for one in result.files:
        say(f"公表: {one.path}" + ("" if one.written else "（変更なし）"))
    if result.unfinished:
        say(f"まだ確定していない指標が{len(result.unfinished)}あります。")
    say(f"スナップショット {result.snapshot}")


def verify(result: VerifyResult) -> None:
    """Whole, or what is wrong."""
    for problem in result.problems:
        say(f"異常: {problem}")
    say(f"監査証跡 {result.entries} 件、先頭ハッシュ {result.head}")
    say(
        f"保管ファイル {result.files} 件"
        + ("、すべて一致しました。" if not result.problems else "。")
    )


def rollover(result: RolloverResult) -> None:
    """The new workspace and what to look at in it."""
    say(f"{result.year.full}の事業フォルダ: {result.workspace}（{result.indicators} 指標）")
    if result.pending:
        say(f"集計中のまま引き継いだ指標: No {'、'.join(result.pending)}（様式で記入できます）")
    if result.past_target:
        say(f"目標年度が過ぎた指標: No {'、'.join(result.past_target)}（目標を見直してください）")
    say(f"次: 指標マスタ.xlsx の提出期限などを直し、kpi-desktop check-master {result.workspace}")


def demo(result: DemoResult) -> None:
    """The steps and where the results are."""
    for title, text in result.steps:
        say(f"{title}: {text}")
    table("結果の場所", ("内容", "場所"), [(what, str(path)) for what, path in result.places])
