"""Benchmark of the master workbook: ``python -m tests.benchmarks.master [ROWS]``.

Prints, from one run:

* openpyxl / master: the very same cells, looks, links, tables and charts written by openpyxl, medians over
  interleaved rounds of CPU time;
* the real plan's master (57 indicators), seconds of CPU and on the clock;
* a tidy table of ROWS rows and 30 columns (17,880 unless told), each size in a process of its own: seconds,
  and by how much the most memory that was used grows. As the product writes it (an Excel table, which
  XlsxWriter cannot stream), and streamed without the table, where memory must not grow with the rows.
"""

from __future__ import annotations

import copy
import functools
import io
import multiprocessing
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import psutil
import xlsxwriter
from openpyxl.worksheet.table import Table

from kpi_desktop.workbook.tables.cell_styles import Styles
from kpi_desktop.workbook.tables.table_sheet import CellWriter, Column, TableSheet, Value
from tests.usecases.contents import master_workbook, sample_content
from tests.workbook.stamping.samples import charts_of

ROWS, COLUMNS, ROUNDS = 17_880, 30, 3
Row = tuple[int, tuple[Value, ...]]


def by_openpyxl(source: Any) -> bytes:
    """Everything that *source* holds, written anew: cells and looks one by one, as people do it."""
    target = openpyxl.Workbook()
    target.remove(target.active)
    looks: dict[int, tuple[Any, ...]] = {}
    for sheet in source:
        page = target.create_sheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None and not cell.has_style:
                    continue
                mine: Any = page.cell(cell.row, cell.column, cell.value)
                key = cell.style_id
                if key not in looks:
                    looks[key] = tuple(
                        copy.copy(one)
                        for one in (cell.font, cell.fill, cell.border, cell.alignment)
                    )
                mine.font, mine.fill, mine.border, mine.alignment = looks[key]
                mine.number_format = cell.number_format
                if cell.hyperlink is not None:
                    mine.hyperlink = copy.copy(cell.hyperlink)
        for table in sheet.tables.values():
            page.add_table(Table(displayName=table.displayName, ref=table.ref))
        for chart in charts_of(sheet):
            page.add_chart(chart, chart.anchor)
        for letter, width in sheet.column_dimensions.items():
            page.column_dimensions[letter].width = width.width
        page.freeze_panes = sheet.freeze_panes
    out = io.BytesIO()
    target.save(out)
    return out.getvalue()


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds that *work* takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def real_plan() -> dict[str, float]:
    """The master of the real plan, and openpyxl writing the same."""
    content = sample_content()
    data = master_workbook(content)
    source = openpyxl.load_workbook(io.BytesIO(data))
    mine, theirs, clock = [], [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        mine.append(cpu(lambda: master_workbook(content)))
        clock.append(time.perf_counter() - start)
        theirs.append(cpu(lambda: by_openpyxl(source)))
    ratios = [other / own for other, own in zip(theirs, mine)]
    return {
        "openpyxl / master": statistics.median(ratios),
        "57 indicators, s of CPU": statistics.median(mine),
        "57 indicators, s on the clock": min(clock),
    }


def _row(number: int) -> Row:
    """A row of texts, figures and repeated names, like those of 実績データ."""
    texts = (f"{number % 4470}", f"指標{number % 4470}の名称", "健康福祉部", "単年", "人/年")
    values: tuple[Value, ...] = (Decimal(number) / 10, number, f"{number:,}")
    return number, (*texts, *values) * 4


def _cell(at: int, row: Row) -> Value:
    return row[1][at]


_COLUMN = tuple(
    Column[Row](f"列{at + 1}", "", 12, functools.partial(_cell, at)) for at in range(COLUMNS)
)


def as_table(path: Path, count: int) -> None:
    """As the product writes its tables."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    rows = [_row(number) for number in range(count)]
    TableSheet("実績データ", "", _COLUMN, rows).write(book, Styles(book), "", "")
    book.close()
    path.write_bytes(stream.getvalue())


def streamed(path: Path, count: int) -> None:
    """The same cells row by row, nothing kept."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    page = book.add_worksheet("実績データ")
    cells = CellWriter(page, Styles(book))
    for number in range(count):
        for at, value in enumerate(_row(number)[1][:COLUMNS]):
            cells.write(number, at, value, "text")
    book.close()


def _measured(write: Callable[[Path, int], None], count: int, answers: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        me, done = psutil.Process(), threading.Event()
        seen = [me.memory_info().rss]

        def watch() -> None:
            while not done.wait(0.01):
                seen.append(me.memory_info().rss)

        watcher = threading.Thread(target=watch)
        watcher.start()
        seconds = cpu(lambda: write(Path(folder) / "tidy.xlsx", count))
        done.set()
        watcher.join()
    answers.put((seconds, (max(seen) - seen[0]) / 2**20))


def alone(write: Callable[[Path, int], None], count: int) -> tuple[float, float]:
    """CPU seconds, and MiB by which the most memory grew, in a process that did nothing else."""
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    process = context.Process(target=_measured, args=(write, count, answers))
    process.start()
    found: tuple[float, float] = answers.get(timeout=600)
    process.join()
    return found


def main() -> None:
    """Print everything."""
    for key, value in real_plan().items():
        print(f"{key:34} {value:8.2f}")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    for write in (as_table, streamed):
        quarter, whole = alone(write, count // 4), alone(write, count)
        for rows, (seconds, memory) in ((count // 4, quarter), (count, whole)):
            name = f"{write.__name__}, {rows:,} × {COLUMNS}"
            print(f"{name:34} {seconds:8.2f} s  {memory:8.1f} MiB")


if __name__ == "__main__":
    main()
