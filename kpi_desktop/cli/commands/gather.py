"""Commands for what comes back: collection, validation, returns, status."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import click

from kpi_desktop.cli.group import app, department_option, directory_argument, end, json_option, tell
from kpi_desktop.cli.json_shapes import gather as shapes
from kpi_desktop.cli.next_line import next_json, next_line
from kpi_desktop.cli.output import Bar
from kpi_desktop.cli.tables import gather as tables
from kpi_desktop.domain.errors import KpiError


@app.command("collect")
@directory_argument
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--password",
    "passwords",
    metavar="パスワード",
    multiple=True,
    help="保護されたファイルに試すパスワード（何度でも指定できます。省くと、要るときに端末で聞きます）",
)
@json_option
def collect(
    directory: Path, paths: tuple[Path, ...], passwords: tuple[str, ...], as_json: bool
) -> None:
    """提出された様式を受け付けます（PATH を省くと 提出/）。どの入力にも結果と理由を付けます。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.gather.collect import collect as run

    with Bar("回収") as bar:
        with open_desk(directory, passwords=passwords, ask=bar.ask_password) as desk:
            result = run(desk, paths, bar)
            after = next_line(desk)
    tell(result, as_json, shapes.collect, tables.collect, after)


@app.command("validate")
@directory_argument
@click.option(
    "--all",
    "every_version",
    is_flag=True,
    help="これまでに受け付けたすべての版に今のルールを当ててみます（記録は変わりません）",
)
@click.option(
    "--rule", "rules", metavar="コード", multiple=True, help="--all で示すルール（何度でも指定可）"
)
@click.option(
    "--export",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="指摘の一覧を、セルへのリンクの付いた Excel ブックにも書き出します",
)
@json_option
def validate(
    directory: Path,
    every_version: bool,
    rules: tuple[str, ...],
    target: Path | None,
    as_json: bool,
) -> None:
    """回収した様式を検証し、指摘をセルと直し方とともに示します。"""
    from kpi_desktop.bootstrap import findings_workbook, open_desk
    from kpi_desktop.domain.finding import Severity
    from kpi_desktop.usecases.gather.export_findings import export_findings
    from kpi_desktop.usecases.gather.validate import validate as run
    from kpi_desktop.usecases.gather.validate_all import validate_all

    if rules and not every_version:
        raise KpiError("--rule は --all とともに使います。", "--all を付けてください。")
    if every_version and target is not None:
        raise KpiError("--export は --all とともには使えません。", "どちらかを外してください。")
    if every_version:
        with open_desk(directory) as desk, Bar("検証") as bar:
            judged = validate_all(desk, rules, bar)
        tell(judged, as_json, shapes.validate_all, tables.every_version)
        end(found_errors=judged.count(Severity.ERROR) > 0)
        return
    with open_desk(directory) as desk, Bar("検証") as bar:
        result = run(desk, bar)
        if target is not None:
            export_findings(desk, result.findings, target.with_suffix(".xlsx"), findings_workbook)
        after = next_line(desk)
    tell(result, as_json, shapes.validate, tables.validate, after)
    end(found_errors=result.count(Severity.ERROR) > 0)


@app.command("return")
@directory_argument
@department_option
@click.option(
    "--deadline",
    metavar="YYYY-MM-DD",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="再提出の期限（省くと計画の提出期限）",
)
@json_option
def send_back(
    directory: Path, departments: tuple[str, ...], deadline: datetime | None, as_json: bool
) -> None:
    """指摘のセルに印を付けた差戻しのブック、一覧、メールの下書きを 差戻し/ に作ります。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.gather.send_back import send_back as run

    with open_desk(directory) as desk, Bar("差戻し") as bar:
        result = run(desk, departments, deadline.date() if deadline else None, bar)
    tell(result, as_json, shapes.send_back, tables.send_back)


@app.command("status")
@directory_argument
@json_option
def status(directory: Path, as_json: bool) -> None:
    """だれが何版を提出したか、指摘と期限を示します。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.record.overview import read_overview
    from kpi_desktop.usecases.record.status import status as run

    with open_desk(directory) as desk:
        overview = read_overview(desk)
        result = overview.board or run(desk)
        coming = next_json(desk, overview) if as_json else {}
        after = "" if as_json else next_line(desk, overview)
    tell(result, as_json, partial(shapes.status, coming=coming), tables.status, after)
