"""What commands print: one JSON document, or tables for people; progress and messages go to stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn
from rich.progress import Progress as RichProgress
from rich.progress import TextColumn, TimeRemainingColumn
from rich.table import Table

from kpi_desktop.domain.finding import Finding, Severity, count_open

#: Width of tables that no terminal limits (a file, a pipe), in half-width characters.
_WIDE = 160


class _Lasting(Console):
    """A console whose reader may leave early (``| head``): the work and its exit status stay the same."""

    def on_broken_pipe(self) -> None:
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.file.fileno())


_on_terminal = sys.stdout is not None and sys.stdout.isatty()
out = _Lasting(highlight=False, soft_wrap=True, width=None if _on_terminal else _WIDE)
err = _Lasting(stderr=True, highlight=False, soft_wrap=True)


def write_json(value: Any) -> None:
    """One JSON document on stdout: UTF-8 and LF, whatever the console's own are."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        # half a surrogate pair (an undecodable file name) becomes its escape, which JSON knows as well
        click.echo(text.encode("utf-8", "backslashreplace"), file=sys.stdout)
    except BrokenPipeError:
        out.on_broken_pipe()


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table on stdout; numbers stand right."""
    shown = Table(title=title, title_justify="left", title_style="bold", expand=False)
    numeric = [all(isinstance(row[i], int) for row in rows) for i in range(len(columns))]
    for name, is_number in zip(columns, numeric, strict=True):
        shown.add_column(name, justify="right" if is_number and rows else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(escape(str(cell)) for cell in row))
    out.print(shown)


def say(text: str) -> None:
    """One line on stdout, as it is."""
    out.print(escape(text))


def escape(text: str) -> str:
    """Brackets in data are never markup."""
    return text.replace("[", r"\[")


def severity_counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings of each severity the office has not ruled on."""
    return {level.value: count_open(findings, level) for level in Severity}


class Bar:
    """Progress on stderr; the bar is shown only on a terminal."""

    def __init__(self, title: str) -> None:
        self.cancelled = False
        self._bar = RichProgress(
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
        if not (sys.stdin.isatty() and err.is_terminal):
            return ""
        self._bar.stop()
        words = f"「{name}」のパスワード（分からなければ Enter）"
        typed: str = click.prompt(words, "", hide_input=True, show_default=False, err=True)
        self._bar.start()
        return typed

    def step(self, done: int, total: int, what: str) -> None:
        """Show how far it is."""
        self._bar.update(self._task, completed=done, total=total, what=escape(what))
