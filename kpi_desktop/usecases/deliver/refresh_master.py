"""Consolidate, and show the new content in the master workbook that somebody has open, at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kpi_desktop.usecases.deliver.consolidate import ConsolidateResult, consolidate, place_to_keep
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.ports import Office


@dataclass(frozen=True)
class RefreshResult:
    """``open``: the master was open in *program* and shows the new content. ``unsaved``: a copy with what
    the person had not saved yet.
    """

    master: ConsolidateResult
    program: str
    open: bool
    unsaved: Path | None


def refresh_master(desk: Desk, office: Office) -> RefreshResult:
    """consolidate; where the master is open in *office*, its values, tables and charts follow at once.

    Sheet in front, selection and scroll stay. What the person has changed in it is kept in a copy.
    """
    way = _Way(desk, office)
    master = consolidate(desk, way.put)
    return RefreshResult(master, office.name, way.open, way.unsaved)


class _Way:
    """How the workbook was written."""

    def __init__(self, desk: Desk, office: Office) -> None:
        self._desk, self._office = desk, office
        self.open = False
        self.unsaved: Path | None = None

    def put(self, path: Path, data: bytes) -> bool:
        book = self._office.find(path)
        if book is None:
            return self._desk.files.write(path, data)
        self.open = True
        if not book.is_saved():
            self.unsaved = place_to_keep(self._desk, path, "未保存")
            book.save_copy(self.unsaved)
        return book.reload(lambda: self._desk.files.write(path, data))
