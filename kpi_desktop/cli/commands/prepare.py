"""Commands before the forms go out: workspace, master data, distribution."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from kpi_desktop.cli.group import app, department_option, directory_argument, end, json_option, tell
from kpi_desktop.cli.json_shapes import prepare as shapes
from kpi_desktop.cli.next_line import next_line
from kpi_desktop.cli.output import Bar
from kpi_desktop.cli.tables import prepare as tables
from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.forms.workbook_kinds import FormUnit


@app.command("init")
@directory_argument
@click.option("--sample", is_flag=True, help="57指標の見本の計画を入れます")
@click.option("--master", metavar="FILE", type=click.Path(path_type=Path), help="使う指標マスタ")
@json_option
def init(directory: Path, sample: bool, master: Path | None, as_json: bool) -> None:
    """事業フォルダを作ります。すでにあるファイルは上書きしません。"""
    from kpi_desktop.bootstrap import make_workspace

    if sample and master:
        raise KpiError("--sample と --master は同時に使えません。", "どちらか一つにしてください。")
    result = make_workspace(directory, sample=sample, master=master)
    tell(result, as_json, shapes.init, tables.init)


@app.command("check-master")
@directory_argument
@json_option
def check_master(directory: Path, as_json: bool) -> None:
    """指標マスタ.xlsx を調べ、問題をシートとセルで一度に示します。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.prepare.check_master import check_master as run

    with open_desk(directory) as desk:
        result = run(desk)
        after = "" if result.has_errors else next_line(desk)
    tell(result, as_json, shapes.check_master, tables.check_master, after)
    end(found_errors=result.has_errors)


@app.command("check-template")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@json_option
def check_template(target: Path, as_json: bool) -> None:
    """様式2.xlsx に足りない名前や二つある名前を、シートとともに示します。

    DIR は事業フォルダか、様式のひな形のファイルです。
    """
    from kpi_desktop.bootstrap import check_template as run

    result = run(target)
    tell(result, as_json, shapes.check_template, tables.check_template)
    end(found_errors=result.has_errors)


@app.command("generate")
@directory_argument
@department_option
@click.option(
    "--unit",
    type=click.Choice([one.value for one in FormUnit]),
    default=FormUnit.DEPARTMENT.value,
    help="ブックの単位（部局・課・指標）",
)
@json_option
def generate(directory: Path, departments: tuple[str, ...], unit: str, as_json: bool) -> None:
    """様式を 配布/ に作ります。内容が同じ様式は作り直しません。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.prepare.generate import generate as run

    with open_desk(directory) as desk, Bar("様式を作成") as bar:
        result = run(desk, departments, FormUnit(unit), bar)
        after = next_line(desk)
    present = partial(tables.generate, directory=directory)
    tell(result, as_json, shapes.generate, present, after)


@app.command("mail")
@directory_argument
@department_option
@click.option(
    "--remind", is_flag=True, help="案内でなく、まだ届いていない部局への提出のお願いを作ります"
)
@json_option
def mail(directory: Path, departments: tuple[str, ...], remind: bool, as_json: bool) -> None:
    """様式を添付したメールの下書き（.eml）を 配布/ に作ります。送るのは、開いて確かめてからです。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.prepare.mails import Letter, letters

    with open_desk(directory) as desk, Bar("メールの下書きを作成") as bar:
        result = letters(desk, Letter.REMINDER if remind else Letter.COVER, departments, bar)
    tell(result, as_json, shapes.letters, partial(tables.letters, directory=directory))
    end(found_errors=result.has_errors)


@app.command("demo-fill")
@directory_argument
@click.option("--seed", type=int, default=0, metavar="N", help="欠陥の選び方を決める数")
@click.option(
    "--defects", type=click.IntRange(min=0), default=0, metavar="N", help="埋め込む欠陥の数"
)
@json_option
def demo_fill(directory: Path, seed: int, defects: int, as_json: bool) -> None:
    """部局の役をして、配布した様式の写しに記入し 提出/ に置きます。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.practice.demo_fill import demo_fill as run

    with open_desk(directory) as desk, Bar("様式に記入") as bar:
        result = run(desk, seed, defects, bar)
        after = next_line(desk)
    present = partial(tables.demo_fill, directory=directory)
    tell(result, as_json, shapes.demo_fill, present, after)
