"""open: bring a workbook before a person at the place that matters, with the finding beside it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path, PurePath

from kpi_desktop.domain.errors import KpiError, WorkspaceError
from kpi_desktop.domain.finding import Finding
from kpi_desktop.domain.forms.spot import Spot
from kpi_desktop.domain.forms.submission import Submission
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.send_back import notice_of
from kpi_desktop.usecases.ports import Office
from kpi_desktop.usecases.record.authority import answers


@dataclass(frozen=True)
class Shown:
    """What was brought before the person, and in which program."""

    program: str
    path: Path
    sheet: str
    cell: str
    message: str = ""


def show_finding(desk: Desk, office: Office, number: int) -> Shown:
    """The finding of that number, as validate counts them: the submitted workbook at its cell.

    It is a copy in which every finding is marked; the stored original stays untouched.
    """
    findings = desk.store.findings()
    if not 1 <= number <= len(findings):
        raise KpiError(
            f"指摘 {number} はありません（いま {len(findings)} 件）。",
            "kpi-desktop validate で番号を確かめてください。",
        )
    return show_place(desk, office, findings[number - 1])


def show_place(desk: Desk, office: Office, finding: Finding) -> Shown:
    """The same for a finding at hand."""
    found = answers(desk.store).get(finding.indicator)
    if found is None:
        raise KpiError(f"No {finding.indicator} は提出されていないので、開くファイルがありません。")
    path = _marked_copy(desk, office, found.submission)
    text = f"【{finding.severity.label}】{finding.message}"
    remedy = f"直し方: {finding.suggestion}" if finding.suggestion else ""
    office.show(path, Spot(finding.place.sheet, finding.place.cell), text, remedy)
    return Shown(office.name, path, finding.place.sheet, finding.place.cell, text)


def show_indicator(desk: Desk, office: Office, no: str) -> Shown:
    """The form of an indicator: as it was submitted, or as it was sent out when it was not."""
    if no not in {one.no for one in desk.plan().indicators}:
        raise KpiError(f"No {no} の指標はありません。", "指標マスタの No を指定してください。")
    found = answers(desk.store).get(no)
    if found is not None:
        path = _marked_copy(desk, office, found.submission)
        sheet = next((one.sheet for one in found.cells.values()), found.sheet.sheet_name)
    else:
        path, sheet = _sent_form(desk, no)
    office.show(path, Spot(sheet))
    return Shown(office.name, path, sheet, "")


def show_master(desk: Desk, office: Office) -> Shown:
    """The master workbook."""
    path = desk.workspace.master_workbook(desk.plan().evaluation_year)
    if not path.exists():
        raise WorkspaceError(
            "統合マスタがまだありません。", "kpi-desktop consolidate で作ってください。"
        )
    office.show(path)
    return Shown(office.name, path, "", "")


def _sent_form(desk: Desk, no: str) -> tuple[Path, str]:
    for form in desk.store.issued():
        for sheet in form.workbook.sheets:
            path = desk.workspace.outbox / form.file_name
            if sheet.no == no and path.exists():
                return path, sheet.sheet_name
    raise WorkspaceError(
        f"No {no} の様式が 配布/ にありません。", "kpi-desktop generate で作ってください。"
    )


def _marked_copy(desk: Desk, office: Office, submission: Submission) -> Path:
    """The submitted file with its findings marked, to look at; as it is where it cannot be marked."""
    name = PurePath(submission.file_name.replace("\\", "/")).name
    shown = f"指摘付き_{submission.sha256[:6]}_{name}"  # Excel opens a name only once
    path = desk.workspace.hidden / "viewing" / shown
    if office.find(path) is not None:
        return path  # a program that has it open may hold it
    data = desk.evidence.get(submission.sha256)
    known = answers(desk.store)
    own = [
        one
        for one in desk.store.findings()
        if one.indicator in known and known[one.indicator].submission.id == submission.id
    ]
    if own:
        with contextlib.suppress(KpiError):
            data = desk.returns.marked(data, notice_of(desk.plan(), submission, own, None))
    desk.files.write(path, data)
    return path
