"""Last year's narratives, carried into a new workspace so that unchanged texts are noticed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.usecases.workspace import Workspace

if TYPE_CHECKING:
    from kpi_desktop.usecases.ports import Files


def keep_narratives(files: Files, target: Workspace, content: MasterContent) -> None:
    """Write the texts of *content* into the new workspace *target*."""
    texts = {
        one.indicator.no: {text.field: text.text for text in one.texts}
        for one in content.indicators
    }
    kept = {"年度": content.year.short, "スナップショット": content.snapshot, "記述": texts}
    files.write(target.last_year, (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode())


def last_narratives(files: Files, workspace: Workspace) -> dict[str, dict[str, str]]:
    """Texts by No and field name; empty in a first year."""
    if not workspace.last_year.exists():
        return {}
    kept: dict[str, dict[str, str]] = json.loads(files.read(workspace.last_year))["記述"]
    return kept
