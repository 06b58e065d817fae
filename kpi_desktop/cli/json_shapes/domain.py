"""The nouns that stand in several documents: findings, submissions, corrections, rulings, waivers, grades."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from kpi_desktop.domain.finding import Finding
    from kpi_desktop.domain.forms.submission import Submission
    from kpi_desktop.domain.indicators.assessment import Assessment
    from kpi_desktop.domain.record.correction import Correction
    from kpi_desktop.domain.record.ruling import Ruling
    from kpi_desktop.domain.record.waiver import Waiver

#: One object of a document; its keys stand in the order in which they are printed.
Shape = dict[str, Any]


def path_or_null(path: Path | None) -> str | None:
    """A path as it was given; null for none."""
    return None if path is None else str(path)


def time_or_null(moment: datetime.date | None) -> str | None:
    """A day or a moment as ISO 8601; null for none."""
    return None if moment is None else moment.isoformat()


def finding(listed: Finding) -> Shape:
    """A finding in the shape of the public contract; one that the office has ruled on says how."""
    ruled = {"ruling": listed.ruling} if listed.ruling else {}
    return {
        "rule": listed.rule,
        "category": listed.category.value,
        "severity": listed.severity.value,
        "department": listed.department,
        "indicator": listed.indicator,
        "series": listed.place.series,
        "year": listed.place.year,
        "field": listed.place.field,
        "file": listed.file,
        "sheet": listed.place.sheet,
        "cell": listed.place.cell,
        "message": listed.message,
        "expected": listed.expected,
        "actual": listed.actual,
        "suggestion": listed.suggestion,
        **ruled,
    }


def submission(sent: Submission) -> Shape:
    """One file as it reached the office."""
    return {
        "id": sent.id,
        "form_id": sent.form_id,
        "issue_no": sent.issue_no,
        "department": sent.department,
        "version": sent.version,
        "indicators": list(sent.indicators),
        "file_name": sent.file_name,
        "sha256": sent.sha256,
        "received_at": sent.received_at.isoformat(),
        "operator": sent.operator,
    }


def correction(asked: Correction) -> Shape:
    """A request to change a past value, with its decision."""
    return {
        "indicator": asked.indicator,
        "series": asked.series,
        "field": asked.field,
        "year": asked.year.short,
        "before": asked.before.display(),
        "after": asked.after.display(),
        "reason": asked.reason,
        "department": asked.department,
        "decision": asked.decision.value,
        "decided_by": asked.decided_by,
        "decided_at": time_or_null(asked.decided_at),
        "decision_reason": asked.decision_reason,
    }


def ruling(made: Ruling) -> Shape:
    """A decision of the office; ``details`` as the record keeps them."""
    return {
        "kind": made.kind.value,
        "subject": made.subject,
        "decision": made.decision,
        "reason": made.reason,
        "operator": made.operator,
        "at": made.at.isoformat(),
        "details": dict(made.details),
        "id": made.id,
    }


def waiver(granted: Waiver) -> Shape:
    """What is waived, for whom, and until when."""
    return {
        "rule": granted.rule,
        "indicator": granted.indicator,
        "reason": granted.reason,
        "approver": granted.approver,
        "expires": granted.expires.short,
        "year": granted.year,
        "series": granted.series,
    }


def assessment(made: Assessment) -> Shape:
    """The grade of an indicator with its reason."""
    return {
        "verdict": made.verdict.value,
        "reason": made.reason,
        "progress": None if made.progress is None else str(made.progress),
        "provisional": made.provisional,
        "grade": made.grade,
        "overridden": made.overridden,
    }
