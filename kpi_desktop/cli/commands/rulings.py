"""Commands for what the office rules on by hand: corrections, waivers, submissions that are left out."""

from __future__ import annotations

from pathlib import Path

import click

from kpi_desktop.cli.group import (
    app,
    department_option,
    directory_argument,
    indicator_option,
    json_option,
    tell,
)
from kpi_desktop.cli.json_shapes import rulings as shapes
from kpi_desktop.cli.tables import rulings as tables
from kpi_desktop.domain.errors import KpiError

reason_option = click.option(
    "--reason", default="", metavar="理由", help="理由（決めるときは必須）"
)


@app.command("correct")
@directory_argument
@click.option("--approve", metavar="番号", multiple=True, help="承認する申し出（例：12-1-R4）")
@click.option("--reject", metavar="番号", multiple=True, help="却下する申し出")
@click.option("--withdraw", metavar="番号", multiple=True, help="決定を取り消す申し出")
@reason_option
@json_option
def correct(
    directory: Path,
    approve: tuple[str, ...],
    reject: tuple[str, ...],
    withdraw: tuple[str, ...],
    reason: str,
    as_json: bool,
) -> None:
    """過去の値の訂正の申し出を一覧し、承認・却下します。承認した値は指標マスタ.xlsx に入ります。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.decide.corrections import Decide
    from kpi_desktop.usecases.decide.corrections import correct as run
    from kpi_desktop.usecases.decide.corrections import corrections

    wanted = [(Decide.APPROVE, approve), (Decide.REJECT, reject), (Decide.WITHDRAW, withdraw)]
    asked = [(what, codes) for what, codes in wanted if codes]
    if len(asked) > 1:
        raise KpiError(
            "承認・却下・取消は、一度に一つだけです。",
            "分けて実行し、それぞれに理由を書いてください。",
        )
    with open_desk(directory) as desk:
        result = run(desk, *asked[0], reason) if asked else corrections(desk)
    tell(result, as_json, shapes.corrections, tables.corrections)


@app.command("waive")
@directory_argument
@click.option("--rule", metavar="コード", help="免除する検証ルール（例：K612）")
@click.option("--indicator", metavar="No", help="指標")
@click.option("--series", type=int, metavar="系列番号", help="系列を絞ります")
@click.option("--year", default="", metavar="年度", help="その年度の欄に絞ります（例：R5）")
@click.option("--until", default="", metavar="年度", help="期限の評価年度（例：R6）")
@click.option("--approver", default="", metavar="氏名", help="承認者（省くと操作している人）")
@click.option("--lift", is_flag=True, help="免除を解きます")
@reason_option
@json_option
def waive(
    directory: Path,
    rule: str | None,
    indicator: str | None,
    series: int | None,
    year: str,
    until: str,
    approver: str,
    lift: bool,
    reason: str,
    as_json: bool,
) -> None:
    """指摘を、指標ごとに理由と期限を付けて免除します。--rule を省くと一覧します。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.decide.waivers import lift as unwaive
    from kpi_desktop.usecases.decide.waivers import waive as run
    from kpi_desktop.usecases.decide.waivers import waivers

    with open_desk(directory) as desk:
        if rule is None and indicator is None:
            result = waivers(desk)
        elif rule is None or indicator is None:
            raise KpiError(
                "免除には --rule と --indicator の両方が要ります。", "両方を書いてください。"
            )
        elif lift:
            result = unwaive(desk, rule, indicator, reason, year, series)
        elif not until:
            raise KpiError(
                "免除の期限がありません。", "--until R6 のように評価年度を書いてください。"
            )
        else:
            result = run(desk, rule, indicator, reason, until, year, series, approver)
    tell(result, as_json, shapes.waivers, tables.waivers)


@app.command("exclude")
@directory_argument
@click.argument("number", metavar="[提出番号]", type=int, required=False)
@click.option("--undo", is_flag=True, help="除外を取り消します")
@reason_option
@json_option
def exclude(directory: Path, number: int | None, undo: bool, reason: str, as_json: bool) -> None:
    """提出を一覧し、理由を付けて一つを除外します。残りのうち最も新しいものが有効になります。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.decide.exclusion import exclude as run
    from kpi_desktop.usecases.decide.exclusion import include
    from kpi_desktop.usecases.record.versions import versions

    with open_desk(directory) as desk:
        if number is None:
            result = versions(desk)
        else:
            result = (include if undo else run)(desk, number, reason)
    tell(result, as_json, shapes.versions, tables.versions)


@app.command("confirm")
@directory_argument
@department_option
@indicator_option
@reason_option
@json_option
def confirm(
    directory: Path,
    departments: tuple[str, ...],
    indicators: tuple[str, ...],
    reason: str,
    as_json: bool,
) -> None:
    """回収のときの疑問（【要確認】）を一覧し、確かめた理由を記録します。残る間は受理できません。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.decide.settle_doubts import confirm as run
    from kpi_desktop.usecases.decide.settle_doubts import questions

    with open_desk(directory) as desk:
        if reason:
            result = run(desk, reason, departments, indicators)
        else:
            result = questions(desk, departments, indicators)
    tell(result, as_json, shapes.doubts, tables.doubts)


@app.command("compare")
@directory_argument
@click.option("--indicator", metavar="No", required=True, help="指標")
@json_option
def compare(directory: Path, indicator: str, as_json: bool) -> None:
    """一つの指標を、配布時・前回の提出・今回の提出の三つで見比べます。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.record.versions import three_ways

    with open_desk(directory) as desk:
        result = three_ways(desk, indicator)
    tell(result, as_json, shapes.three_ways, tables.three_ways)


@app.command("assess")
@directory_argument
@click.option("--indicator", metavar="No", help="判定を変える指標")
@click.option("--grade", metavar="判定", help="手で付ける判定")
@click.option("--withdraw", is_flag=True, help="手で付けた判定を取り消します")
@click.option("--preview", is_flag=True, help="過去の年度では判定がいくつになるかを示します")
@click.option("--scheme", default="", metavar="名前", help="試す判定基準（例：◎○△×、計画比）")
@reason_option
@json_option
def assess(
    directory: Path,
    indicator: str | None,
    grade: str | None,
    withdraw: bool,
    preview: bool,
    scheme: str,
    reason: str,
    as_json: bool,
) -> None:
    """達成状況の判定を一覧し、理由を付けて手で変えます。判定基準を過去の年度で試せます。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.decide import grades

    if bool(indicator) != bool(grade or withdraw):
        raise KpiError(
            "判定を変えるには --indicator と、--grade か --withdraw が要ります。",
            "両方を書いてください。",
        )
    with open_desk(directory) as desk:
        if preview or scheme:
            tell(grades.preview(desk, scheme), as_json, shapes.preview, tables.preview)
            return
        if indicator and grade:
            result = grades.override(desk, indicator, grade, reason)
        elif indicator:
            result = grades.withdraw_override(desk, indicator, reason)
        else:
            result = grades.grades(desk)
    tell(result, as_json, shapes.grades, tables.grades)
