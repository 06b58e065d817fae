"""What the commands for what goes out print for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_desktop.cli.output import say, table

if TYPE_CHECKING:
    from kpi_desktop.usecases.deliver.build_macros import BuildMacrosResult
    from kpi_desktop.usecases.deliver.comparison import ComparisonResult
    from kpi_desktop.usecases.deliver.consolidate import ConsolidateResult
    from kpi_desktop.usecases.deliver.publish import PublishResult
    from kpi_desktop.usecases.deliver.refresh_master import RefreshResult
    from kpi_desktop.usecases.deliver.rollover import RolloverResult
    from kpi_desktop.usecases.deliver.verify import VerifyResult
    from kpi_desktop.usecases.practice.demo import DemoResult


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


def refresh(result: RefreshResult) -> None:
    """The master, and what happened to the open one."""
    consolidate(result.master)
    if not result.open:
        say(f"{result.program} では開いていません（ファイルだけ作りました）。")
        return
    say(f"{result.program} で開いている統合マスタを、同じシートとセルのまま新しくしました。")
    if result.unsaved:
        say(f"保存していなかった変更は、控えに残しました: {result.unsaved}")


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
