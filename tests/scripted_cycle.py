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
import io
import os
import shutil
import sys
import time
import zipfile
from importlib.metadata import version
from pathlib import Path
from unittest import mock

from tests.recorded_commands import RecordedCommands

#: What of the environment would change what is printed, or where it is recorded.
_UNWANTED = ("COLUMNS", "LINES", "FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
#: Libraries whose version shows in what they write.
_LIBRARIES = ("click", "openpyxl", "pandas", "pypdf", "pyOpenVBA", "rich", "XlsxWriter")
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


def cycle(commands: RecordedCommands) -> None:
    """Everything, in the order of the year."""
    _explained(commands)
    _prepared(commands)
    _first_round(commands)
    _second_round(commands)
    _decided(commands)
    _delivered(commands)
    _next_year(commands)
    _refused(commands)
    for workspace in (YEAR, NEXT, DIVISIONS, SINGLE):
        commands.note_record(workspace)
    kept = next(one for one in sorted(Path(YEAR, ".kpi/evidence").rglob("*")) if one.is_file())
    kept.chmod(0o600)
    kept.write_bytes(b"")
    commands.both("verify", YEAR)


def what_takes_long(commands: RecordedCommands) -> None:
    """The same once more in one command, and the printed set."""
    commands.both("demo", "見本")
    with mock.patch.dict(os.environ):
        for name in _NO_OFFICE:
            del os.environ[name]
        commands.run("publish", YEAR, "--pdf")
        commands.run("publish", YEAR, "--pdf", "--open-data", "--json")


def _explained(commands: RecordedCommands) -> None:
    from kpi_desktop.cli.commands import app

    commands.run()
    commands.run("--version")
    commands.run("--help")
    for command in app.commands:
        commands.run(command, "--help")


def _prepared(commands: RecordedCommands) -> None:
    commands.both("init", YEAR, "--sample")
    commands.both("init", EMPTY)
    commands.both("init", DIVISIONS, "--master", f"{YEAR}/指標マスタ.xlsx")
    commands.run("init", SINGLE, "--sample")
    commands.run("init", YEAR, "--sample")
    for workspace in (YEAR, EMPTY, _with_mistakes(commands)):
        commands.both("check-master", workspace)
    commands.both("check-template", YEAR)
    commands.both("check-template", f"{YEAR}/様式2.xlsx")
    commands.both("check-template", f"{WRONG}/様式2.xlsx")
    commands.both("status", YEAR)
    commands.both("generate", YEAR)
    commands.run("generate", YEAR, "--department", "警察本部")
    commands.both("mail", YEAR)
    commands.both("generate", DIVISIONS, "--unit", "division")
    commands.run("mail", DIVISIONS, "--json")
    commands.run("generate", SINGLE, "--unit", "indicator", "--department", "商工労働部")
    commands.run("generate", SINGLE, "--unit", "indicator", "--json")
    commands.run("mail", SINGLE)
    commands.both("compare", YEAR, "--indicator", "5")


def _with_mistakes(commands: RecordedCommands) -> str:
    """A workspace whose master data lack an item, and whose template lacks a name."""
    commands.run("init", WRONG, "--sample")
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


def _first_round(commands: RecordedCommands) -> None:
    """Twenty defects: sent in, looked at, sent back."""
    commands.both("demo-fill", YEAR, "--defects", "20", "--seed", "1")
    (Path(YEAR) / "提出" / "メモ.txt").write_text("様式ではない", encoding="utf-8")
    commands.both("collect", YEAR)
    commands.run("collect", YEAR)
    commands.both("validate", YEAR)
    commands.run("validate", YEAR, "--export", "指摘.xlsx", "--json")
    commands.run("validate", YEAR, "--all")
    commands.run("validate", YEAR, "--all", "--rule", "K501", "--json")
    commands.both("status", YEAR)
    commands.both("compare", YEAR, "--indicator", "5")
    commands.both("confirm", YEAR)
    commands.both("confirm", YEAR, "--indicator", "5", "--reason", "電話で確かめた")
    commands.both("assess", YEAR)
    commands.both("assess", YEAR, "--preview")
    commands.run("assess", YEAR, "--preview", "--scheme", "計画比", "--json")
    commands.both("waive", YEAR)
    commands.both("return", YEAR, "--deadline", "2024-06-14")
    commands.both("accept", YEAR, "--department", "商工労働部")
    commands.both("mail", YEAR, "--remind")
    commands.both("consolidate", YEAR)


def _second_round(commands: RecordedCommands) -> None:
    """Every kind of defect, requests to correct past values among them; late, and partly excluded."""
    commands.clock.time += datetime.timedelta(days=60)
    commands.run("demo-fill", YEAR, "--defects", "60", "--seed", "2")
    commands.run("collect", YEAR, f"{YEAR}/提出/01_健康福祉部_ＫＰＩ分析シート_R5.xlsx")
    commands.both("collect", YEAR)
    commands.run("validate", YEAR, "--json")
    commands.run("validate", YEAR)
    commands.both("compare", YEAR, "--indicator", "5")
    commands.run("return", YEAR)
    commands.both("correct", YEAR)
    commands.both("exclude", YEAR)
    commands.both("exclude", YEAR, "11", "--reason", "別の年度の数値だった")
    commands.run("exclude", YEAR, "11", "--undo", "--reason", "取り違えだった", "--json")
    commands.run("correct", YEAR, "--reject", "18-1-R3", "--reason", "根拠がない")
    commands.run("correct", YEAR, "--withdraw", "18-1-R3", "--reason", "根拠が届いた", "--json")
    commands.both("correct", YEAR, "--approve", "18-1-R3", "--reason", "台帳で確かめた")


def _decided(commands: RecordedCommands) -> None:
    """The corrected forms again, everything right, in an archive; what remains is ruled on."""
    commands.run("generate", YEAR)
    commands.run("demo-fill", YEAR, "--json")
    inbox, parcel = Path(YEAR) / "提出", Path("提出まとめ.zip")
    _pack(parcel, {one.name: one.read_bytes() for one in sorted(inbox.glob("*.xlsx"))})
    commands.run("collect", YEAR, str(parcel), "--json")
    commands.run("exclude", YEAR, "19", "--reason", "誤って古いものを出していた")
    commands.run("validate", YEAR, "--json")
    commands.run(
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
    commands.both("waive", YEAR)
    commands.run(
        "waive", YEAR, "--rule", "K202", "--indicator", "1", "--lift", "--reason", "届く", "--json"
    )
    by_hand = ("--grade", "達成", "--reason", "関係課と協議した")
    commands.both("assess", YEAR, "--indicator", "2", *by_hand)
    commands.run("assess", YEAR, "--indicator", "3", *by_hand)
    commands.run("assess", YEAR, "--indicator", "3", "--withdraw", "--reason", "改める", "--json")
    commands.both("accept", YEAR)
    commands.both("finalise", YEAR)
    commands.both("reopen", YEAR, "--indicator", "4", "--reason", "数値を確かめる")
    commands.run("accept", YEAR, "--indicator", "4", "--json")
    commands.run("finalise", YEAR, "--indicator", "4")
    commands.both("status", YEAR)


def _delivered(commands: RecordedCommands) -> None:
    earlier = shutil.copy(Path(YEAR) / "統合" / "証跡_R5.json", "以前.json")
    commands.both("consolidate", YEAR)
    commands.both("consolidate", YEAR, "--against", earlier)
    commands.both("build-macros", YEAR, "--text")
    commands.run("build-macros", YEAR, "--only", "form", "--department", "警察本部", "--json")
    commands.both("publish", YEAR)
    commands.run("publish", YEAR, "--open-data", "--bom", "--json")
    commands.both("verify", YEAR)
    for words in (("office",), ("open", YEAR), ("consolidate", YEAR, "--refresh")):
        commands.both(*words)
    commands.run("publish", YEAR, "--pdf")


def _next_year(commands: RecordedCommands) -> None:
    commands.both("rollover", YEAR, NEXT)
    commands.run("check-master", NEXT)
    commands.run("generate", NEXT, "--json")
    commands.run("status", NEXT)


def _refused(commands: RecordedCommands) -> None:
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
        commands.run(*words)


def _fix_surroundings() -> None:
    for name in [*_UNWANTED, *(one for one in os.environ if one.startswith("KPI_DESKTOP_"))]:
        os.environ.pop(name, None)
    os.environ.update(_NO_OFFICE, TZ="Asia/Tokyo")
    time.tzset()
    sys.stdin = io.StringIO()


def manifest(folder: Path, exact: bool = False, long: bool = False) -> list[str]:
    """Run everything in the new *folder*; gives one line an output."""
    _fix_surroundings()
    with contextlib.redirect_stdout(io.StringIO()):  # tables are as wide as in a file
        from kpi_desktop import bootstrap
        from kpi_desktop.cli.app import main
    commands = RecordedCommands(folder, main)
    with (
        contextlib.chdir(commands.root),
        mock.patch.object(bootstrap, "SystemClock", lambda: commands.clock),
    ):
        cycle(commands)
        if long:
            what_takes_long(commands)
    commands.lines.sort(key=lambda one: (one[66:], one))
    for name, lines in (("steady", commands.lines), ("bytes", commands.exact_lines)):
        text = "\n".join(lines) + "\n"
        (folder / f"manifest-{name}.sha256").write_text(text, encoding="utf-8")
    return [surroundings(), *(commands.exact_lines if exact else commands.lines)]


def surroundings() -> str:
    """A first line with what a difference may come from, though the program is the same."""
    libraries = " ".join(f"{one} {version(one)}" for one in _LIBRARIES)
    return f"# made with Python {sys.version_info[0]}.{sys.version_info[1]} {libraries}"


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", metavar="DIR", type=Path)
    asked.add_argument("--bytes", dest="exact", action="store_true")
    asked.add_argument("--long", action="store_true")
    print("\n".join(manifest(**vars(asked.parse_args()))))
