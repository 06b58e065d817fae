"""The last line of what a command says: the one thing to do next, and the command for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpi_desktop.domain.errors import KpiError

if TYPE_CHECKING:
    from kpi_desktop.usecases.desk import Desk
    from kpi_desktop.usecases.record.next_task import NextTask
    from kpi_desktop.usecases.record.overview import Overview

#: Name of a task → what to do in words, and the command; ``{}`` stands for the count and for the workspace.
_WORDS = {
    "MEND_MASTER": ("指標マスタ.xlsx の誤り{}件を Excel で直します", "check-master {}"),
    "DISTRIBUTE": ("部局に配る様式を作ります", "generate {}"),
    "SEND": ("様式を付けたメールを部局に送り、戻ってきたら 提出/ に置きます", "mail {}"),
    "FILL_SAMPLE": ("見本なので、部局の役をして 提出/ に置きます", "demo-fill {}"),
    "COLLECT": ("提出/ に届いている{}ファイルを受け付けます", "collect {}"),
    "VALIDATE": ("受け付けた様式を検証します", "validate {}"),
    "ACCEPT": ("要修正のない{}指標を受理します", "accept {}"),
    "CONFIRM": ("回収で疑問の生じた{}指標を確かめます", "confirm {}"),
    "RETURN": ("要修正の{}指標を部局に差し戻します", "return {}"),
    "AWAIT": ("差し戻した{}指標が直されて届いたら、提出/ に置いて受け付けます", "collect {}"),
    "CHASE": ("未提出の{}指標の部局に、提出のお願いを送ります", "mail {} --remind"),
    "CORRECT": ("過去の値の訂正の申し出{}件を、承認するか却下します", "correct {}"),
    "FINALISE": ("受理した{}指標を確定します", "finalise {}"),
    "CONSOLIDATE": ("確定した数値で統合マスタを作ります", "consolidate {}"),
    "VERIFY": ("証跡を検算して、今年度の作業は終わりです", "verify {}"),
}


def command_of(coming: NextTask, desk: Desk) -> str:
    """``kpi-desktop accept 評価R5``."""
    return "kpi-desktop " + _WORDS[coming.task.name][1].format(desk.workspace.root)


def next_line(desk: Desk, overview: Overview | None = None) -> str:
    """``次: 要修正のない56指標を受理します（kpi-desktop accept 評価R5）``.

    What keeps that from being known (the master data cannot be read) is what has to be mended next.
    """
    try:
        coming = _coming(desk, overview)
    except KpiError as error:
        return f"次: {error.what}{error.remedy}"
    words = _WORDS[coming.task.name][0].format(coming.count)
    return f"次: {words}（{command_of(coming, desk)}）"


def next_json(desk: Desk, overview: Overview | None = None) -> dict[str, Any]:
    """The same for programs."""
    coming = _coming(desk, overview)
    return {
        "task": coming.task.value,
        "count": coming.count,
        "command": command_of(coming, desk),
    }


def _coming(desk: Desk, overview: Overview | None) -> NextTask:
    """From *overview* where a command has read it already."""
    from kpi_desktop.usecases.record.next_task import next_task
    from kpi_desktop.usecases.record.overview import read_overview

    return next_task(overview or read_overview(desk))
