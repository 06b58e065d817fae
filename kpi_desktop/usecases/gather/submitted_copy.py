"""Copies of submitted files to look at; the stored originals stay untouched."""

from __future__ import annotations

from pathlib import Path

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.forms.submission import Submission
from kpi_desktop.usecases.desk import Desk

_READ_ONLY = 0o444


def submitted_copy(desk: Desk, file: str, indicator: str) -> Path:
    """A read-only copy of the submitted *file*, or of the newest that answers for *indicator*.

    KpiError when nothing was submitted, or when the original is missing or altered.
    """
    found = [one for one in desk.store.submissions() if indicator in one.indicators]
    found = [one for one in found if one.file_name == file] or found
    if not found:
        raise KpiError(
            f"No {indicator} の提出ファイルがありません。", "受け付けてから開いてください。"
        )
    return copy_of(desk, found[-1])


def copy_of(desk: Desk, submission: Submission) -> Path:
    """The same of one submission."""
    name = Path(submission.file_name.replace("\\", "/")).name
    path = desk.workspace.hidden / "viewing" / submission.sha256[:12] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if desk.files.write(path, desk.evidence.get(submission.sha256)):
        path.chmod(_READ_ONLY)
    return path
