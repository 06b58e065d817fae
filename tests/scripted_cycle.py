"""The whole yearly cycle through the commands, clock and user fixed: the SHA-256 of all its outputs.

``python -m tests.scripted_cycle DIR`` works in the new folder DIR and prints a manifest: one line an
output, in the order of the commands. The same program gives the same one on every machine
(``tests.steady_digest``). ``--bytes`` prints that of the very bytes instead, to compare two states of
the program on one machine. ``--long`` goes on to what takes long: the demo, and the printed set
through LibreOffice.

DIR keeps both manifests and, in 画面, what the commands printed: ``diff -r`` of two such folders
shows what became different.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import hashlib
import io
import json
import os
import shutil
import sqlite3
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from tests.fixed_clock import FixedClock
from tests.steady_digest import steady_digest, steady_name

#: What of the environment would change what is printed, or where it is recorded.
_UNWANTED = ("COLUMNS", "LINES", "FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
_STAGE, _SCREEN = "事業", "画面"
#: A program that is not there, so that nothing depends on which office program a machine has.
_NO_OFFICE = {"LIBREOFFICE_SOFFICE": "ない", "KPI_DESKTOP_OFFICE": "libreoffice"}

YEAR, NEXT, DIVISIONS, SINGLE, EMPTY, WRONG = (
    "評価R5",
    "評価R6",
    "課別",
    "指標別",
    "空",
    "誤り",
)


class Stage:
    """A folder in which commands run, one a minute; every output is noted when it is new or another one."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.root = folder.resolve() / _STAGE
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
        from kpi_desktop.cli.app import main

        out, err = io.BytesIO(), io.BytesIO()
        with (
            io.TextIOWrapper(out, "utf-8", newline="\n", write_through=True) as shown,
            io.TextIOWrapper(err, "utf-8", newline="\n", write_through=True) as told,
            contextlib.redirect_stdout(shown),
            contextlib.redirect_stderr(told),
        ):
            status = main(words)
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
                rows = store.execute(f'SELECT * FROM "{table}" ').fetchall()
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


def cycle(stage: Stage) -> None:
    """Everything, in the order of the year."""
    _explained(stage)
    _prepared(stage)
    _first_round(stage)
    _second_round(stage)
    _decided(stage)
    _delivered(stage)
    _next_year(stage)
    _refused(stage)
    for workspace in (YEAR, NEXT, DIVISIONS, SINGLE):
        stage.note_record(workspace)
    kept = next(one for one in sorted(Path(YEAR, ".kpi/evidence").rglob("*")) if one.is_file())
    kept.chmod(0o600)
    kept.write_bytes(b"")
    stage.both("verify", YEAR)


def what_takes_long(stage: Stage) -> None:
    """The same once more in one command, and the printed set."""
    stage.both("demo", "見本")
    with mock.patch.dict(os.environ):
        for name in _NO_OFFICE:
            del os.environ[name]
        stage.run("publish", YEAR, "--pdf")
        stage.run("publish", YEAR, "--pdf", "--open-data", "--json")


def _explained(stage: Stage) -> None:
    from kpi_desktop.cli.app import app

    stage.run()
    stage.run("--version")
    stage.run("--help")
    for command in app.commands:
        stage.run(command, "--help")


def _prepared(stage: Stage) -> None:
    stage.both("init", YEAR, "--sample")
    stage.both("init", EMPTY)
    stage.both("init", DIVISIONS, "--master", f"{YEAR}/指標マスタ.xlsx")
    stage.run("init", SINGLE, "--sample")
    stage.run("init", YEAR, "--sample")
    for workspace in (YEAR, EMPTY, _with_mistakes(stage)):
        stage.both("check-master", workspace)
    stage.both("check-template", YEAR)
    stage.both("check-template", f"{YEAR}/様式2.xlsx")
    stage.both("check-template", f"{WRONG}/様式2.xlsx")
    stage.both("status", YEAR)
    stage.both("generate", YEAR)
    stage.run("generate", YEAR, "--department", "警察本部")
    stage.both("mail", YEAR)
    stage.both("generate", DIVISIONS, "--unit", "division")
    stage.run("mail", DIVISIONS, "--json")
    stage.run("generate", SINGLE, "--unit", "indicator", "--department", "商工労働部")
    stage.run("generate", SINGLE, "--unit", "indicator", "--json")
    stage.run("mail", SINGLE)
    stage.both("compare", YEAR, "--indicator", "5")


