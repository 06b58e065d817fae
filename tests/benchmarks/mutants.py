"""Would the tests notice? Small faults, one at a time, each tried by the tests of its room.

    python -m tests.benchmarks.mutants                                  400 faults, at most an hour
    python -m tests.benchmarks.mutants --sample 6 --rooms domain        a first look

mutmut makes the faults (``<`` becomes ``<=``, an argument None, ``and`` becomes ``or``); here they are drawn,
at most one from each place of the source, and tried: side by side, each in a copy of the project of its own,
by the test files that are nearest to the changed module first. Each trial is a fork of this process, which
has loaded the libraries beforehand. A fault that no test notices survives. The same seed draws the same
faults from the same sources. Ends with 1 when fewer than nine of ten are noticed.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from pathlib import Path

import grimp
import hypothesis
import pytest
from rich.console import Console

from tests.benchmarks.planted_faults import Fault, draw

ROOT = Path(__file__).parents[2]
WANTED = 0.9
_NOT_COPIED = (".git", ".venv", "demo", "build", "dist", "*.egg-info", "__pycache__", ".*_cache")
#: What takes long to import, for the trials to find it imported.
_LIBRARIES = (
    *(
        "alembic.command",
        "alembic.config",
        "cattrs",
        "click",
        "filelock",
        "lxml.etree",
        "msoffcrypto",
    ),
    *(
        "openpyxl",
        "pandas",
        "psutil",
        "pypdf",
        "PySide6.QtWidgets",
        "python_calamine",
        "rich.table",
    ),
    *("sqlalchemy", "sqlalchemy.dialects.sqlite", "xlsxwriter"),
)


@dataclass(frozen=True)
class Room:
    """Sources (folders or files), the tests that have to notice, and which of them (pytest's ``-k``)."""

    name: str
    sources: tuple[str, ...]
    tests: tuple[str, ...]
    only: str = ""

    def files(self) -> list[str]:
        """Its modules, by path from the root."""
        found = []
        for one in self.sources:
            path = ROOT / one
            found += [path] if path.is_file() else sorted(path.rglob("*.py"))
        return [one.relative_to(ROOT).as_posix() for one in found if one.name not in _SHELLS]


#: Started by hand only.
_SHELLS = ("__main__.py",)
#: PostgreSQL has to be started for each fault, which takes longer than all else: SQLite stands for both,
#: and the module that speaks to PostgreSQL alone is left out.
ROOMS = (
    Room("domain", ("kpi_desktop/domain",), ("tests/domain",)),
    Room("rules", ("kpi_desktop/rules",), ("tests/rules",)),
    Room(
        "record",
        ("kpi_desktop/usecases/record",),
        ("tests/usecases/record", "tests/usecases/decide"),
    ),
    Room("store", ("kpi_desktop/store",), ("tests/store",), "not postgresql or url"),
)
LEFT_OUT = ("kpi_desktop/store/postgresql.py",)


class Copy:
    """A copy of the project in which one fault at a time is tried."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.root = folder / "project"
        shutil.copytree(ROOT, self.root, ignore=shutil.ignore_patterns(*_NOT_COPIED))
        for name in ("macros", "templates"):  # where an installed package has them
            if not (self.root / "kpi_desktop" / name).exists():
                shutil.copytree(ROOT / name, self.root / "kpi_desktop" / name)

    def test(
        self, room: Room, files: Sequence[str], *more: str, cached: bool = False
    ) -> ForkProcess:
        """pytest on *files* as a process of its own, which ends as pytest does.

        *cached*: it leaves compiled modules for those that come later.
        """
        options = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
        options += ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-profile=trial"]
        options += [f"--basetemp={self._folder / 'temporary'}", "-k", room.only, *more, *files]
        process = multiprocessing.get_context("fork").Process(
            target=_pytest, args=(self.root, options, cached)
        )
        process.start()
        return process

    def plant(self, fault: Fault) -> None:
        """Put that fault in."""
        (self.root / fault.file).write_text(fault.source, encoding="utf-8")

    def mend(self, fault: Fault) -> None:
        """Take it out again. The file is as old as before: what was compiled of it is valid again."""
        shutil.copy2(ROOT / fault.file, self.root / fault.file)


def _pytest(root: Path, options: list[str], cached: bool) -> None:
    os.setsid()
    os.chdir(root)
    for name in [one for one in sys.modules if one.split(".")[0] == "tests"]:
        del sys.modules[name]
    sys.path[:] = [str(root), *(one for one in sys.path if one not in ("", str(ROOT)))]
    sys.dont_write_bytecode = not cached
    os.environ |= {"PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"}
    if not cached:
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    output = os.open(root.parent / "output.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, 1)
    os.dup2(output, 2)
    hypothesis.settings.register_profile(
        "trial",
        database=None,
        deadline=None,
        derandomize=True,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],  # no shrinking
    )
    os._exit(pytest.main(options))


def _stop(process: ForkProcess) -> None:
    """End it with all that it has started."""
    assert process.pid is not None
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.join()


@dataclass(frozen=True)
class Sound:
    """A room without faults: how long all of its tests take, and each test file."""

    seconds: float
    files: dict[str, float]

    @property
    def limit(self) -> float:
        """After so many seconds a fault has made something endless, which is noticed too."""
        return 5 * self.seconds + 10


def sound(copy: Copy, room: Room) -> Sound:
    """Run the room as it is. RuntimeError when it fails then already."""
    report = copy.root / f"{room.name}.xml"
    began = time.monotonic()
    process = copy.test(
        room, room.tests, f"--junitxml={report}", "-o", "junit_family=xunit1", cached=True
    )
    process.join()
    if process.exitcode != 0:
        print((copy.root.parent / "output.txt").read_text(encoding="utf-8"))
        raise RuntimeError(f"{room.name}: 誤りを入れる前から通りません。")
    files: dict[str, float] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        name = case.attrib["file"]
        files[name] = files.get(name, 0.0) + float(case.attrib["time"])
    return Sound(time.monotonic() - began, files)


class Nearness:
    """How near each test file is to a module, by its imports; the quick ones first among equals."""

    def __init__(self) -> None:
        self._graph = grimp.build_graph("kpi_desktop", "tests")

    def order(self, file: str, tests: dict[str, float]) -> list[str]:
        """The test files, in the order in which they are asked."""
        return sorted(
            tests, key=lambda test: (self._steps(_module(test), _module(file)), tests[test])
        )

    def _steps(self, importer: str, imported: str) -> int:
        chain = self._graph.find_shortest_chain(importer, imported)
        return len(chain) if chain else sys.maxsize


def _module(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@dataclass(frozen=True)
class Trial:
    """What came of one fault. ``noticed`` is None when there was no time left for it."""

    room: Room
    fault: Fault
    noticed: bool | None
    seconds: float = 0.0


@dataclass
class _Running:
    number: int
    copy: Copy
    process: ForkProcess
    began: float


class Trials:
    """Tries faults, one in each copy at a time, until the time is up, and tells how far it is."""

    def __init__(self, rooms: dict[Room, Sound], copies: Sequence[Copy], until: float) -> None:
        self._rooms = rooms
        self._until = until
        self._near = Nearness()
        self._free = list(copies)
        self._running: list[_Running] = []

    def of(self, faults: Sequence[tuple[Room, Fault]], console: Console) -> list[Trial]:
        """One entry a fault, in the order in which they were drawn."""
        found = [Trial(room, fault, None) for room, fault in faults]
        todo = list(enumerate(faults))[::-1]
        while self._running or (todo and time.monotonic() < self._until):
            while todo and self._free and time.monotonic() < self._until:
                number, (room, fault) = todo.pop()
                self._begin(number, room, fault)
            for number, noticed, seconds in self._ended(found):
                room, fault = faults[number]
                found[number] = Trial(room, fault, noticed, seconds)
                if not noticed:
                    console.print(
                        f"{number + 1}/{len(faults)}", _words(found[number]), markup=False
                    )
                elif (number + 1) % 20 == 0:
                    console.print(f"{number + 1}/{len(faults)}")
        return found

    def _begin(self, number: int, room: Room, fault: Fault) -> None:
        copy = self._free.pop()
        copy.plant(fault)
        order = self._near.order(fault.file, self._rooms[room].files)
        self._running.append(_Running(number, copy, copy.test(room, order), time.monotonic()))

    def _ended(self, faults: Sequence[Trial]) -> Iterator[tuple[int, bool, float]]:
        """Wait a little for those that run: number, whether it was noticed, seconds."""
        wait([one.process.sentinel for one in self._running], timeout=1.0)
        for one in list(self._running):
            seconds = time.monotonic() - one.began
            known = faults[one.number]
            if one.process.is_alive() and seconds < self._rooms[known.room].limit:
                continue
            _stop(one.process)
            if one.process.exitcode == pytest.ExitCode.NO_TESTS_COLLECTED:
                raise RuntimeError(f"{known.room.name}: テストがありません。")
            one.copy.mend(known.fault)
            self._running.remove(one)
            self._free.append(one.copy)
            yield one.number, one.process.exitcode != 0, seconds


def _words(one: Trial) -> str:
    fault = one.fault
    return f"{fault.file}:{fault.line}\n    - {fault.before}\n    + {fault.after}"


def drawn(rooms: Sequence[Room], seed: int, sample: int) -> list[tuple[Room, Fault]]:
    """So many faults, drawn alike from all places of these rooms."""
    homes = {file: room for room in rooms for file in room.files() if file not in LEFT_OUT}
    sources = {file: (ROOT / file).read_text(encoding="utf-8") for file in homes}
    return [(homes[one.file], one) for one in draw(sources, random.Random(seed), sample)]


def measure(
    rooms: Sequence[Room], seed: int, sample: int, minutes: float, workers: int, console: Console
) -> list[Trial]:
    """Draw and try them."""
    until = time.monotonic() + minutes * 60
    faults = drawn(rooms, seed, sample)
    for name in _LIBRARIES:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies = [Copy(Path(folder) / str(number)) for number in range(workers)]
        known = {}
        for room in rooms:
            known[room] = sound(copies[0], room)
            console.print(f"{room.name}: 誤りなしで {known[room].seconds:.0f} 秒")
        return Trials(known, copies, until).of(faults, console)


def main() -> int:
    """Print what survived, a line a room, and how many were noticed."""
    options = argparse.ArgumentParser(description="小さな誤りを入れて、テストが気付くかを確かめる")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--sample", type=int, default=400)
    options.add_argument("--minutes", type=float, default=60.0)
    options.add_argument("--workers", type=int, default=2)
    names = [one.name for one in ROOMS]
    options.add_argument("--rooms", nargs="+", choices=names, default=names)
    chosen = options.parse_args()
    os.nice(10)
    console = Console(width=160, soft_wrap=True)
    rooms = [one for one in ROOMS if one.name in chosen.rooms]
    trials = measure(rooms, chosen.seed, chosen.sample, chosen.minutes, chosen.workers, console)
    tried = [one for one in trials if one.noticed is not None]
    survivors = [one for one in tried if not one.noticed]
    console.print("\n生き残り:", *map(_words, survivors), sep="\n", markup=False)
    for room in rooms:
        own = [one for one in tried if one.room is room]
        lost = [one for one in own if not one.noticed]
        spent = sum(one.seconds for one in own)
        console.print(f"{room.name}: {len(own)} のうち {len(lost)} が生き残り（{spent:.0f} 秒）")
    if len(tried) < len(trials):
        console.print(f"時間切れで試さなかったもの {len(trials) - len(tried)}")
    ratio = 1 - len(survivors) / len(tried) if tried else 0.0
    console.print(
        f"試した {len(tried)}、気付いた {len(tried) - len(survivors)}、生き残り {len(survivors)}"
        f"（気付いた割合 {ratio:.1%}）"
    )
    return 0 if ratio >= WANTED else 1


if __name__ == "__main__":
    raise SystemExit(main())
