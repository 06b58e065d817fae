"""The commands, in the order of the yearly cycle. Each is one use case."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from kpi_desktop import __version__
from kpi_desktop.cli import show
from kpi_desktop.cli.japanese import JapaneseGroup
from kpi_desktop.cli.output import Bar, write_json
from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.form import FormUnit

Command = TypeVar("Command", bound=Callable[..., Any])

directory_argument = click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
json_option = click.option(
    "--json", "as_json", is_flag=True, help="結果を JSON で標準出力に出します"
)
department_option = click.option(
    "--department",
    "departments",
    metavar="部局",
    multiple=True,
    help="部局を絞ります（何度でも指定できます）",
)
indicator_option = click.option(
    "--indicator",
    "indicators",
    metavar="No",
    multiple=True,
    help="指標を絞ります（何度でも指定できます）",
)


@click.group(cls=JapaneseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__, prog_name="kpi-desktop", message="%(prog)s %(version)s", help="版を表示します"
)
def app() -> None:
    """別記様式２「ＫＰＩ分析シート」の配布・回収・検証・統合をします。"""


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
    _tell(result, as_json, show.init)


@app.command("check-master")
@directory_argument
@json_option
def check_master(directory: Path, as_json: bool) -> None:
    """指標マスタ.xlsx を調べ、問題をシートとセルで一度に示します。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.check_master import check_master as run

    with open_desk(directory) as desk:
        result = run(desk)
    _tell(result, as_json, show.check_master)
    _exit(found_errors=result.has_errors)


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
    from kpi_desktop.usecases.generate import generate as run

    with open_desk(directory) as desk, Bar("様式を作成") as bar:
        result = run(desk, departments, FormUnit(unit), bar)
    _tell(result, as_json, lambda one: show.generate(one, directory))


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
    from kpi_desktop.usecases.demo_fill import demo_fill as run

    with open_desk(directory) as desk, Bar("様式に記入") as bar:
        result = run(desk, seed, defects, bar)
    _tell(result, as_json, lambda one: show.demo_fill(one, directory))


@app.command("collect")
@directory_argument
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@json_option
def collect(directory: Path, paths: tuple[Path, ...], as_json: bool) -> None:
    """提出された様式を受け付けます（PATH を省くと 提出/）。どの入力にも結果と理由を付けます。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.collect import collect as run

    with open_desk(directory) as desk, Bar("回収") as bar:
        result = run(desk, paths, bar)
    write_json(result.entries) if as_json else show.collect(result)


@app.command("validate")
@directory_argument
@json_option
def validate(directory: Path, as_json: bool) -> None:
    """回収した様式を検証し、指摘をセルと直し方とともに示します。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.domain.finding import Severity
    from kpi_desktop.usecases.validate import validate as run

    with open_desk(directory) as desk, Bar("検証") as bar:
        result = run(desk, bar)
    write_json(show.validate_json(result)) if as_json else show.validate(result)
    _exit(found_errors=result.count(Severity.ERROR) > 0)


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
    from kpi_desktop.usecases.send_back import send_back as run

    with open_desk(directory) as desk, Bar("差戻し") as bar:
        result = run(desk, departments, deadline.date() if deadline else None, bar)
    _tell(result, as_json, show.send_back)


@app.command("status")
@directory_argument
@json_option
def status(directory: Path, as_json: bool) -> None:
    """だれが何版を提出したか、指摘と期限を示します。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.status import status as run

    with open_desk(directory) as desk:
        result = run(desk)
    _tell(result, as_json, show.status)


@app.command("accept")
@directory_argument
@department_option
@indicator_option
@json_option
def accept(
    directory: Path, departments: tuple[str, ...], indicators: tuple[str, ...], as_json: bool
) -> None:
    """要修正の指摘がない様式を受理します。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.decisions import accept as run

    with open_desk(directory) as desk:
        result = run(desk, departments, indicators)
    _tell(result, as_json, lambda one: show.decisions("受理", one))
    _exit(found_errors=bool(result.refused))