def _with_mistakes(stage: Stage) -> str:
    """A workspace whose master data lack an item, and whose template lacks a name."""
    stage.run("init", WRONG, "--sample")
    _mend(Path(WRONG) / "指標マスタ.xlsx", "評価年度", "年度")
    _mend(Path(WRONG) / "様式2.xlsx", 'name="課題等"', 'name="課題"')
    return WRONG


def _mend(path: Path, old: str, new: str) -> None:
    """Put *new* for *old* into the first part of a workbook that says it."""
    with zipfile.ZipFile(path) as archive:
        content = {one: archive.read(one) for one in archive.namelist()}
    name = next(one for one, data in content.items() if old.encode() in data)
    content[name] = content[name].replace(old.encode(), new.encode())
    _pack(path, content)


def _pack(path: Path, content: dict[str, bytes]) -> None:
    """An archive that is the same every time."""
    with zipfile.ZipFile(path, "w") as archive:
        for one, data in content.items():
            archive.writestr(zipfile.ZipInfo(one), data)


def _first_round(stage: Stage) -> None:
    """Twenty defects: sent in, looked at, sent back."""
    stage.both("demo-fill", YEAR, "--defects", "20", "--seed", "1")
    (Path(YEAR) / "提出" / "メモ.txt").write_text("様式ではない", encoding="utf-8")
    stage.both("collect", YEAR)
    stage.run("collect", YEAR)
    stage.both("validate", YEAR)
    stage.run("validate", YEAR, "--export", "指摘.xlsx", "--json")
    stage.run("validate", YEAR, "--all")
    stage.run("validate", YEAR, "--all", "--rule", "K501", "--json")
    stage.both("status", YEAR)
    stage.both("compare", YEAR, "--indicator", "5")
    stage.both("confirm", YEAR)
    stage.both("confirm", YEAR, "--indicator", "5", "--reason", "電話で確かめた")
    stage.both("assess", YEAR)
    stage.both("assess", YEAR, "--preview")
    stage.run("assess", YEAR, "--preview", "--scheme", "計画比", "--json")
    stage.both("waive", YEAR)
    stage.both("return", YEAR, "--deadline", "2024-06-14")
    stage.both("accept", YEAR, "--department", "商工労働部")
    stage.both("mail", YEAR, "--remind")
    stage.both("consolidate", YEAR)


def _second_round(stage: Stage) -> None:
    """Every kind of defect, requests to correct past values among them; late, and partly excluded."""
    stage.clock.time += datetime.timedelta(days=60)
    stage.run("demo-fill", YEAR, "--defects", "60", "--seed", "2")
    stage.run("collect", YEAR, f"{YEAR}/提出/01_健康福祉部_ＫＰＩ分析シート_R5.xlsx")
    stage.both("collect", YEAR)
    stage.run("validate", YEAR, "--json")
    stage.run("validate", YEAR)
    stage.both("compare", YEAR, "--indicator", "5")
    stage.run("return", YEAR)
    stage.both("correct", YEAR)
    stage.both("exclude", YEAR)
    stage.both("exclude", YEAR, "11", "--reason", "別の年度の数値だった")
    stage.run("exclude", YEAR, "11", "--undo", "--reason", "取り違えだった", "--json")
    stage.run("correct", YEAR, "--reject", "18-1-R3", "--reason", "根拠がない")
    stage.run("correct", YEAR, "--withdraw", "18-1-R3", "--reason", "根拠が届いた", "--json")
    stage.both("correct", YEAR, "--approve", "18-1-R3", "--reason", "台帳で確かめた")


def _decided(stage: Stage) -> None:
    """The corrected forms again, everything right, in an archive; what remains is ruled on."""
    stage.run("generate", YEAR)
    stage.run("demo-fill", YEAR, "--json")
    inbox, parcel = Path(YEAR) / "提出", Path("提出まとめ.zip")
    _pack(parcel, {one.name: one.read_bytes() for one in sorted(inbox.glob("*.xlsx"))})
    stage.run("collect", YEAR, str(parcel), "--json")
    stage.run("exclude", YEAR, "19", "--reason", "誤って古いものを出していた")
    stage.run("validate", YEAR, "--json")
    stage.run(
        "waive",
        YEAR,
        "--rule",
        "K202",
        "--indicator",
        "1",
        "--until",
        "R6",
        "--reason",
        "調査は隔年",
    )
    stage.both("waive", YEAR)
    stage.run(
        "waive", YEAR, "--rule", "K202", "--indicator", "1", "--lift", "--reason", "届く", "--json"
    )
    by_hand = ("--grade", "達成", "--reason", "関係課と協議した")
    stage.both("assess", YEAR, "--indicator", "2", *by_hand)
    stage.run("assess", YEAR, "--indicator", "3", *by_hand)
    stage.run("assess", YEAR, "--indicator", "3", "--withdraw", "--reason", "改める", "--json")
    stage.both("accept", YEAR)
    stage.both("finalise", YEAR)
    stage.both("reopen", YEAR, "--indicator", "4", "--reason", "数値を確かめる")
    stage.run("accept", YEAR, "--indicator", "4", "--json")
    stage.run("finalise", YEAR, "--indicator", "4")
    stage.both("status", YEAR)


