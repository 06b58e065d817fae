"""Contents of the master workbook for tests: the sample plan, answered without any file."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
from collections.abc import Callable, Mapping

from kpi_desktop.domain.finding import Category, Finding, Place, Severity
from kpi_desktop.domain.forms.form import (
    NARRATIVE_FIELDS,
    CellKind,
    CellRead,
    FormSheet,
    series_field,
)
from kpi_desktop.domain.forms.submission import State, Submission
from kpi_desktop.domain.indicators.master_data import MasterData
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.domain.indicators.scheme import DEFAULT, Override, Scheme
from kpi_desktop.domain.record.audit import AuditEntry
from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.sample import load_sample
from kpi_desktop.system.carried import template_bytes
from kpi_desktop.usecases.record.authority import Answer
from kpi_desktop.usecases.record.content_builder import MasterSource, build_content
from kpi_desktop.usecases.record.forms import build_forms
from kpi_desktop.workbook.master_book.writer import MasterBookWriter
from kpi_desktop.workbook.master_data.reader import MasterDataFile
from kpi_desktop.workbook.master_data.writer import sheets_as_workbook
from kpi_desktop.workbook.stamping.stamper import FormStamper

ZONE = datetime.timezone(datetime.timedelta(hours=9))
MORNING = datetime.datetime(2024, 6, 20, 9, 0, tzinfo=ZONE)
Retype = Callable[[str, str, str], str]


@functools.cache
def sample_master() -> MasterData:
    """The sample's master data as read from its workbook."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "指標マスタ.xlsx"
        path.write_bytes(sheets_as_workbook(load_sample().sheets))
        return MasterDataFile().read(path)


def sample_plan() -> Plan:
    """The sample plan."""
    plan = sample_master().plan
    assert plan is not None
    return plan


def answer_all(
    without: tuple[str, ...] = (), retype: Retype = lambda no, field, text: text
) -> dict[str, Answer]:
    """Answers of every department but those in *without*; *retype* may change what is typed."""
    found = {}
    for number, workbook in enumerate(build_forms(sample_plan())):
        name = workbook.identity.department
        if name in without:
            continue
        submission = Submission(
            id=number + 1,
            form_id=workbook.identity.form_id,
            issue_no=1,
            department=name,
            version=1,
            indicators=tuple(one.no for one in workbook.sheets if one.is_lead),
            file_name=workbook.file_name,
            sha256=hashlib.sha256(name.encode()).hexdigest(),
            received_at=MORNING + datetime.timedelta(minutes=number),
            operator="企画 太郎",
        )
        for sheet in workbook.sheets:
            if sheet.is_lead:
                cells = _cells(sheet, retype)
                found[sheet.no] = Answer(submission, workbook, sheet, cells, 1)
    return found


def _cells(sheet: FormSheet, retype: Retype) -> dict[str, CellRead]:
    sample = load_sample()
    typed: dict[str, str] = dict(sample.narratives[sheet.no])
    for position, row in enumerate(sheet.rows, 1):
        for index, year in enumerate(sheet.years, 1):
            text = row.actuals[index - 1].raw
            if year == sheet.evaluation_year:
                text = sample.answers[sheet.no, row.number]
            typed[series_field(position, "実績", index)] = text
    typed["脚注"] = sheet.footnote
    cells = {}
    for place, (field, text) in enumerate(typed.items(), 5):
        text = retype(sheet.no, field, text)
        kind = CellKind.TEXT if text else CellKind.BLANK
        cells[field] = CellRead(sheet.sheet_name, f"H{place}", text, kind, text, locked=False)
    assert set(NARRATIVE_FIELDS) <= set(cells)
    return cells


def sample_content(
    without: tuple[str, ...] = (),
    retype: Retype = lambda no, field, text: text,
    scheme: Scheme = DEFAULT,
    by_hand: Mapping[str, Override] | None = None,
) -> MasterContent:
    """The snapshot of the sample in which those departments have answered."""
    answers = answer_all(without, retype)
    submissions = list({one.submission.id: one.submission for one in answers.values()}.values())
    states = {no: State.FINALISED for no in answers}
    place = Place("実績", "No.5", "H6", 2, "R5")
    finding = Finding(
        "sum", Category.SUM, Severity.WARNING, "土木部", "5", place, "=合いません", "直す"
    )
    master = MasterSource("指標マスタ.xlsx", "f" * 64, sample_master().places)
    return build_content(
        dataclasses.replace(sample_plan(), scheme=scheme),
        answers,
        states,
        [finding],
        submissions,
        audit_of(submissions),
        master,
        by_hand,
    )


@functools.cache
def stamper() -> FormStamper:
    """The product's own form."""
    return FormStamper(template_bytes())


def master_workbook(content: MasterContent) -> bytes:
    """統合マスタ with the product's own form."""
    return MasterBookWriter().write(content, stamper())


def audit_of(submissions: list[Submission]) -> list[AuditEntry]:
    """One entry a submission, chained."""
    entries = []
    previous = "0" * 64
    for number, one in enumerate(submissions, 1):
        mine = hashlib.sha256(f"{previous}{number}".encode()).hexdigest()
        details = {"file": one.file_name, "sha256": one.sha256}
        entries.append(
            AuditEntry(number, one.received_at, one.operator, "collect", details, previous, mine)
        )
        previous = mine
    return entries
