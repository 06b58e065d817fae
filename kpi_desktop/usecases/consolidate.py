"""consolidate: write the master workbook of the evaluation year."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kpi_desktop.usecases.authority import answers
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.grades import overrides
from kpi_desktop.usecases.ledger import ledger
from kpi_desktop.usecases.master_content import MasterContent, MasterSource, build_content
from kpi_desktop.usecases.provenance import provenance


@dataclass(frozen=True)
class ConsolidateResult:
    """Where the master workbook lies, and what it holds. ``missing`` are Nos without an answer."""

    path: Path
    written: bool
    snapshot: str
    indicators: int
    series: int
    missing: tuple[str, ...]


def consolidate(desk: Desk) -> ConsolidateResult:
    """Write 統合マスタ, and 証跡 as JSON beside it; departments may be missing, and it says so.

    The same record gives the same bytes, on any day.
    """
    content = snapshot(desk)
    path = desk.workspace.master_workbook(content.year)
    data = desk.master_workbook.write(content)
    written = desk.files.write(path, data)
    desk.files.write(path.with_name(f"証跡_{content.year.short}.json"), provenance(content))
    if written:
        with desk.store.transaction():
            desk.store.log(
                "consolidate",
                {
                    "file": path.name,
                    "sha256": hashlib.sha256(data).hexdigest(),
                    "snapshot": content.snapshot,
                },
            )
    return ConsolidateResult(
        path=path,
        written=written,
        snapshot=content.snapshot,
        indicators=len(content.indicators),
        series=len(content.series),
        missing=content.missing,
    )


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
    return build_content(
        plan,
        known,
        desk.store.states(),
        desk.store.findings(),
        desk.store.submissions(),
        desk.store.audit(),
        source,
        overrides(rulings, plan.evaluation_year),
        ledger(desk.store, plan, known),
    )