def _delivered(stage: Stage) -> None:
    earlier = shutil.copy(Path(YEAR) / "統合" / "証跡_R5.json", "以前.json")
    stage.both("consolidate", YEAR)
    stage.both("consolidate", YEAR, "--against", earlier)
    stage.both("build-macros", YEAR, "--text")
    stage.run("build-macros", YEAR, "--only", "form", "--department", "警察本部", "--json")
    stage.both("publish", YEAR)
    stage.run("publish", YEAR, "--open-data", "--bom", "--json")
    stage.both("verify", YEAR)
    for words in (("office",), ("open", YEAR), ("consolidate", YEAR, "--refresh")):
        stage.both(*words)
    stage.run("publish", YEAR, "--pdf")


def _next_year(stage: Stage) -> None:
    stage.both("rollover", YEAR, NEXT)
    stage.run("check-master", NEXT)
    stage.run("generate", NEXT, "--json")
    stage.run("status", NEXT)


def _refused(stage: Stage) -> None:
    """What cannot be done."""
    for words in (
        ("statsu", YEAR),
        ("generate",),
        ("status", "ない"),
        ("status", YEAR, "--jsn"),
        ("generate", YEAR, "--unit", "村"),
        ("generate", YEAR, "--department", "健康福祉局"),
        ("init", "新規", "--master", "ない.xlsx"),
        ("init", "新規", "--sample", "--master", "ない.xlsx"),
        ("check-template", "ない.xlsx"),
        ("demo-fill", EMPTY),
        ("collect", EMPTY),
        ("validate", YEAR, "--rule", "K612"),
        ("correct", YEAR, "--approve", "1-1-R4", "--reject", "1-1-R4"),
        ("correct", YEAR, "--approve", "1-1-R4", "--reason", "ない申し出"),
        ("waive", YEAR, "--rule", "K612"),
        ("waive", YEAR, "--rule", "K999", "--indicator", "1", "--until", "R6", "--reason", "ない"),
        ("exclude", YEAR, "99", "--reason", "ない"),
        ("confirm", YEAR, "--reason", "何を"),
        ("compare", YEAR, "--indicator", "999"),
        ("assess", YEAR, "--grade", "達成"),
        ("assess", YEAR, "--indicator", "1", "--grade", "優", "--reason", "ない"),
        ("reopen", YEAR),
        ("consolidate", YEAR, "--against", "ない.json"),
        ("consolidate", EMPTY),
        ("rollover", YEAR, YEAR),
    ):
        stage.run(*words)


def _fix_surroundings() -> None:
    for name in [*_UNWANTED, *(one for one in os.environ if one.startswith("KPI_DESKTOP_"))]:
        os.environ.pop(name, None)
    os.environ.update(_NO_OFFICE, TZ="Asia/Tokyo")
    time.tzset()
    sys.stdin = io.StringIO()


def manifest(folder: Path, exact: bool = False, long: bool = False) -> list[str]:
    """Run everything in the new *folder*; gives one line an output."""
    _fix_surroundings()
    stage = Stage(folder)
    with contextlib.chdir(stage.root):
        with contextlib.redirect_stdout(io.StringIO()):  # as when no terminal is there
            from kpi_desktop import bootstrap
            from kpi_desktop.cli import app  # noqa: F401
        with mock.patch.object(bootstrap, "SystemClock", lambda: stage.clock):
            cycle(stage)
            if long:
                what_takes_long(stage)
    stage.lines.sort(key=lambda one: (one[66:], one))
    for name, lines in (("steady", stage.lines), ("bytes", stage.exact_lines)):
        text = "\n".join(lines) + "\n"
        (folder / f"manifest-{name}.sha256").write_text(text, encoding="utf-8")
    return stage.exact_lines if exact else stage.lines


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", metavar="DIR", type=Path)
    asked.add_argument("--bytes", dest="exact", action="store_true")
    asked.add_argument("--long", action="store_true")
    print("\n".join(manifest(**vars(asked.parse_args()))))
