"""How quick is a spreadsheet program under our hands: start, open, read, write, recalculate, print.

Run it with ``python -m tests.benchmarks.office [workbooks]`` (LibreOffice has to be there). It prints the
median of each, and how the printing of many workbooks compares with ``soffice --convert-to pdf`` once a file
on the same machine; it ends with 1 when ours takes longer.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from kpi_desktop.domain.forms.spot import Spot
from kpi_desktop.office.gateway import LiveOffice
from kpi_desktop.office.libreoffice import convert_to_pdf, find_installation
from kpi_desktop.office.libreoffice_program import LibreOfficeProgram
from kpi_desktop.usecases.record.forms import build_forms
from kpi_desktop.workbook.stamping.stamper import FormStamper
from tests.usecases.contents import sample_plan
from tests.workbook.stamping.samples import TEMPLATE

ROWS, COLUMNS = 200, 10
ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    """How long *work* takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def tell(what: str, taken: Sequence[float]) -> None:
    """One line, in milliseconds."""
    print(f"{what:<34}{statistics.median(taken) * 1000:9.0f} ms  (n={len(taken)})")


def workbooks(folder: Path, number: int) -> tuple[list[Path], int]:
    """Forms of the sample as they are sent out, and how many forms are in them."""
    stamper, paths, sheets = FormStamper(TEMPLATE), [], 0
    for form in build_forms(sample_plan())[:number]:
        paths.append(folder / form.file_name)
        paths[-1].write_bytes(stamper.stamp(form))
        sheets += len(form.sheets)
    return paths, sheets


def live(paths: Sequence[Path], folder: Path) -> None:
    """Start, and work in open workbooks."""
    program = LibreOfficeProgram(folder / "profile")
    office = LiveOffice(program)
    tell("start", [seconds(program.for_work)])
    block: list[list[float]] = [
        [float(row * column) for column in range(COLUMNS)] for row in range(ROWS)
    ]
    plain = folder / "plain.xlsx"
    openpyxl.Workbook().save(plain)
    try:
        opening, reading, writing, calculating = [], [], [], []
        for path in paths:
            sheet = openpyxl.load_workbook(path, read_only=True).sheetnames[-1]
            start = time.perf_counter()
            with office.open(path) as book:
                opening.append(time.perf_counter() - start)
                spot = Spot(sheet, "A1:AZ80")
                reading += [seconds(partial(book.read, spot)) for _ in range(ROUNDS)]
                calculating += [seconds(book.recalculate) for _ in range(ROUNDS)]
        with office.open(plain) as book:
            writing += [
                seconds(lambda: book.write(Spot("Sheet", "A1"), block)) for _ in range(ROUNDS)
            ]
        tell("open a workbook of forms", opening)
        tell("read 4,160 cells of a form", reading)
        tell(f"write {ROWS * COLUMNS:,} cells", writing)
        tell("recalculate a workbook of forms", calculating)
    finally:
        office.close()


def by_us(paths: Sequence[Path], target: Path) -> None:
    """All of them in one LibreOffice, with start and end of it."""
    assert all(one.pdf for one in convert_to_pdf(paths, target))


def one_by_one(paths: Sequence[Path], folder: Path) -> None:
    """The command of LibreOffice, once a file, in a profile that has been used before."""
    own = find_installation().soffice
    program = own.with_name("soffice")  # starts soffice.bin again where that asks for it
    command = [
        str(program if program.exists() else own),
        f"-env:UserInstallation={(folder / 'command').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder / "one by one"),
    ]
    for path in paths:
        subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=300)


def main(number: int = 4) -> int:
    """Measure and print."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        paths, sheets = workbooks(folder, number)
        live(paths, folder)
        one_by_one(paths[:1], folder)  # makes the profile
        ours = seconds(lambda: by_us(paths, folder / "pdf"))
        theirs = seconds(lambda: one_by_one(paths, folder))
    print(f"PDF of a form, ours               {ours / sheets * 1000:9.0f} ms  ({sheets} forms)")
    print(f"PDF of a form, soffice a file     {theirs / sheets * 1000:9.0f} ms")
    print(f"ratio                             {theirs / ours:9.2f} times as fast")
    return 1 if ours > theirs else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
