"""consolidate: write the master workbook of the evaluation year."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.usecases.deliver.provenance import provenance
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.record.assessments import overrides
from kpi_desktop.usecases.record.authority import answers, excluded
from kpi_desktop.usecases.record.content_builder import MasterSource, build_content
from kpi_desktop.usecases.record.ledger import ledger
from kpi_desktop.usecases.record.originals import write_copies


@dataclass(frozen=True)
class ConsolidateResult:
    """Where the master workbook lies, and what it holds. ``missing`` are Nos without an answer.

    ``kept`` is the last one, where somebody had changed it by hand. ``problems`` tell which originals cannot
    be opened from it.
    """

    path: Path
    written: bool
    snapshot: str
    indicators: int
    series: int
    missing: tuple[str, ...]
    kept: Path | None = None
    problems: tuple[str, ...] = ()


def consolidate(desk: Desk, put: Callable[[Path, bytes], bool] | None = None) -> ConsolidateResult:
    """Write 統合マスタ, 証跡 as JSON and copies of the originals; departments may be missing, and it says so.

    The same record gives the same bytes, on any day. *put* writes the workbook in another way than
    as a file, and says whether anything changed.
    """
    content = snapshot(desk)
    path = desk.workspace.master_workbook(content.year)
    writer = desk.form_writer(desk.files.read(desk.workspace.template))
    data = desk.master_workbook.write(content, writer)
    kept = _kept(desk, path, data)
    problems = write_copies(desk, content)
    written = (put or desk.files.write)(path, data)
    desk.files.write(
        path.with_name(f"証跡_{content.year.short}.json"),
        provenance(content, desk.master_workbook.value_cells(content)),
    )
    details = {
        "file": path.name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "snapshot": content.snapshot,
    }
    log_result(desk, AuditAction.CONSOLIDATE, details, written)
    return ConsolidateResult(
        path=path,
        written=written,
        snapshot=content.snapshot,
        indicators=len(content.indicators),
        series=len(content.series),
        missing=content.missing,
        kept=kept,
        problems=problems,
    )


def place_to_keep(desk: Desk, path: Path, why: str) -> Path:
    """統合/控え/統合マスタ_R5_(why)_(time).xlsx."""
    name = f"{path.stem}_{why}_{desk.clock.now():%Y%m%d-%H%M%S}{path.suffix}"
    return path.parent / "控え" / name


def _kept(desk: Desk, path: Path, new: bytes) -> Path | None:
    """A copy of the workbook that lies there, unless it is just as this program wrote it."""
    if not path.exists():
        return None
    data = desk.files.read(path)
    if data == new:
        return None
    found = hashlib.sha256(data).hexdigest()
    if any(
        one.details.get("sha256") == found
        for one in desk.store.audit()
        if one.action == AuditAction.CONSOLIDATE
    ):
        return None
    place = place_to_keep(desk, path, "手直し")
    desk.files.write(place, data)
    return place


def snapshot(desk: Desk) -> MasterContent:
    """The content that everything published is made from; keeps the master data file as evidence."""
    plan, master = desk.sound_master()
    path = desk.workspace.master_data
    source = MasterSource(
        file=path.name,
        sha256=desk.evidence.put(desk.files.read(path)),
        places=master.places,
    )
    known, rulings = answers(desk.store), desk.store.rulings()
    submissions = desk.store.submissions()
    return build_content(
        plan,
        known,
        desk.store.states(),
        desk.store.findings(),
        submissions,
        desk.store.audit(),
        source,
        overrides(rulings, plan.evaluation_year),
        ledger(desk.store, plan, known),
        excluded(submissions, rulings),
    )


def log_result(desk: Desk, action: AuditAction, details: Mapping[str, Any], written: bool) -> None:
    """Log what was *written*; also when an earlier run was broken off between the files and the log."""
    if not written:
        logged = [one.details for one in desk.store.audit() if one.action == action]
        if details in logged:
            return
    with desk.store.transaction():
        desk.store.log(action, details)
