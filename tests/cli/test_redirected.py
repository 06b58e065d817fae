"""Into a pipe or a file, in whatever code page: no line is lost, and JSON is always the same bytes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.cli.output import write_json
from kpi_desktop.usecases.gather.collect import collect
from kpi_desktop.usecases.practice.demo_fill import demo_fill
from tests.usecases.filling import make_small

#: What a console may be like: its code page and, where it matters, its locale.
CODE_PAGES = {
    "cp932": {"PYTHONIOENCODING": "cp932"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "C": {"LC_ALL": "C"},
}
UTF_8 = {"PYTHONIOENCODING": "utf-8"}
#: Here Python takes file names for ASCII as well: no workspace can be opened, which is told.
OLD_C = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
#: One of each kind of output: tables, lines, click's help, and each way to be refused.
COMMANDS = {
    "collect": ["collect", "DIR"],
    "validate": ["validate", "DIR"],
    "status": ["status", "DIR"],
    "verify": ["verify", "DIR"],
    "help": ["--help"],
    "help of one": ["collect", "--help"],
    "no such command": ["statsu₂"],
    "nothing given": ["generate"],
    "no workspace": ["status", "CO₂"],
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Collected with defects; among what came in are names that no Japanese code page can hold."""
    root = tmp_path_factory.mktemp("redirected") / "評価R5"
    make_small(root)
    for name in ("CO₂の排出量.txt", "𠮷野 ✓.txt"):
        (root / "提出" / name).write_text("様式ではない", encoding="utf-8")
    with open_desk(root) as desk:
        demo_fill(desk, seed=3, defects=3)
        collect(desk)
    return root


def run(
    arguments: list[str], workspace: Path, console: dict[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own on such a console."""
    own = ("PYTHONIOENCODING", "PYTHONUTF8", "LC_ALL", "LANG")
    env = {name: value for name, value in os.environ.items() if name not in own}
    command = [sys.executable, "-m", "kpi_desktop"]
    command += [str(workspace) if one == "DIR" else one for one in arguments]
    return subprocess.run(command, capture_output=True, env={**env, **console})


@cache
def usual(arguments: tuple[str, ...], workspace: Path) -> subprocess.CompletedProcess[bytes]:
    """The same where nothing is lacking."""
    return run([*arguments], workspace, UTF_8)


@pytest.mark.parametrize("console", CODE_PAGES.values(), ids=CODE_PAGES.keys())
@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS.keys())
def test_every_line_arrives_in_a_code_page_that_lacks_letters(
    workspace: Path, arguments: list[str], console: dict[str, str]
) -> None:
    wanted, done = usual(tuple(arguments), workspace), run(arguments, workspace, console)
    assert done.returncode == wanted.returncode
    for words, full in ((done.stdout, wanted.stdout), (done.stderr, wanted.stderr)):
        assert words.count(b"\n") == full.count(b"\n")
        assert b"Traceback" not in words


def test_what_was_collected_is_told_with_letters_that_the_code_page_has(workspace: Path) -> None:
    done = run(["collect", "DIR"], workspace, CODE_PAGES["cp932"])
    words = done.stdout.decode("cp932")
    assert "CO2の排出量.txt" in words and "\\U00020bb7野 \\u2713.txt" in words


def test_what_cannot_be_done_is_told_with_letters_that_the_code_page_has(workspace: Path) -> None:
    done = run(["status", "CO₂"], workspace, CODE_PAGES["cp932"])
    assert "CO2 は事業フォルダではありません" in done.stderr.decode("cp932")


@pytest.mark.parametrize("arguments", [["status", "DIR"], ["--help"], ["statsu₂"]])
def test_a_locale_without_any_japanese_ends_without_a_traceback(
    workspace: Path, arguments: list[str]
) -> None:
    done = run(arguments, workspace, OLD_C)
    assert b"Traceback" not in done.stderr and done.stdout + done.stderr
    assert done.returncode in (0, 2)


@pytest.mark.parametrize("console", CODE_PAGES.values(), ids=CODE_PAGES.keys())
@pytest.mark.parametrize("command", ["collect", "validate", "status"])
def test_json_is_the_same_bytes_on_every_console(
    workspace: Path, command: str, console: dict[str, str]
) -> None:
    arguments = (command, "DIR", "--json")
    wanted, done = usual(arguments, workspace), run([*arguments], workspace, console)
    assert done.stdout == wanted.stdout
    assert json.loads(done.stdout.decode("utf-8"))
    assert (done.returncode, done.stderr) == (wanted.returncode, b"")


def test_json_ends_its_lines_with_lf_where_text_ends_them_with_crlf(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arrived = io.BytesIO()
    windows = io.TextIOWrapper(arrived, "cp932", newline="\r\n")
    monkeypatch.setattr(sys, "stdout", windows)
    write_json({"単位": "t-CO₂"})
    assert arrived.getvalue() == '{\n  "単位": "t-CO₂"\n}\n'.encode()


def test_json_tells_a_file_name_that_no_code_page_explains(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arrived = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(arrived, "utf-8"))
    write_json(["\udc83t"])
    assert json.loads(arrived.getvalue().decode("utf-8")) == ["\udc83t"]


@pytest.mark.parametrize("arguments", [["validate", "DIR"], ["validate", "DIR", "--json"]])
def test_a_reader_who_leaves_early_changes_neither_the_work_nor_its_end(
    workspace: Path, arguments: list[str]
) -> None:
    assert told_to_nobody(arguments, workspace) == (1, b"")
    assert told_to_nobody(["status", *arguments[1:]], workspace) == (0, b"")


def test_a_reader_of_the_help_who_leaves_early_sees_no_traceback(workspace: Path) -> None:
    assert told_to_nobody(["--help"], workspace)[1] == b""


def told_to_nobody(arguments: list[str], workspace: Path) -> tuple[int, bytes]:
    """Exit status and stderr of a command whose stdout nobody reads any more."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "kpi_desktop"]
    command += [str(workspace) if one == "DIR" else one for one in arguments]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    return done.returncode, done.stderr


def test_a_command_whose_output_is_closed_does_its_work(workspace: Path) -> None:
    command = [sys.executable, "-m", "kpi_desktop", "status", str(workspace)]
    shell = ["sh", "-c", '"$@" >&-', "sh"]
    for more in ([], ["--json"]):
        done = subprocess.run([*shell, *command, *more], capture_output=True)
        assert (done.returncode, done.stderr) == (0, b"")


def test_the_launcher_that_finds_no_screen_says_so_in_every_code_page() -> None:
    for encoding, words in (("cp932", "画面がない"), ("ascii", "\\u753b\\u9762")):
        done = subprocess.run(
            [sys.executable, "-m", "kpi_desktop"],
            capture_output=True,
            env={"PATH": "", "PYTHONIOENCODING": encoding},
        )
        if sys.platform == "linux":
            assert done.returncode == 2 and words in done.stderr.decode(encoding)
