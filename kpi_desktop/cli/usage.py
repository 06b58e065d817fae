"""Usage errors of the command line in Japanese."""

from __future__ import annotations

import click


def in_japanese(error: click.UsageError) -> str:
    """What is wrong with the command line, and where help is."""
    command = error.ctx.command_path if error.ctx else "kpi-desktop"
    return f"{_what(error)}\n→ {command} --help で使い方を確かめてください。"


def _what(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f"（{'、'.join(error.possibilities)} のことですか）" if error.possibilities else ""
        return f"オプション {error.option_name} はありません{near}。"
    if isinstance(error, click.MissingParameter):
        return f"{_name(error.param)} が指定されていません。"
    if isinstance(error, click.BadParameter):
        return f"{_name(error.param)} の値を読めません: {error.message}"
    if error.message.startswith("No such command"):
        return f"{error.message.partition(' command ')[2].rstrip('.')} という命令はありません。"
    return f"命令の書き方が違います: {error.message}"


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "引数"
    return (
        parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name
    )
