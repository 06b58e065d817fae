"""The last line of what a command says: the one thing to do next, and the command for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.usecases.record.next_task import NextTask, Task, next_task
from kpi_desktop.usecases.record.overview import read_overview

if TYPE_CHECKING:
    from kpi_desktop.usecases.desk import Desk

#: Task → what to do in words, and the command; ``{}`` stands for the count and for the workspace.
_WORDS = {
    Task.MEND_MASTER: ("指標マスタ.xlsx の誤り{}件を Excel で直します", "check-master {}"),
    Task.DISTRIBUTE: ("部局に配る様式を作ります", "generate {}"),
    Task.SEND: ("様式を付けたメールを部局に送り、戻ってきたら 提出/ に置きます", "mail {}"),
    Task.FILL_SAMPLE: ("見本なので、部局の役をして 提出/ に置きます", "demo-fill {}"),
    Task.COLLECT: ("提出/ に届いている{}ファイルを受け付けます", "collect {}"),
    Task.VALIDATE: ("受け付けた様式を検証します", "validate {}"),
    Task.ACCEPT: ("要修正のない{}指標を受理します", "accept {}"),
    Task.CONFIRM: ("回収で疑問の生じた{}指標を確かめます", "confirm {}"),
    Task.RETURN: ("要修正の{}指標を部局に差し戻します", "return {}"),
    Task.AWAIT: ("差し戻した{}指標が直されて届いたら、提出/ に置いて受け付けます", "collect {}"),
    Task.CHASE: ("未提出の{}指標の部局に、提出のお願いを送ります", "mail {} --remind"),
    Task.CORRECT: ("過去の値の訂正の申し出{}件を、承認するか却下します", "correct {}"),
    Task.FINALISE: ("受理した{}指標を確定します", "finalise {}"),
    Task.CONSOLIDATE: ("確定した数値で統合マスタを作ります", "consolidate {}"),
    Task.VERIFY: ("証跡を検算して、今年度の作業は終わりです", "verify {}"),
}


def command_of(coming: NextTask, desk: Desk) -> str:
    """``kpi-desktop accept 評価R5``."""
    return "kpi-desktop " + _WORDS[coming.task][1].format(desk.workspace.root)


def next_line(desk: Desk) -> str:
    """``次: 要修正のない56指標を受理します（kpi-desktop accept 評価R5）``.

    What keeps that from being known (the master data cannot be read) is what has to be mended next.
    """
    try:
        coming = next_task(read_overview(desk))
    except KpiError as error:
        return f"次: {error.what}{error.remedy}"
    words = _WORDS[coming.task][0].format(coming.count)
    return f"次: {words}（{command_of(coming, desk)}）"


def next_json(desk: Desk) -> dict[str, Any]:
    """The same for programs."""
    coming = next_task(read_overview(desk))
    return {
        "task": coming.task.value,
        "count": coming.count,
        "command": command_of(coming, desk),
    }