@app.command("finalise")
@directory_argument
@department_option
@indicator_option
@json_option
def finalise(
    directory: Path, departments: tuple[str, ...], indicators: tuple[str, ...], as_json: bool
) -> None:
    """受理した様式を確定します。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.decisions import finalise as run

    with open_desk(directory) as desk:
        result = run(desk, departments, indicators)
    _tell(result, as_json, lambda one: show.decisions("確定", one))
    _exit(found_errors=bool(result.refused))


@app.command("reopen")
@directory_argument
@click.option("--reason", required=True, metavar="理由", help="再開する理由（必須）")
@department_option
@indicator_option
@json_option
def reopen(
    directory: Path,
    reason: str,
    departments: tuple[str, ...],
    indicators: tuple[str, ...],
    as_json: bool,
) -> None:
    """確定・受理した様式を提出済に戻します（理由を記録します）。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.decisions import reopen as run

    with open_desk(directory) as desk:
        result = run(desk, reason, departments, indicators)
    _tell(result, as_json, lambda one: show.decisions("再開", one))
    _exit(found_errors=bool(result.refused))


@app.command("consolidate")
@directory_argument
@click.option(
    "--against",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="以前の 証跡_（年度）.json と比べ、違いを 統合/比較_….xlsx に作ります",
)
@json_option
def consolidate(directory: Path, against: Path | None, as_json: bool) -> None:
    """統合マスタ（グラフ付き）を 統合/ に作ります。"""
    from kpi_desktop.bootstrap import comparison_workbook, open_desk
    from kpi_desktop.usecases.comparison import compare_with
    from kpi_desktop.usecases.consolidate import consolidate as run

    with open_desk(directory) as desk:
        if against is not None:
            compared = compare_with(desk, against, comparison_workbook)
            _tell(compared, as_json, show.comparison)
            return
        result = run(desk)
    _tell(result, as_json, show.consolidate)


@app.command("publish")
@directory_argument
@click.option(
    "--open-data", is_flag=True, help="オープンデータと公開ページを作ります（省いても作ります）"
)
@click.option("--bom", is_flag=True, help="CSV の先頭に BOM を付けます")
@json_option
def publish(directory: Path, open_data: bool, bom: bool, as_json: bool) -> None:
    """公表するもの（オープンデータと公開ページ）を 統合/ に作ります。"""
    from kpi_desktop.bootstrap import open_desk, open_publications
    from kpi_desktop.usecases.publish import publish as run

    with open_desk(directory) as desk:
        result = run(desk, open_publications(bom))
    _tell(result, as_json, show.publish)
    _exit(found_errors=bool(result.problems))


@app.command("verify")
@directory_argument
@json_option
def verify(directory: Path, as_json: bool) -> None:
    """監査証跡の連鎖と、保管した提出ファイルのハッシュを検算します。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.verify import verify as run

    with open_desk(directory) as desk:
        result = run(desk)
    _tell(result, as_json, show.verify)
    _exit(found_errors=bool(result.problems))


@app.command("rollover")
@directory_argument
@click.argument("new_directory", metavar="NEWDIR", type=click.Path(path_type=Path))
@json_option
def rollover(directory: Path, new_directory: Path, as_json: bool) -> None:
    """確定した事業フォルダから、翌年度の事業フォルダを作ります。"""
    from kpi_desktop.bootstrap import next_workspace

    _tell(next_workspace(directory, new_directory), as_json, show.rollover)


@app.command("demo")
@click.argument("directory", metavar="[DIR]", default=Path("demo"), type=click.Path(path_type=Path))
@json_option
def demo(directory: Path, as_json: bool) -> None:
    """見本の計画で全工程を通し、結果の場所を示します（DIR を省くと demo）。"""
    from kpi_desktop.bootstrap import make_workspace, open_desk
    from kpi_desktop.usecases.demo import demo as run

    make_workspace(directory, sample=True, master=None)
    with open_desk(directory) as desk, Bar("デモ") as bar:
        result = run(desk, bar)
    _tell(result, as_json, show.demo)


def _tell(result: Any, as_json: bool, present: Callable[[Any], None]) -> None:
    write_json(result) if as_json else present(result)


def _exit(found_errors: bool) -> None:
    if found_errors:
        sys.exit(1)
