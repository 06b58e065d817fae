"""init: make a workspace."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_desktop.domain.errors import WorkspaceError
from kpi_desktop.domain.indicators.master_data import Sample
from kpi_desktop.usecases.workspace import Workspace

if TYPE_CHECKING:
    from kpi_desktop.usecases.ports import Files

#: Rows of every sheet, header first, by its name → the master data workbook.
WriteSheets = Callable[[Mapping[str, Sequence[Sequence[str]]]], bytes]


@dataclass(frozen=True)
class InitResult:
    """Where the workspace is, and which of its files were made now (the others were left alone)."""

    workspace: Path
    created: tuple[str, ...]
    kept: tuple[str, ...]


def init(workspace: Workspace, files: Files, template: bytes, master: bytes) -> InitResult:
    """Make the folders, and put the template and the master data in where there are none yet.

    Nothing that exists is overwritten. WorkspaceError when the place is a file.
    """
    if workspace.root.exists() and not workspace.root.is_dir():
        raise WorkspaceError(
            f"{workspace.root} はフォルダではありません。", "別の場所を指定してください。"
        )
    for folder in workspace.folders():
        folder.mkdir(parents=True, exist_ok=True)
    created, kept = [], []
    for path, data in ((workspace.template, template), (workspace.master_data, master)):
        if path.exists():
            kept.append(path.name)
        else:
            files.write(path, data)
            created.append(path.name)
    return InitResult(workspace.root, tuple(created), tuple(kept))


def sample_master(sample: Sample, write: WriteSheets) -> bytes:
    """The master data of the sample."""
    return write(sample.sheets)


def empty_master(sample: Sample, write: WriteSheets) -> bytes:
    """Master data to be filled in: the sheets with their headers, and the items of 計画 without values."""
    headers = {sheet: rows[:1] for sheet, rows in sample.sheets.items()}
    items = [[row[0], ""] for row in sample.sheets["計画"][1:]]
    return write(headers | {"計画": [*headers["計画"], *items]})
