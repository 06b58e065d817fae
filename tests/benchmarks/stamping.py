"""Benchmark of stamping: ``python -m tests.benchmarks.stamping [WORKBOOKS]``.

Prints ratios measured in one run on the same content, medians over interleaved rounds of CPU time:

* openpyxl / stamping: load the template, copy_worksheet, put back chart, formats, names and locks;
* stamping / floor: against nothing but deflate and crc-32 of the very same bytes, same codec.

Then a whole country's forms (1,788 workbooks of ten sheets) in one process and in two, with the memory used.
"""

from __future__ import annotations

import copy
import dataclasses
import gc
import io
import multiprocessing
import random
import resource
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook.defined_name import DefinedName

from kpi_desktop.domain.forms.form import NARRATIVE_FIELDS, FormSheet, FormWorkbook
from kpi_desktop.workbook.ooxml.package.zip_writer import Codec, fastest_codec, standard_codec
from kpi_desktop.workbook.stamping.stamper import FormStamper
from tests.workbook.stamping.samples import TEMPLATE, charts_of, form, row, workbook

SHEETS, COUNTRY, ROUNDS = 10, 1788, 5
_UNITS = ("人", "件", "%", "件/年", "億円/年", "カ所")
_WORDS = "市町村と連携して取組みを進め施策の周知と相談の機会を広げた、県内で前年度より増加し課題が残る。".split(
    "、"
)


def sheet_of(number: int, at: int) -> FormSheet:
    """One distinct, realistic sheet: figures, names and a unit that vary, boxes to fill in."""
    chance = random.Random(number * 100 + at)
    unit = _UNITS[chance.randrange(len(_UNITS))]
    base = chance.uniform(20, 60000)
    decimals = 1 if unit == "%" else 0
    figures = [f"{base * (1 + 0.05 * year):,.{decimals}f}" for year in range(5)]
    first = row(*figures[1:4], "", baseline=figures[0], target=figures[4], unit=unit)
    rows = [first]
    if chance.random() < 0.2:
        rows.append(row("12", "36", "213", "", label="単年", unit=unit, target="－", number=2))
    name = f"指標{number}-{at}　" + "".join(chance.choices(_WORDS, k=2))
    return form(*rows, no=str(at + 1), name=name[:40])


def workbook_of(number: int) -> FormWorkbook:
    """One department's workbook of ten sheets."""
    sheets = tuple(sheet_of(number, at) for at in range(SHEETS))
    return workbook(*sheets, department=f"第{number}部")


def by_openpyxl(book: FormWorkbook) -> bytes:
    """The same form the usual way: copy the sheet, then put back all that the copy loses."""
    target = openpyxl.load_workbook(TEMPLATE)
    source: Any = target["様式2"]
    for one in book.sheets:
        sheet: Any = target.copy_worksheet(source)
        sheet.title = one.sheet_name
        for name, defined in source.defined_names.items():
            text = defined.attr_text.replace("様式2", one.sheet_name)
            sheet.defined_names[name] = DefinedName(name, attr_text=text)
        for chart in charts_of(source):
            sheet.add_chart(copy.deepcopy(chart))
        for validation in source.data_validations.dataValidation:
            sheet.add_data_validation(copy.copy(validation))
        for area in source.conditional_formatting:
            for rule in area.rules:
                sheet.conditional_formatting.add(str(area.sqref), copy.copy(rule))
        sheet.protection = copy.copy(source.protection)
        sheet.print_area = source.print_area.rpartition("!")[2]
        for name, text in one.texts().items():
            sheet[_address(sheet, name)].value = text or None
        for name, reading in one.figures().items():
            number = reading.value
            sheet[_address(sheet, name)].value = (
                float(number) if number is not None else reading.raw
            )
        for name in one.inputs:
            cell = sheet[_address(sheet, name)]
            protection = copy.copy(cell.protection)
            protection.locked = False
            cell.protection = protection
    target.remove(source)
    out = io.BytesIO()
    target.save(out)
    return out.getvalue()


