"""What the commands before the forms go out print for people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kpi_desktop.cli.output import say, table

if TYPE_CHECKING:
    from kpi_desktop.usecases.practice.demo_fill import DemoFillResult
    from kpi_desktop.usecases.prepare.check_master import CheckMasterResult
    from kpi_desktop.usecases.prepare.check_template import CheckTemplateResult
    from kpi_desktop.usecases.prepare.generate import GenerateResult
    from kpi_desktop.usecases.prepare.init import InitResult
    from kpi_desktop.usecases.prepare.mails import LettersResult


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
