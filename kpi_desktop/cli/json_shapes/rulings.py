"""Documents of the commands for what the office rules on by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_desktop.cli.json_shapes import domain
from kpi_desktop.cli.json_shapes.domain import Shape

if TYPE_CHECKING:
    from kpi_desktop.domain.record.correction import LedgerEntry
    from kpi_desktop.usecases.decide.corrections import CorrectionResult
    from kpi_desktop.usecases.decide.grades import GradesResult, Preview
    from kpi_desktop.usecases.decide.settle_doubts import ConfirmResult
    from kpi_desktop.usecases.decide.waivers import WaiverResult
    from kpi_desktop.usecases.record.doubts import Doubt
    from kpi_desktop.usecases.record.versions import ThreeWays, VersionsResult


def corrections(result: CorrectionResult) -> Shape:
    """The ledger, and what was decided now."""
    return {
        "entries": [_ledger_entry(entry) for entry in result.entries],
        "decided": list(result.decided),
    }


def _ledger_entry(entry: LedgerEntry) -> Shape:
    return {
        "code": entry.code,
        "correction": domain.correction(entry.correction),
        "name": entry.name,
        "label": entry.label,
        "proposed": {
            "file": entry.proposed.file,
            "sha256": entry.proposed.sha256,
            "version": entry.proposed.version,
            "sheet": entry.proposed.sheet,
            "cell": entry.proposed.cell,
        },
        "now": entry.now.display(),
        "conflict": entry.conflict,
        "replaced": entry.replaced,
        "history": [domain.ruling(ruling) for ruling in entry.history],
    }


def waivers(result: WaiverResult) -> Shape:
    """Every waiver that stands, with the findings that it covers."""
    return {
        "entries": [
            {
                "waiver": domain.waiver(entry.waiver),
                "title": entry.title,
                "covered": [domain.finding(finding) for finding in entry.covered],
                "expired": entry.expired,
            }
            for entry in result.entries
        ],
        "changed": result.changed,
    }


def doubts(result: ConfirmResult) -> Shape:
    """Every doubt of the collection, and those that were settled now."""
    return {
        "doubts": [_doubt(doubt) for doubt in result.doubts],
        "confirmed": [_doubt(doubt) for doubt in result.confirmed],
    }


def _doubt(doubt: Doubt) -> Shape:
    return {
        "indicator": doubt.indicator,
        "department": doubt.department,
        "submission": doubt.submission,
        "file": doubt.file,
        "text": doubt.text,
        "confirmed": doubt.confirmed,
        "operator": doubt.operator,
    }


def versions(result: VersionsResult) -> Shape:
    """Every submission and what it counts for."""
    return {
        "versions": [
            {
                "submission": domain.submission(version.submission),
                "counts_for": list(version.counts_for),
                "before": version.before,
                "unchanged": version.unchanged,
                "changed": list(version.changed),
                "excluded": version.excluded,
            }
            for version in result.versions
        ]
    }


def three_ways(result: ThreeWays) -> Shape:
    """One indicator as sent, last time, this time."""
    return {
        "no": result.no,
        "name": result.name,
        "issue": result.issue,
        "last": domain.submission(result.last) if result.last else None,
        "now": domain.submission(result.now),
        "unchanged": result.unchanged,
        "fields": [
            {
                "field": field.field,
                "title": field.title,
                "sent": field.sent,
                "last": field.last,
                "now": field.now,
                "cell": field.cell,
            }
            for field in result.fields
        ],
    }


def grades(result: GradesResult) -> Shape:
    """The grade of every indicator."""
    return {
        "scheme": result.scheme,
        "grades": list(result.grades),
        "rows": [
            {
                "no": row.no,
                "name": row.name,
                "department": row.department,
                "assessment": domain.assessment(row.assessment) if row.assessment else None,
            }
            for row in result.rows
        ],
        "changed": result.changed,
    }


def preview(result: Preview) -> Shape:
    """How many indicators get which grade in which year."""
    return {
        "scheme": result.scheme,
        "grades": list(result.grades),
        "counts": {year.short: dict(counts) for year, counts in result.counts.items()},
    }
