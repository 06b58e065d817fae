"""The group of all commands, and what they share: options, and how they tell their result and end."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from kpi_desktop import __version__
from kpi_desktop.cli.japanese import JapaneseGroup
from kpi_desktop.cli.output import say, write_json

Result = TypeVar("Result")

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


def tell(
    result: Result,
    as_json: bool,
    shape: Callable[[Result], object],
    present: Callable[[Result], None],
    after: str = "",
) -> None:
    """One JSON document of that *shape*, or what people read and a last line *after* it."""
    if as_json:
        write_json(shape(result))
        return
    present(result)
    if after:
        say(after)


def end(found_errors: bool) -> None:
    """Exit status 1 when errors were found."""
    if found_errors:
        sys.exit(1)