def _address(sheet: Any, name: str) -> str:
    text = sheet.defined_names[name].attr_text
    return str(text).rpartition("!")[2].replace("$", "").partition(":")[0]


def floor(contents: list[bytes], codec: Codec) -> None:
    """Nothing but deflate and crc-32 of every part."""
    for content in contents:
        codec.deflate(content)
        codec.crc32(content)


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds that *work* takes, the rubbish of what ran before collected."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def ratios() -> dict[str, float]:
    """The ratios by codec and kind, medians of interleaved rounds."""
    books = [workbook_of(number) for number in range(8)]
    codecs = {"stdlib": standard_codec(), "fast": fastest_codec()}
    stampers = {name: FormStamper(TEMPLATE, codec) for name, codec in codecs.items()}
    contents: dict[str, list[bytes]] = {}
    for name, stamper in stampers.items():
        contents[name] = []
        for book in books:
            with zipfile.ZipFile(io.BytesIO(stamper.stamp(book))) as package:
                contents[name] += [package.read(part) for part in package.namelist()]
    found: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        slow = cpu(lambda: by_openpyxl(books[0])) * len(books)
        for name, stamper in stampers.items():
            stamping = cpu(lambda: [stamper.stamp(book) for book in books])  # noqa: B023
            bare = cpu(lambda: floor(contents[name], codecs[name]))  # noqa: B023
            found.setdefault(f"openpyxl / {name}", []).append(slow / stamping)
            found.setdefault(f"{name} / floor", []).append(stamping / bare)
            found.setdefault(f"{name}, ms a sheet", []).append(
                stamping / len(books) / SHEETS * 1000
            )
    return {key: statistics.median(values) for key, values in found.items()}


def _stamp_range(folder: str, first: int, last: int) -> float:
    """Stamp and write workbooks, content made beforehand in blocks; gives the seconds it took."""
    stamper = FormStamper(TEMPLATE)
    spent = 0.0
    for start in range(first, last, 50):
        books = [workbook_of(number) for number in range(start, min(start + 50, last))]
        begun = time.perf_counter()
        for number, book in enumerate(books, start):
            name = dataclasses.replace(book, file_name=f"{number}.xlsx")
            Path(folder, name.file_name).write_bytes(stamper.stamp(name))
        spent += time.perf_counter() - begun
    return spent


def country(count: int) -> dict[str, float]:
    """Seconds for *count* workbooks in one and in two processes, and how memory grew."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        _stamp_range(folder, 0, count // 10 or 1)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found["one process, s"] = _stamp_range(folder, 0, count)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        half = count // 2
        with multiprocessing.get_context("spawn").Pool(2) as pool:
            jobs = [(folder, 0, half), (folder, half, count)]
            found["two processes, s"] = max(pool.starmap(_stamp_range, jobs))
    found["two processes, gain"] = found["one process, s"] / found["two processes, s"]
    found["memory at a tenth, MiB"], found["memory at the end, MiB"] = before, after
    return found


#: What each figure should be: at least, or (negative) at most.
GOALS = {
    "openpyxl / stdlib": 40,
    "stdlib / floor": -1.5,
    "openpyxl / fast": 100,
    "one process, s": -15,
    "two processes, gain": 1.7,
}


def told(key: str, value: float) -> bool:
    """Print one figure, with its goal when it has one; whether the goal is met."""
    goal = GOALS.get(key)
    words = "" if goal is None else f"  (goal: {'at least' if goal > 0 else 'at most'} {abs(goal)})"
    print(f"{key:28} {value:8.2f}{words}")
    return goal is None or (value >= goal if goal > 0 else value <= -goal)


def main() -> int:
    """Print everything; 1 when a goal is missed."""
    assert len(NARRATIVE_FIELDS) == 3
    print(f"codec of the extra: {fastest_codec().name}")
    met = [told(key, value) for key, value in ratios().items()]
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNTRY
    print(f"{count} workbooks of {SHEETS} sheets:")
    met += [told(key, value) for key, value in country(count).items()]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
