"""Run one command line: exit status 0 done, 1 done with errors found, 2 could not be done."""

from __future__ import annotations

from collections.abc import Sequence

import click

from kpi_desktop.cli.commands import app
from kpi_desktop.cli.japanese import in_japanese
from kpi_desktop.cli.output import console, escape
from kpi_desktop.domain.errors import KpiError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; gives the exit status. A traceback never reaches the person."""
    try:
        app.main(arguments, prog_name="kpi-desktop", standalone_mode=False)
        return 0
    except SystemExit as stop:
        return int(stop.code or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 2
    except click.UsageError as error:
        return _could_not(in_japanese(error))
    except (click.Abort, KeyboardInterrupt):
        return _could_not(
            "中止しました。済んだところまでは記録されています。もう一度行えば続きから進みます。"
        )
    except KpiError as error:
        return _could_not(f"{error.what}\n→ {error.remedy}" if error.remedy else error.what)
    except Exception:
        from kpi_desktop.bootstrap import log_unexpected

        return _could_not(log_unexpected())


def _could_not(message: str) -> int:
    console(stderr=True).print(escape(message))
    return 2
