"""Commands for what goes out: master workbook, publication, audit, next year."""

from __future__ import annotations

from pathlib import Path

import click

from kpi_desktop.cli.group import app, department_option, directory_argument, end, json_option, tell
from kpi_desktop.cli.json_shapes import deliver as shapes
from kpi_desktop.cli.next_line import next_line
from kpi_desktop.cli.output import Bar
from kpi_desktop.cli.tables import deliver as tables
from kpi_desktop.domain.forms.workbook_kinds import MacroKind


@app.command("consolidate")
@directory_argument
@click.option(
    "--against",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="以前の 証跡_（年度）.json と比べ、違いを 統合/比較_….xlsx に作ります",
)
@click.option(
    "--refresh",
    is_flag=True,
    help="Excel か LibreOffice で開いている統合マスタの中身も、その場で新しくします",
)
@json_option
def consolidate(directory: Path, against: Path | None, refresh: bool, as_json: bool) -> None:
    """統合マスタ（グラフ付き）を 統合/ に作ります。"""
    from kpi_desktop.bootstrap import comparison_workbook, open_desk, open_office
    from kpi_desktop.usecases.deliver.comparison import compare_with
    from kpi_desktop.usecases.deliver.consolidate import consolidate as run
    from kpi_desktop.usecases.deliver.refresh_master import refresh_master

    with open_desk(directory) as desk:
        if against is not None:
            compared = compare_with(desk, against, comparison_workbook)
            tell(compared, as_json, shapes.comparison, tables.comparison)
            return
        if refresh:
            with open_office() as office:
                tell(refresh_master(desk, office), as_json, shapes.refresh, tables.refresh)
            return
        result = run(desk)
        after = next_line(desk)
    tell(result, as_json, shapes.consolidate, tables.consolidate, after)


@app.command("build-macros")
@directory_argument
@department_option
@click.option(
    "--only",
    type=click.Choice([one.value for one in MacroKind]),
    help="様式（form）か統合マスタ（master）の片方だけを作ります",
)
@click.option("--text", "texts", is_flag=True, help="マクロの文字を マクロ/*.bas にも書き出します")
@json_option
def build_macros(
    directory: Path,
    departments: tuple[str, ...],
    only: str | None,
    texts: bool,
    as_json: bool,
) -> None:
    """マクロ付きの写し（.xlsm）を、様式と統合マスタの隣に作ります。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.deliver.build_macros import build_macros as run

    with open_desk(directory) as desk, Bar("マクロ付きの写しを作成") as bar:
        result = run(desk, departments, MacroKind(only) if only else None, texts, bar)
    tell(result, as_json, shapes.build_macros, tables.build_macros)
    end(found_errors=result.has_errors)


@app.command("publish")
@directory_argument
@click.option(
    "--open-data",
    is_flag=True,
    help="オープンデータと公開ページを作ります（--pdf がなければ、省いても作ります）",
)
@click.option(
    "--pdf", is_flag=True, help="個票集（PDF）を作ります。Excel か LibreOffice を使います"
)
@click.option("--bom", is_flag=True, help="CSV の先頭に BOM を付けます")
@json_option
def publish(directory: Path, open_data: bool, pdf: bool, bom: bool, as_json: bool) -> None:
    """公表するもの（オープンデータと公開ページ、個票集）を 統合/ に作ります。"""
    from kpi_desktop.bootstrap import open_desk, open_publications, printed_publication
    from kpi_desktop.usecases.deliver.publish import publish as run

    with open_desk(directory) as desk:
        wanted = open_publications(bom) if open_data or not pdf else ()
        if pdf:
            wanted = (*wanted, printed_publication(desk))
        result = run(desk, wanted)
    tell(result, as_json, shapes.publish, tables.publish)
    end(found_errors=bool(result.problems))


@app.command("verify")
@directory_argument
@json_option
def verify(directory: Path, as_json: bool) -> None:
    """監査証跡の連鎖と、保管した提出ファイルのハッシュを検算します。"""
    from kpi_desktop.bootstrap import open_desk
    from kpi_desktop.usecases.deliver.verify import verify as run

    with open_desk(directory) as desk:
        result = run(desk)
    tell(result, as_json, shapes.verify, tables.verify)
    end(found_errors=bool(result.problems))


@app.command("rollover")
@directory_argument
@click.argument("new_directory", metavar="NEWDIR", type=click.Path(path_type=Path))
@json_option
def rollover(directory: Path, new_directory: Path, as_json: bool) -> None:
    """確定した事業フォルダから、翌年度の事業フォルダを作ります。"""
    from kpi_desktop.bootstrap import next_workspace

    tell(next_workspace(directory, new_directory), as_json, shapes.rollover, tables.rollover)


@app.command("demo")
@click.argument("directory", metavar="[DIR]", default=Path("demo"), type=click.Path(path_type=Path))
@json_option
def demo(directory: Path, as_json: bool) -> None:
    """見本の計画で全工程を通し、結果の場所を示します（DIR を省くと demo）。"""
    from kpi_desktop.bootstrap import make_workspace, open_desk
    from kpi_desktop.usecases.practice.demo import demo as run

    make_workspace(directory, sample=True, master=None)
    with open_desk(directory) as desk, Bar("デモ") as bar:
        result = run(desk, bar)
    tell(result, as_json, shapes.demo, tables.demo)
