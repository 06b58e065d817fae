"""rollover: open next year's workspace from the finalised one."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.usecases.deliver.consolidate import snapshot
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.prepare.init import init
from kpi_desktop.usecases.prepare.master_rows import master_rows
from kpi_desktop.usecases.record.last_year import keep_narratives
from kpi_desktop.usecases.workspace import Workspace


@dataclass(frozen=True)
class RolloverResult:
    """The new workspace. ``pending`` are Nos whose 集計中 is open again; ``past_target`` have no target left."""

    workspace: Path
    year: FiscalYear
    indicators: int
    pending: tuple[str, ...]
    past_target: tuple[str, ...]


def rollover(
    desk: Desk,
    target: Workspace,
    write_master: Callable[[Mapping[str, Sequence[Sequence[str]]]], bytes],
) -> RolloverResult:
    """Carry the plan, every figure that counts and the template into *target* for the next year.

    KpiError while anything is not finalised, or when *target* holds something already.
    """
    content = snapshot(desk)
    _check(content, desk, target)
    year = content.year.plus(1)
    plan = dataclasses.replace(content.plan, evaluation_year=year, deadline=None)
    actuals = {
        (figures[0].no, figures[0].series): {one.year: one.reading for one in figures}
        for series in content.series
        if (figures := series.actuals)
    }
    template = desk.files.read(desk.workspace.template)
    init(target, desk.files, template, write_master(master_rows(plan, actuals)))
    keep_narratives(desk.files, target, content)
    return RolloverResult(
        workspace=target.root,
        year=year,
        indicators=len(content.indicators),
        pending=tuple(
            one.indicator.no
            for one in content.indicators
            if any(each.reading.is_pending for series in one.series for each in series.actuals)
        ),
        past_target=tuple(
            one.indicator.no
            for one in content.indicators
            if all(series.series.target_year < year for series in one.series)
        ),
    )


def _check(content: MasterContent, desk: Desk, target: Workspace) -> None:
    open_ones = [one.indicator.no for one in content.indicators if one.state is not State.FINALISED]
    if open_ones:
        raise KpiError(
            f"まだ確定していない指標が{len(open_ones)}件あります（No {'、'.join(open_ones[:5])}など）。",
            "すべて確定（finalise）してから、翌年度の事業フォルダを作ってください。",
        )
    if target.root.exists() and any(target.root.iterdir()):
        raise KpiError(
            f"{target.root} にはすでにファイルがあります。", "空のフォルダを指定してください。"
        )
