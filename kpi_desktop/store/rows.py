"""Domain objects to and from table rows, and the digests that the chain keeps of them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from kpi_desktop.domain.finding import Category, Finding, Place, Severity
from kpi_desktop.domain.forms.form import CellKind, CellRead, IssuedForm
from kpi_desktop.domain.forms.submission import RecordedCell, Remark, RemarkKind, Submission
from kpi_desktop.domain.record.audit import AuditEntry
from kpi_desktop.domain.record.ruling import Ruling, RulingKind
from kpi_desktop.store.serial import canonical, workbook_from_json, workbook_to_json

Values = dict[str, Any]

#: Columns that the chain's digests cover, in order. A later migration may add columns, not change these.
VOUCHED_ISSUE = ("form_id", "issue_no", "file_name", "sha256", "workbook")
VOUCHED_SUBMISSION = (
    *("id", "form_id", "issue_no", "department", "version", "indicators"),
    *("file_name", "sha256", "received_at", "operator"),
)
VOUCHED_CELL = (
    *("position", "indicator", "field", "sheet", "address"),
    *("raw", "kind", "shown", "formula", "locked"),
)

VOUCHED_REMARK = ("position", "kind", "subject", "text")
VOUCHED_RULING = ("id", "kind", "subject", "decision", "reason", "operator", "at", "details")


def issue_values(form: IssuedForm) -> Values:
    """A form as sent → row of ``issue``."""
    return {
        "form_id": form.form_id,
        "issue_no": form.issue_no,
        "file_name": form.file_name,
        "sha256": form.sha256,
        "workbook": workbook_to_json(form.workbook),
    }


def issue_of(row: Row[Any]) -> IssuedForm:
    """Row of ``issue`` → form as sent."""
    workbook = workbook_from_json(row.workbook)
    return IssuedForm(row.form_id, row.issue_no, row.file_name, row.sha256, workbook)


def submission_values(submission: Submission) -> Values:
    """A submission → row of ``submission``, without its id."""
    return {
        "form_id": submission.form_id,
        "issue_no": submission.issue_no,
        "department": submission.department,
        "version": submission.version,
        "indicators": canonical(submission.indicators),
        "file_name": submission.file_name,
        "sha256": submission.sha256,
        "received_at": submission.received_at.isoformat(),
        "operator": submission.operator,
    }


def submission_of(row: Row[Any]) -> Submission:
    """Row of ``submission`` → submission."""
    return Submission(
        id=row.id,
        form_id=row.form_id,
        issue_no=row.issue_no,
        department=row.department,
        version=row.version,
        indicators=tuple(json.loads(row.indicators)),
        file_name=row.file_name,
        sha256=row.sha256,
        received_at=datetime.datetime.fromisoformat(row.received_at),
        operator=row.operator,
    )


def cell_values(submission_id: int, position: int, recorded: RecordedCell) -> Values:
    """A field as read → row of ``cell``."""
    return {
        "submission_id": submission_id,
        "position": position,
        "indicator": recorded.indicator,
        "field": recorded.field,
        "sheet": recorded.cell.sheet,
        "address": recorded.cell.address,
        "raw": recorded.cell.raw,
        "kind": recorded.cell.kind.value,
        "shown": recorded.cell.shown,
        "formula": recorded.cell.formula,
        "locked": int(recorded.cell.locked),
    }


def cell_of(row: Row[Any]) -> RecordedCell:
    """Row of ``cell`` → field as read."""
    read = CellRead(
        sheet=row.sheet,
        address=row.address,
        raw=row.raw,
        kind=CellKind(row.kind),
        shown=row.shown,
        formula=row.formula,
        locked=bool(row.locked),
    )
    return RecordedCell(row.indicator, row.field, read)


def remark_values(submission_id: int, position: int, remark: Remark) -> Values:
    """A remark → row of ``remark``."""
    return {
        "submission_id": submission_id,
        "position": position,
        "kind": remark.kind.value,
        "subject": remark.subject,
        "text": remark.text,
    }


def remark_of(row: Row[Any]) -> Remark:
    """Row of ``remark`` → remark."""
    return Remark(RemarkKind(row.kind), row.subject, row.text)


def ruling_values(ruling: Ruling) -> Values:
    """A ruling → row of ``ruling``, without its id."""
    return {
        "kind": ruling.kind.value,
        "subject": ruling.subject,
        "decision": ruling.decision,
        "reason": ruling.reason,
        "operator": ruling.operator,
        "at": ruling.at.isoformat(),
        "details": canonical(ruling.details),
    }


def ruling_of(row: Row[Any]) -> Ruling:
    """Row of ``ruling`` → ruling."""
    return Ruling(
        kind=RulingKind(row.kind),
        subject=row.subject,
        decision=row.decision,
        reason=row.reason,
        operator=row.operator,
        at=datetime.datetime.fromisoformat(row.at),
        details=json.loads(row.details),
        id=row.id,
    )


def finding_values(position: int, finding: Finding) -> Values:
    """A finding → row of ``finding``."""
    return {
        "position": position,
        "rule": finding.rule,
        "category": finding.category.value,
        "severity": finding.severity.value,
        "department": finding.department,
        "indicator": finding.indicator,
        "field": finding.place.field,
        "sheet": finding.place.sheet,
        "cell": finding.place.cell,
        "series": finding.place.series,
        "year": finding.place.year,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "expected": finding.expected,
        "actual": finding.actual,
        "file": finding.file,
        "ruling": finding.ruling,
    }


def finding_of(row: Row[Any]) -> Finding:
    """Row of ``finding`` → finding."""
    return Finding(
        rule=row.rule,
        category=Category(row.category),
        severity=Severity(row.severity),
        department=row.department,
        indicator=row.indicator,
        place=Place(row.field, row.sheet, row.cell, row.series, row.year),
        message=row.message,
        suggestion=row.suggestion,
        expected=row.expected,
        actual=row.actual,
        file=row.file,
        ruling=row.ruling,
    )


def audit_of(row: Row[Any]) -> AuditEntry:
    """Row of ``audit`` → entry of the log."""
    at = datetime.datetime.fromisoformat(row.at)
    details = json.loads(row.details)
    return AuditEntry(row.seq, at, row.operator, row.action, details, row.previous, row.hash)


def vouched(names: Iterable[str], values: Values) -> list[Any]:
    """The values that a digest covers, in its order."""
    return [values[name] for name in names]
