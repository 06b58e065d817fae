"""Commands run one after the other, and a record of everything that comes out of them."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import io
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.fixed_clock import FixedClock
from tests.steady_digest import steady_digest, steady_name

_WORK, _SCREEN = "事業", "画面"


class RecordedCommands:
    """A folder in which commands run, one a minute; every output is noted that is new or changed."""

    def __init__(self, folder: Path, main: Callable[[Sequence[str]], int]) -> None:
        self._main = main
        folder.mkdir(parents=True)
        self.root = folder.resolve() / _WORK
        self.screen = folder.resolve() / _SCREEN
        self.root.mkdir()
        self.screen.mkdir()
        self.clock = FixedClock()
        self.lines: list[str] = []
        self.exact_lines: list[str] = []
        self._count = 0
        self._seen: dict[str, str] = {}

    def run(self, *words: str) -> None:
        """Run one command."""
        self._begin()
        self._command(words)
        self._note_files(" ".join(words))

    def both(self, *words: str) -> None:
        """Run one command for programs and then, from the same state, for people."""
        self._begin()
        with self._undone(Path(words[1]) if len(words) > 1 else None):
            self._command((*words, "--json"))
        self._command(words)
        self._note_files(" ".join(words))

    def _begin(self) -> None:
        self._count += 1
        self.clock.time += datetime.timedelta(minutes=1)

    def _command(self, words: tuple[str, ...]) -> None:
        out, err = io.BytesIO(), io.BytesIO()
        with (
            io.TextIOWrapper(out, "utf-8", newline="\n", write_through=True) as shown,
            io.TextIOWrapper(err, "utf-8", newline="\n", write_through=True) as told,
            contextlib.redirect_stdout(shown),
            contextlib.redirect_stderr(told),
        ):
            status = self._main(words)
            printed = {"stdout": out.getvalue(), "stderr": err.getvalue()}
        self._set_times()
        for stream, data in printed.items():
            if data or stream == "stdout":
                name = f"{' '.join(words)}: exit {status}, {stream}"
                data = data.replace(str(self.root).encode(), b"DIR")
                self.note(name, data)
                (self.screen / f"{self._count:03} {name}".replace("/", "／")).write_bytes(data)

    @contextlib.contextmanager
    def _undone(self, workspace: Path | None) -> Iterator[None]:
        """Undo afterwards what was done to *workspace*, or made beside it."""
        before, kept = set(os.listdir()), Path("../写し")
        if workspace and workspace.is_dir():
            shutil.copytree(workspace, kept)
        yield
        for name in set(os.listdir()) - before:
            shutil.rmtree(name) if Path(name).is_dir() else Path(name).unlink()
        if workspace and kept.exists():
            shutil.rmtree(workspace)
            kept.rename(workspace)

    def _set_times(self) -> None:
        """What was written just now was written at the time of the clock."""
        now = self.clock.time.timestamp()
        for path in Path().rglob("*"):
            if path.is_file() and path.stat().st_mtime > now:
                os.utime(path, (now, now))

    def _note_files(self, label: str) -> None:
        found = {
            path.as_posix(): path.read_bytes()
            for path in sorted(Path().rglob("*"))
            if path.is_file() and ".kpi" not in path.parts
        }
        for name, data in found.items():
            content = hashlib.sha256(data).hexdigest()
            if self._seen.get(name) != content:
                self._seen[name] = content
                self.note(f"{label} → {name}", data)
        for name in sorted(set(self._seen) - set(found)):
            del self._seen[name]
            self.note(f"{label} → {name} is gone", b"")

    def note(self, name: str, data: bytes) -> None:
        """One line of the manifest."""
        self._line(name, steady_digest(name, data), hashlib.sha256(data).hexdigest())

    def _line(self, name: str, steady: str, exact: str) -> None:
        self.lines.append(f"{steady}  {self._count:03} {steady_name(name)}")
        self.exact_lines.append(f"{exact}  {self._count:03} {name}")

    def note_record(self, workspace: str) -> None:
        """What the record of a workspace says, table by table, and the files that it keeps."""
        hidden = Path(workspace) / ".kpi"
        with contextlib.closing(sqlite3.connect(hidden / "store.sqlite3")) as store:
            asked = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
            for table, made in store.execute(asked).fetchall():
                rows = store.execute(f'SELECT * FROM "{table}"').fetchall()
                data = json.dumps(
                    [made, *sorted(rows, key=repr)], ensure_ascii=False, indent=1
                ).encode()
                self.note(f"{workspace}/.kpi/store.sqlite3 {table}", data)
        self.note(f"{workspace}/.kpi/head.json", (hidden / "head.json").read_bytes())
        kept = [one.read_bytes() for one in (hidden / "evidence").rglob("*") if one.is_file()]
        steady = sorted(steady_digest("", one) for one in kept)
        exact = sorted(hashlib.sha256(one).hexdigest() for one in kept)
        self._line(f"{workspace}/.kpi/evidence", _of_all(steady), _of_all(exact))


def _of_all(digests: list[str]) -> str:
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()
