"""The forms that get damaged, what the departments answered on them, and how a reading of them is judged."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.forms.form import FormRead, FormSheet, FormWorkbook
from kpi_desktop.sample import load_sample
from kpi_desktop.system.carried import template_bytes
from kpi_desktop.usecases.record.forms import build_forms
from kpi_desktop.workbook.master_data.reader import MasterDataFile
from kpi_desktop.workbook.master_data.writer import sheets_as_workbook
from kpi_desktop.workbook.ooxml.sheet.sheet_editor import CellFiller
from kpi_desktop.workbook.reading.reader import FormFileReader
from kpi_desktop.workbook.stamping.stamper import FormStamper

PASSWORD = "ひみつ2024"

#: (form id, No) → input field → what the department typed, as raw text.
Truth = Mapping[tuple[str, str], Mapping[str, str]]


class Outcome(Enum):
    """What became of a damaged file."""

    READ = "読取"
    RECOVERED = "復元"
    ASKED = "要確認"
    REFUSED = "不可"
    FOREIGN = "別様式"
    MISREAD = "誤読"


@dataclass(frozen=True)
class Verdict:
    """Outcome of one file, and why in words."""

    outcome: Outcome
    reason: str


@functools.cache
def forms() -> tuple[FormWorkbook, ...]:
    """The sample's forms: 教育庁 (three sheets of two series, one read-only), 警察本部 (two sheets)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "指標マスタ.xlsx"
        path.write_bytes(sheets_as_workbook(load_sample().sheets))
        plan = MasterDataFile().read(path).plan
    assert plan is not None
    return tuple(build_forms(plan))


def form_of(department: str) -> FormWorkbook:
    """The form workbook of one department."""
    return next(one for one in forms() if one.identity.department == department)


@functools.cache
def sent() -> Mapping[str, FormWorkbook]:
    """Every form as sent, by form id."""
    return {one.identity.form_id: one for one in forms()}


@functools.cache
def stamper() -> FormStamper:
    """Stamps the shipped template."""
    return FormStamper(template_bytes())


def reader() -> FormFileReader:
    """The reader as the product composes it."""
    return FormFileReader(template_bytes, (PASSWORD,))


def answers(copy: FormSheet) -> dict[str, str | float]:
    """Answers of one sheet, no two of the whole corpus alike."""
    found: dict[str, str | float] = {}
    for number, name in enumerate(sorted(copy.inputs)):
        if "実績" in name:
            found[name] = 7000.25 + 100 * len(copy.no) + 10 * int(copy.no[-1]) + number
        else:
            found[name] = f"・No{copy.no}の{name}について、計画に沿って進めた。\n・引き続き努める。"
    return found


def truth_of(workbook: FormWorkbook) -> dict[tuple[str, str], dict[str, str]]:
    """What the department of *workbook* typed."""
    return {
        (workbook.identity.form_id, copy.no): {
            name: str(value) for name, value in answers(copy).items()
        }
        for copy in workbook.sheets
        if copy.is_lead
    }


@functools.cache
def filled(department: str) -> bytes:
    """The form of *department*, filled in."""
    workbook = form_of(department)
    blank = stamper().stamp(workbook)
    read = reader().read(blank, workbook.file_name, sent())
    copies = {copy.no: copy for copy in workbook.sheets}
    entries: dict[tuple[str, str], str | float | None] = {}
    for sheet in read.sheets:
        for name, value in answers(copies[sheet.no]).items():
            cell = sheet.cells[name]
            entries[cell.sheet, cell.address] = value
    return CellFiller().fill(blank, entries)


def judge(data: bytes, truth: Truth, name: str = "提出.xlsx") -> Verdict:
    """Read *data* and compare every answer with what was typed."""
    try:
        first = reader().read(data, name, sent())
    except KpiError as error:
        assert error.what and error.remedy, "a refusal says why and what to do"
        return Verdict(Outcome.REFUSED, error.what)
    reads = (first, *first.others)
    if first.identity.form_id not in sent() and not first.others:
        return Verdict(Outcome.FOREIGN, first.identity.department)
    wrong = [problem for read in reads for problem in _misreadings(read, truth)]
    questions = [note.text for read in reads for note in read.questions]
    if wrong:
        return Verdict(Outcome.MISREAD, "; ".join(wrong[:3] + questions[:2]))
    if questions:
        return Verdict(Outcome.ASKED, questions[0])
    missing = _missing(reads, truth)
    remarks = [note.text for read in reads for note in read.remarks]
    if missing:
        remarks.append(f"No {'、'.join(sorted(missing))} がない")
    return Verdict(Outcome.RECOVERED if remarks else Outcome.READ, remarks[0] if remarks else "")


def _misreadings(read: FormRead, truth: Truth) -> list[str]:
    """Answers that differ from what was typed, unless the file says so itself (a formula)."""
    wrong = []
    for sheet in read.sheets:
        typed = truth.get((read.identity.form_id, sheet.no))
        for name, expected in (typed or {}).items():
            cell = sheet.cells.get(name)
            if cell is None:
                if name not in sheet.lost or not read.questions:
                    wrong.append(f"No {sheet.no} {name} silently absent")
            elif cell.raw != expected and cell.formula is None:
                if cell.raw or not read.questions:
                    wrong.append(f"No {sheet.no} {name}: {cell.raw[:30]!r} for {expected[:30]!r}")
    return wrong


def _missing(reads: Sequence[FormRead], truth: Truth) -> set[str]:
    found = {(read.identity.form_id, sheet.no) for read in reads for sheet in read.sheets}
    return {no for form_id, no in truth if (form_id, no) not in found}
