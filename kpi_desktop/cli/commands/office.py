"""Commands for Excel and LibreOffice as running programs."""

from __future__ import annotations

from pathlib import Path

import click

from kpi_desktop.cli.group import app, directory_argument, end, json_option, tell
from kpi_desktop.cli.json_shapes import office as shapes
from kpi_desktop.cli.tables import office as tables


@app.command("office")
@click.option(
    "--check", is_flag=True, help="あるかどうかを、実際に起動して調べます（省いても調べます）"
)
@json_option
def office(check: bool, as_json: bool) -> None:
    """Excel と LibreOffice のどちらが使えるか、版と、足りないものを示します。

    使うほうは環境変数 KPI_DESKTOP_OFFICE で選べます（auto、excel、libreoffice）。
    """
    from kpi_desktop.bootstrap import check_office

    result = check_office()
    tell(result, as_json, shapes.office, tables.office)
    end(found_errors=not result.used)


@app.command("open")
@directory_argument
@click.option(
    "--finding", type=int, metavar="番号", help="validate が付けた番号の指摘の箇所を開きます"
)
@click.option(
    "--indicator",
    metavar="No",
    help="その指標の様式を開きます（提出されたもの、なければ配布したもの）",
)
@json_option
def open_workbook(
    directory: Path, finding: int | None, indicator: str | None, as_json: bool
) -> None:
    """Excel か LibreOffice で、指摘のセルや様式を開きます（省くと統合マスタ）。"""
    from kpi_desktop.bootstrap import open_desk, open_office
    from kpi_desktop.usecases.gather.open_in_office import show_finding, show_indicator, show_master

    with open_desk(directory) as desk, open_office() as office:
        if finding is not None:
            result = show_finding(desk, office, finding)
        elif indicator is not None:
            result = show_indicator(desk, office, indicator)
        else:
            result = show_master(desk, office)
    tell(result, as_json, shapes.shown, tables.shown)
