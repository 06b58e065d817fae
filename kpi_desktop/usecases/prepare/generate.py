"""generate: write 配布/, one workbook a department (or division, or indicator)."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpi_desktop.domain.forms.form import FormWorkbook, IssuedForm
from kpi_desktop.domain.forms.workbook_kinds import FormUnit
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.progress import Progress, Silent
from kpi_desktop.usecases.record.forms import build_forms, content_print
from kpi_desktop.usecases.record.selection import check_departments


@dataclass(frozen=True)
class GeneratedForm:
    """One workbook in 配布/. ``written`` is False when it already lay there just so."""

    file: str
    department: str
    indicators: tuple[str, ...]
    issue_no: int
    written: bool


@dataclass(frozen=True)
class GenerateResult:
    """What generate did; ``cancelled`` when it was stopped between two workbooks.

    ``leftovers`` are earlier forms in 配布/ that are none of today's: of another unit, or of a department that
    is no more.
    """

    forms: tuple[GeneratedForm, ...]
    cancelled: bool = False
    leftovers: tuple[str, ...] = ()


def generate(
    desk: Desk,
    departments: Sequence[str] = (),
    unit: FormUnit = FormUnit.DEPARTMENT,
    progress: Progress | None = None,
) -> GenerateResult:
    """Stamp the forms of *departments* (all when empty).

    A form whose content and template are unchanged keeps its issue number and its bytes.
    """
    progress = progress or Silent()
    plan = desk.plan()
    check_departments(plan, departments)
    writer = desk.form_writer(desk.files.read(desk.workspace.template))
    forms = build_forms(plan, unit)
    wanted = [one for one in forms if not departments or one.identity.department in departments]
    issued = {one.form_id: one for one in desk.store.issued()}
    done: list[GeneratedForm] = []
    for count, workbook in enumerate(wanted):
        if progress.cancelled:
            return GenerateResult(tuple(done), cancelled=True)
        progress.step(count, len(wanted), workbook.file_name)
        numbered = _numbered(workbook, issued.get(workbook.identity.form_id), writer.fingerprint)
        data = writer.stamp(numbered)
        written = desk.files.write(desk.workspace.outbox / numbered.file_name, data)
        _record(desk, numbered, data, issued.get(workbook.identity.form_id))
        done.append(
            GeneratedForm(
                file=numbered.file_name,
                department=numbered.identity.department,
                indicators=tuple(one.no for one in numbered.sheets if one.is_lead),
                issue_no=numbered.identity.issue_no,
                written=written,
            )
        )
    progress.step(len(wanted), len(wanted), "")
    return GenerateResult(tuple(done), leftovers=_leftovers(desk, forms, issued.values()))


def _leftovers(
    desk: Desk, forms: Iterable[FormWorkbook], issued: Iterable[IssuedForm]
) -> tuple[str, ...]:
    current = {one.file_name for one in forms}
    old = sorted({one.file_name for one in issued} - current)
    return tuple(name for name in old if (desk.workspace.outbox / name).exists())


def _numbered(workbook: FormWorkbook, last: IssuedForm | None, template: str) -> FormWorkbook:
    content = content_print(workbook)
    number = 1
    if last is not None:
        before = last.workbook.identity
        same = (before.master_print, before.template_print) == (content, template)
        number = before.issue_no if same else before.issue_no + 1
    identity = dataclasses.replace(
        workbook.identity, issue_no=number, template_print=template, master_print=content
    )
    return dataclasses.replace(workbook, identity=identity)


def _record(desk: Desk, workbook: FormWorkbook, data: bytes, last: IssuedForm | None) -> None:
    identity = workbook.identity
    if last is not None and last.issue_no == identity.issue_no:
        return
    sha256 = hashlib.sha256(data).hexdigest()
    with desk.store.transaction():
        desk.store.record_issue(
            IssuedForm(identity.form_id, identity.issue_no, workbook.file_name, sha256, workbook)
        )
        desk.store.log(
            AuditAction.GENERATE,
            {
                "file": workbook.file_name,
                "sha256": sha256,
                "form_id": identity.form_id,
                "issue": identity.issue_no,
                "department": identity.department,
            },
        )
