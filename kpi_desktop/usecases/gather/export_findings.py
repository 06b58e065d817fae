"""A list of findings as a workbook, each with a link to its cell in a copy of the submitted file."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.finding import Finding
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.submitted_copy import submitted_copy


@dataclass(frozen=True)
class ListedFinding:
    """One line: ``name`` of the indicator; ``link`` leads from the list to the copy, empty without one."""

    finding: Finding
    name: str
    link: str


def export_findings(
    desk: Desk,
    findings: Sequence[Finding],
    target: Path,
    workbook: Callable[[Sequence[ListedFinding], str], bytes],
) -> bool:
    """Write *findings* to *target*; False when just that lay there already."""
    plan = desk.plan()
    names = {one.no: one.name for one in plan.indicators}
    copies: dict[str, str] = {}
    for one in findings:
        if one.file and one.file not in copies:
            with contextlib.suppress(KpiError):  # an original is missing: the line has no link
                path = submitted_copy(desk, one.file, one.indicator)
                copies[one.file] = _from(target.parent, path)
    lines = [
        ListedFinding(one, names.get(one.indicator, ""), copies.get(one.file, ""))
        for one in findings
    ]
    title = f"{plan.name}　{plan.evaluation_year.full}"
    return desk.files.write(target, workbook(lines, title))


def _from(folder: Path, path: Path) -> str:
    """*path* as seen from *folder*; whole when they lie on different drives."""
    try:
        return os.path.relpath(path.resolve(), folder.resolve())
    except ValueError:
        return str(path.resolve())
