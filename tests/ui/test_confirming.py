"""A doubt of the collection is shown on the page of decisions, and settled there with a reason."""

from __future__ import annotations

import shutil
from pathlib import Path

from pytestqt.qtbot import QtBot

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.domain.submission import State
from kpi_desktop.ui.steps.decide import DecidePage
from kpi_desktop.usecases.collect import collect
from tests.ui.conftest import Opener
from tests.ui.hands import now_of, page_of, press
from tests.workbook.damage import by_openpyxl
from tests.workbook.damage.kinds import MAIN


def test_a_doubt_is_settled_with_a_reason_and_then_accepted(
    qtbot: QtBot, opened: Opener, generated_once: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(generated_once, tmp_path / "疑問" / "評価R5"))
    damage = next(one for one in by_openpyxl.kinds() if one.kind == "左に列を挿入")
    (root / "提出" / f"{MAIN}.xlsx").write_bytes(damage.make())
    with open_desk(root) as desk:
        collect(desk)
    window = opened(root)
    page = page_of(window, DecidePage)
    doubted = [at for at, one in enumerate(page.indicators.rows.rows) if "列" in one.cells[4]]
    page.indicators.selectRow(doubted[0])
    assert not page.accept.isEnabled() and not page.confirm.isEnabled()
    page.reason.setText("部局に電話で確かめた")
    press(qtbot, window, page.confirm)
    assert "確認を記録しました" in page.said
    page.indicators.selectRow(doubted[0])
    press(qtbot, window, page.accept)
    assert now_of(window).count(State.ACCEPTED) == 1
