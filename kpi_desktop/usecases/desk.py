"""The desk: one workspace and the adapters that every use case works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_desktop.domain.errors import KpiError, WorkspaceError
from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.indicators.master_data import MasterData, Sample
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.usecases.workspace import Workspace

if TYPE_CHECKING:
    from kpi_desktop.usecases.ports import (
        Clock,
        Evidence,
        Files,
        FormFiller,
        FormReader,
        FormWriter,
        Intake,
        MacroBooks,
        MailWriter,
        MasterDataReader,
        MasterWorkbookWriter,
        ReturnWriter,
        Store,
    )


@dataclass(frozen=True)
class Desk:
    """What bootstrap.py puts together for one workspace."""

    workspace: Workspace
    files: Files
    clock: Clock
    store: Store
    evidence: Evidence
    master_data: MasterDataReader
    form_writer: Callable[[bytes], FormWriter]
    reader: FormReader
    filler: FormFiller
    intake: Intake
    master_workbook: MasterWorkbookWriter
    returns: ReturnWriter
    mail: MailWriter
    macro_books: MacroBooks
    sample: Sample

    def read_master(self) -> MasterData:
        """The master data with its problems. WorkspaceError when the file is not there."""
        path = self.workspace.master_data
        if not path.exists():
            raise WorkspaceError(
                f"{path.name} が {path.parent} にありません。",
                "事業フォルダを確かめるか、kpi-desktop init で作ってください。",
            )
        return self.master_data.read(path)

    def plan(self) -> Plan:
        """The plan, when the master data have no error. KpiError that names the first one otherwise."""
        return self.sound_master()[0]

    def sound_master(self) -> tuple[Plan, MasterData]:
        """Plan and master data, when these have no error. KpiError otherwise."""
        found = self.read_master()
        errors = [one for one in found.problems if one.severity is Severity.ERROR]
        if found.plan is None or errors:
            first = f"（{errors[0].sheet}!{errors[0].cell}：{errors[0].message}）" if errors else ""
            raise KpiError(
                f"指標マスタに{len(errors)}件の誤りがあります{first}。",
                "kpi-desktop check-master で一覧を見て、直してからやり直してください。",
            )
        return found.plan, found
