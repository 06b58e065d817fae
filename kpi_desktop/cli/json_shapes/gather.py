"""Documents of the commands for what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_desktop.cli.json_shapes import domain
from kpi_desktop.cli.json_shapes.domain import Shape, path_or_null, time_or_null
from kpi_desktop.cli.output import severity_counts

if TYPE_CHECKING:
    from kpi_desktop.usecases.gather.collect import CollectResult
    from kpi_desktop.usecases.gather.send_back import ReturnResult
    from kpi_desktop.usecases.gather.validate import ValidateResult
    from kpi_desktop.usecases.gather.validate_all import ValidateAllResult
    from kpi_desktop.usecases.record.status import StatusResult


def collect(result: CollectResult) -> list[Shape]:
    """One entry an input."""
    return [
        {
            "file": entry.file,
            "sha256": entry.sha256,
            "outcome": entry.outcome.value,
            "reason": entry.reason,
            "department": entry.department,
            "version": entry.version,
            "indicators": list(entry.indicators),
        }
        for entry in result.entries
    ]


def validate(result: ValidateResult) -> Shape:
    """The findings and their counts."""
    return {
        "findings": [domain.finding(finding) for finding in result.findings],
        "summary": {
            **severity_counts(result.findings),
            "ruled": sum(bool(finding.ruling) for finding in result.findings),
            "indicators": result.indicators,
            "not_submitted": list(result.not_submitted),
        },
    }


def validate_all(result: ValidateAllResult) -> Shape:
    """Findings, each with its submission, version and what became of that."""
    findings = [
        {
            "submission": judged.version.submission.id,
            "version": judged.version.submission.version,
            "standing": judged.version.standing,
            **domain.finding(finding),
        }
        for judged in result.versions
        for finding in judged.findings
    ]
    everything = [finding for judged in result.versions for finding in judged.findings]
    return {
        "findings": findings,
        "summary": {**severity_counts(everything), "submissions": len(result.versions)},
    }


def send_back(result: ReturnResult) -> Shape:
    """One entry a submission that goes back."""
    return {
        "returns": [
            {
                "department": returned.department,
                "version": returned.version,
                "errors": returned.errors,
                "warnings": returned.warnings,
                "marked": path_or_null(returned.marked),
                "listing": str(returned.listing),
                "mail": str(returned.mail),
                "reason": returned.reason,
                "written": returned.written,
            }
            for returned in result.returns
        ],
        "cancelled": result.cancelled,
    }


def status(result: StatusResult, coming: Shape) -> Shape:
    """The board by department and by indicator; *coming* is what to do next."""
    return {
        "deadline": time_or_null(result.deadline),
        "days_left": result.days_left,
        "departments": [
            {
                "name": department.name,
                "state": department.state.value,
                "submitted_at": time_or_null(department.submitted_at),
                "version": department.version,
                "errors": department.errors,
                "warnings": department.warnings,
                "indicators": department.indicators,
                "questions": department.questions,
            }
            for department in result.departments
        ],
        "indicators": [
            {
                "no": indicator.no,
                "name": indicator.name,
                "department": indicator.department,
                "state": indicator.state.value,
                "assessment": indicator.assessment,
                "reason": indicator.reason,
                "questions": list(indicator.questions),
            }
            for indicator in result.indicators
        ],
        "next": coming,
    }
