"""Prints how fast workbooks are collected, with how much memory, and against openpyxl loading the same.

Run: ``python -m tests.benchmarks.collecting [count …]`` (100 and 1,000 by default). Everything is included
but the start of the program: the worker's start, evidence, record, audit trail. Each count is measured in a
process of its own, so that memory is its own too.
"""

from __future__ import annotations

import io
import itertools
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import openpyxl

from kpi_desktop.bootstrap import make_workspace, open_desk
from kpi_desktop.usecases.gather.collect import Outcome, collect
from kpi_desktop.usecases.prepare.generate import generate
from tests.workbook.reading.damage.sent_forms import filled, forms

COUNTS = (100, 1000)
#: openpyxl loads this many workbooks only: it takes seconds for one.
SLOW_SAMPLE = 5


def workbooks(folder: Path, count: int) -> list[Path]:
    """*count* filled workbooks of all departments, no two alike."""
    names = itertools.cycle(one.identity.department for one in forms())
    made = []
    for number, name in zip(range(count), names, strict=False):
        stream = io.BytesIO(filled(name))
        with zipfile.ZipFile(stream, "a") as archive:
            archive.comment = b"%d" % number
        path = folder / f"{number:05}_{name}.xlsx"
        path.write_bytes(stream.getvalue())
        made.append(path)
    return made


def mebibytes(who: int) -> float:
    """The most memory that this process, or the largest of its workers, has held."""
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(who).ru_maxrss / unit


def measure(count: int) -> None:
    """Collect *count* workbooks and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "評価"
        make_workspace(root, sample=True, master=None)
        with open_desk(root) as desk:
            generate(desk)
            paths = workbooks(desk.workspace.inbox, count)
            before = mebibytes(resource.RUSAGE_SELF)
            begun = time.perf_counter()
            result = collect(desk)
            ours = (time.perf_counter() - begun) / count
        own, worker = mebibytes(resource.RUSAGE_SELF), mebibytes(resource.RUSAGE_CHILDREN)
        taken = result.count(Outcome.COLLECTED) + result.count(Outcome.SUPERSEDED)
        assert taken == count, f"{count - taken} of {count} workbooks were not taken"
        begun = time.perf_counter()
        for path in paths[:SLOW_SAMPLE]:
            openpyxl.load_workbook(path)
        slow = (time.perf_counter() - begun) / min(SLOW_SAMPLE, count)
    print(
        f"{count} workbooks: {1 / ours:.1f} a second, {slow / ours:.1f} times as fast as openpyxl"
    )
    print(
        f"  peak memory: main process {own:.0f} MiB ({before:.0f} before collecting), "
        f"largest worker {worker:.0f} MiB"
    )


def main(counts: tuple[int, ...]) -> None:
    """Each count in a process of its own."""
    for count in counts:
        command = [sys.executable, "-m", "tests.benchmarks.collecting", "--one", str(count)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
    else:
        main(tuple(map(int, sys.argv[1:])) or COUNTS)
