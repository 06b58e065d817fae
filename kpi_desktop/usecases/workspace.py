"""The workspace (事業フォルダ): where things lie, as the public contract says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kpi_desktop.domain.errors import WorkspaceError
from kpi_desktop.domain.figures.fiscal import FiscalYear


@dataclass(frozen=True)
class Workspace:
    """One folder per plan and year."""

    root: Path

    @property
    def master_data(self) -> Path:
        """指標マスタ.xlsx."""
        return self.root / "指標マスタ.xlsx"

    @property
    def template(self) -> Path:
        """様式2.xlsx."""
        return self.root / "様式2.xlsx"

    @property
    def outbox(self) -> Path:
        """配布/: generated forms."""
        return self.root / "配布"

    @property
    def inbox(self) -> Path:
        """提出/: drop folder for what comes back."""
        return self.root / "提出"

    @property
    def returns(self) -> Path:
        """差戻し/: marked-up returns and mail drafts."""
        return self.root / "差戻し"

    @property
    def results(self) -> Path:
        """統合/: master workbook, PDF, open data."""
        return self.root / "統合"

    @property
    def hidden(self) -> Path:
        """.kpi/: store, evidence, logs."""
        return self.root / ".kpi"

    @property
    def planted(self) -> Path:
        """提出/planted.json: the defects that demo-fill planted."""
        return self.inbox / "planted.json"

    @property
    def last_year(self) -> Path:
        """.kpi/前年度.json: last year's texts, kept by rollover; a first year has none."""
        return self.hidden / "前年度.json"

    def master_workbook(self, year: FiscalYear) -> Path:
        """統合/統合マスタ_R5.xlsx."""
        return self.results / f"統合マスタ_{year.short}.xlsx"

    def folders(self) -> tuple[Path, ...]:
        """Every folder a workspace has."""
        return (self.root, self.outbox, self.inbox, self.returns, self.results, self.hidden)

    @property
    def logs(self) -> Path:
        """.kpi/logs/: one log a run with troubles."""
        return self.hidden / "logs"

    def require(self) -> None:
        """WorkspaceError when the folder is not one."""
        if not (self.hidden.is_dir() and self.root.is_dir()):
            raise WorkspaceError(
                f"{self.root} は事業フォルダではありません。",
                f"kpi-desktop init {self.root} で作るか、場所を確かめてください。",
            )
