"""demo: the whole cycle on the sample, unattended."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kpi_desktop.domain.finding import Severity
from kpi_desktop.usecases.decide.decisions import accept, finalise
from kpi_desktop.usecases.deliver.build_macros import build_macros
from kpi_desktop.usecases.deliver.consolidate import consolidate
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.collect import Outcome, collect
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.practice.demo_fill import demo_fill
from kpi_desktop.usecases.prepare.check_master import check_master
from kpi_desktop.usecases.prepare.generate import generate
from kpi_desktop.usecases.progress import Progress, Silent


@dataclass(frozen=True)
class DemoResult:
    """What each step said, and where its results lie."""

    steps: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, Path], ...]


def demo(desk: Desk, progress: Progress | None = None) -> DemoResult:
    """Master data → forms → filled in → collected → validated → accepted → finalised → master."""
    progress = progress or Silent()
    checked = check_master(desk)
    forms = generate(desk, progress=progress)
    filled = demo_fill(desk, progress=progress)
    collected = collect(desk, progress=progress)
    validated = validate(desk, progress)
    accepted = accept(desk)
    finalised = finalise(desk)
    master = consolidate(desk)
    macros = build_macros(desk)
    steps = (
        ("指標マスタ", f"指標 {checked.indicators}、系列 {checked.series}"),
        ("配布", f"{len(forms.forms)} ブック"),
        ("記入", f"{len(filled.files)} ブック"),
        (
            "回収",
            f"受付 {collected.count(Outcome.COLLECTED)}、"
            f"受付済みと同じ {collected.count(Outcome.DUPLICATE)}",
        ),
        (
            "検証",
            f"要修正 {validated.count(Severity.ERROR)}、要確認 {validated.count(Severity.WARNING)}",
        ),
        ("受理", f"{len(accepted.decisions) - len(accepted.refused)} 指標"),
        ("確定", f"{len(finalised.decisions) - len(finalised.refused)} 指標"),
        ("統合", f"系列 {master.series}、スナップショット {master.snapshot}"),
        ("マクロ付きの写し", f"{len(macros.copies)} ブック"),
    )
    workspace = desk.workspace
    places = (
        ("指標マスタ", workspace.master_data),
        ("配布した様式", workspace.outbox),
        ("提出された様式", workspace.inbox),
        ("統合マスタ", master.path),
        ("マクロ付きの統合マスタ", master.path.with_suffix(".xlsm")),
        ("証跡", workspace.hidden),
    )
    return DemoResult(steps, places)
