"""Commands for the office's decisions."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from kpi_desktop.cli.group import (
    app,
    department_option,
    directory_argument,
    end,
    indicator_option,
    json_option,
    tell,
)
from kpi_desktop.cli.json_shapes.decide import decisions as shape
from kpi_desktop.cli.next_line import next_line
from kpi_desktop.cli.tables.decide import decisions as table


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
    from kpi_desktop.usecases.decide.decisions import accept as run

    with open_desk(directory) as desk:
        result = run(desk, departments, indicators)
        after = next_line(desk)
    tell(result, as_json, shape, partial(table, "受理"), after)
    end(found_errors=bool(result.refused))


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
    from kpi_desktop.usecases.decide.decisions import finalise as run

    with open_desk(directory) as desk:
        result = run(desk, departments, indicators)
        after = next_line(desk)
    tell(result, as_json, shape, partial(table, "確定"), after)
    end(found_errors=bool(result.refused))


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
    from kpi_desktop.usecases.decide.decisions import reopen as run

    with open_desk(directory) as desk:
        result = run(desk, reason, departments, indicators)
        after = next_line(desk)
    tell(result, as_json, shape, partial(table, "再開"), after)
    end(found_errors=bool(result.refused))
