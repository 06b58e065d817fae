"""Commands for Excel and LibreOffice as running programs."""

from __future__ import annotations

import click

from kpi_desktop.cli import show_office
from kpi_desktop.cli.group import app, end, json_option, tell


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
    tell(result, as_json, show_office.office)
    end(found_errors=not result.used)
