"""What commands print: one JSON document, or tables for people; progress and messages go to stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

    from kpi_desktop.domain.finding import Finding

#: Width of tables that no terminal limits (a file, a pipe), in half-width characters.
_WIDE = 160


@cache
def console(stderr: bool = False) -> Console:
    """Stdout, or stderr. Its reader may leave early (``| head``): work and exit status stay the same."""
    from rich.console import Console

    class Lasting(Console):
        def on_broken_pipe(self) -> None:
            self.quiet = True
            keep_quiet(self.file.fileno())

    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    width = None if stderr or on_terminal else _WIDE
    return Lasting(stderr=stderr, highlight=False, soft_wrap=True, width=width)


def keep_quiet(descriptor: int) -> None:
    """What is written to *descriptor* from now on goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def write_json(value: Any) -> None:
    """One JSON document on stdout: UTF-8 and LF, whatever the console's own are."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        # half a surrogate pair (an undecodable file name) becomes its escape, which JSON knows as well
        click.echo(text.encode("utf-8", "backslashreplace"), file=sys.stdout)
    except BrokenPipeError:
        keep_quiet(sys.stdout.fileno())


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table on stdout; numbers stand right."""
    from rich.table import Table

    shown = Table(title=title, title_justify="left", title_style="bold", expand=False)
    numeric = [all(isinstance(row[i], int) for row in rows) for i in range(len(columns))]
    for name, is_number in zip(columns, numeric, strict=True):
        shown.add_column(name, justify="right" if is_number and rows else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(escape(str(cell)) for cell in row))
    console().print(shown)


def say(text: str) -> None:
    """One line on stdout, as it is."""
    console().print(escape(text))


def escape(text: str) -> str:
    """Brackets in data are never markup."""
    return text.replace("[", r"\[")


def severity_counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings of each severity the office has not ruled on."""
    from kpi_desktop.domain.finding import Severity, count_open

    return {level.value: count_open(findings, level) for level in Severity}


class Bar:
    """Progress on stderr; the bar is shown only on a terminal."""

    def __init__(self, title: str) -> None:
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        self.cancelled = False
        err = console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[what]}"),
            console=err,
            transient=True,
            disable=not err.is_terminal,
        )
        self._task = self._bar.add_task(title, total=None, what="")

    def __enter__(self) -> Bar:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def ask_password(self, name: str) -> str:
        """What the person types for the file *name*, unseen; empty when nobody is there or knows it."""
        if not (sys.stdin.isatty() and console(stderr=True).is_terminal):
            return ""
        self._bar.stop()
        words = f"「{name}」のパスワード（分からなければ Enter）"
        typed: str = click.prompt(words, "", hide_input=True, show_default=False, err=True)
        self._bar.start()
        return typed

    def step(self, done: int, total: int, what: str) -> None:
        """Show how far it is."""
        self._bar.update(self._task, completed=done, total=total, what=escape(what))
