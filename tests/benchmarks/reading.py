"""Prints how fast forms are read, as ratios in one run on the same files.

Run: ``python -m tests.benchmarks.reading [rounds]``. Ours is the whole way from bytes to located, typed and
printed fields; openpyxl loads the workbook as it is used normally; calamine gives the values of every sheet.
"Stamped" files are as they were sent and filled in, "shared" ones keep their texts in one table, as Excel
saves them. The last line is what a file costs more when a worker process reads it: time through the worker
less time in this process, each round over the same files in turn, one after the other.
"""

from __future__ import annotations

import gc
import io
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence

import openpyxl
import psutil
import python_calamine

from kpi_desktop.system.carried import template_bytes
from kpi_desktop.system.workers import Workers
from kpi_desktop.workbook.intake.isolated import IsolatedReader
from kpi_desktop.workbook.ooxml.package.package import Package
from tests.workbook.reading.damage.sent_forms import PASSWORD, filled, forms, reader, sent

OPENPYXL_GOAL, CALAMINE_GOAL, WORKER_GOAL = 50.0, 0.5, 1.0
#: openpyxl reads this many workbooks a round only: it takes a second for ten sheets.
SLOW_SAMPLE = 2


#: The persistent reader: the template is read once in the life of a program.
OWN = reader()
_INLINE = re.compile(rb' t="inlineStr"><is>(<t(?: [^>]*)?>[^<]*</t>)</is></c>')
_SPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def shared(data: bytes) -> bytes:
    """*data* with every text of its sheets moved to the table of shared texts."""
    package = Package(data)
    table = package.read("xl/sharedStrings.xml")
    items = re.findall(rb"<si>.*?</si>|<si/>", table, re.S)

    def move(match: re.Match[bytes]) -> bytes:
        items.append(b"<si>" + match[1] + b"</si>")
        return b' t="s"><v>%d</v></c>' % (len(items) - 1)

    changed: dict[str, bytes | None] = {
        name: _INLINE.sub(move, package.read(name))
        for name in package.names
        if name.startswith("xl/worksheets/sheet")
    }
    changed["xl/sharedStrings.xml"] = b'<sst xmlns="%b">%b</sst>' % (_SPACE, b"".join(items))
    return package.rewritten(changed)


def by_us(files: Sequence[bytes]) -> None:
    """Every field of every form sheet."""
    for data in files:
        assert OWN.read(data, "", sent()).sheets


def by_openpyxl(files: Sequence[bytes]) -> None:
    """The normal load."""
    for data in files:
        openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def by_calamine(files: Sequence[bytes]) -> None:
    """Every value of every sheet."""
    for data in files:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def seconds(read: Callable[[Sequence[bytes]], None], files: Sequence[bytes]) -> float:
    """Processor seconds of one call, rubbish collected before."""
    gc.collect()
    begun = time.process_time()
    read(files)
    return time.process_time() - begun


def measure(files: Sequence[bytes], rounds: int) -> tuple[float, float, float]:
    """Milliseconds a sheet: ours, calamine, openpyxl (medians of interleaved rounds)."""
    sheets = [
        len(openpyxl.load_workbook(io.BytesIO(data), read_only=True).sheetnames) for data in files
    ]
    times: dict[str, list[float]] = {"us": [], "calamine": [], "openpyxl": []}
    by_us(files)
    for _ in range(rounds):
        times["us"].append(seconds(by_us, files) / sum(sheets))
        times["calamine"].append(seconds(by_calamine, files) / sum(sheets))
        few = files[:SLOW_SAMPLE]
        times["openpyxl"].append(seconds(by_openpyxl, few) / sum(sheets[:SLOW_SAMPLE]))
    us, calamine, slow = (statistics.median(one) * 1000 for one in times.values())
    return us, calamine, slow


def worker_overhead(files: Sequence[bytes], rounds: int) -> tuple[float, float]:
    """Milliseconds a file that reading through a worker adds, by the clock and of processor time."""
    with Workers() as workers:
        isolated = IsolatedReader(workers, template_bytes, (PASSWORD,))

        def by_worker(several: Sequence[bytes]) -> None:
            for data in several:
                assert isolated.read(data, "", sent()).sheets

        by_worker(files)
        workers_own = psutil.Process().children()[-1]

        def spent(read: Callable[[Sequence[bytes]], None]) -> tuple[float, float]:
            before = sum(workers_own.cpu_times()[:2]) + time.process_time()
            begun = time.perf_counter()
            read(files)
            wall = time.perf_counter() - begun
            return wall, sum(workers_own.cpu_times()[:2]) + time.process_time() - before

        pairs = [(spent(by_worker), spent(by_us)) for _ in range(rounds)]
    differences = [
        statistics.median(away[which] - home[which] for away, home in pairs) for which in (0, 1)
    ]
    wall, processor = (1000 * one / len(files) for one in differences)
    return wall, processor


def main(rounds: int = 7) -> int:
    """Print the ratios; 1 when a goal is missed."""
    inline = [filled(one.identity.department) for one in forms()]
    missed = False
    for label, files in (("stamped", inline), ("shared", [shared(one) for one in inline])):
        us, calamine, slow = measure(files, rounds)
        print(f"{label}: ours {us:.2f}, calamine {calamine:.2f}, openpyxl {slow:.1f} ms a sheet")
        print(f"  {slow / us:.0f} times as fast as openpyxl (goal {OPENPYXL_GOAL:.0f})")
        print(f"  {calamine / us:.2f} of the speed of calamine (goal {CALAMINE_GOAL})")
        missed = missed or slow / us < OPENPYXL_GOAL or calamine / us < CALAMINE_GOAL
    wall, processor = worker_overhead(inline * 3, 3 * rounds)
    print(f"worker overhead per file: {wall:.2f} ms by the clock, {processor:.2f} ms of processor")
    print(f"  (goal: under {WORKER_GOAL:.0f} ms; {len(inline) * 3} files, median of {3 * rounds})")
    return 1 if missed or wall >= WORKER_GOAL else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
