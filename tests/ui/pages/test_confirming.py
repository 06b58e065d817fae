"""A doubt of the collection is shown on the page of decisions, and settled there with a reason."""

from __future__ import annotations

import shutil
from pathlib import Path

from pytestqt.qtbot import QtBot

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.ui.pages.steps.decide import DecidePage
from kpi_desktop.usecases.gather.collect import collect
from tests.ui.conftest import Opener
from tests.ui.hands import desk_of, now_of, page_of, press, settle, type_with_ime
from tests.workbook.reading.damage import by_openpyxl
from tests.workbook.reading.damage.kinds import MAIN


def with_a_doubt(source: Path, tmp_path: Path) -> Path:
    """A workspace in which one form came in with a column too many."""
    root = Path(shutil.copytree(source, tmp_path / "疑問" / "評価R5"))
    damage = next(one for one in by_openpyxl.kinds() if one.kind == "左に列を挿入")
    (root / "提出" / f"{MAIN}.xlsx").write_bytes(damage.make())
    with open_desk(root) as desk:
        collect(desk)
    return root


def test_a_doubt_is_settled_with_a_reason_and_then_accepted(
    qtbot: QtBot, opened: Opener, generated_once: Path, tmp_path: Path
) -> None:
    window = opened(with_a_doubt(generated_once, tmp_path))
    page = page_of(window, DecidePage)
    doubted = [at for at, one in enumerate(page.indicators.rows.rows) if "列" in one.cells[4]]
    page.indicators.selectRow(doubted[0])
    assert not page.accept.isEnabled() and not page.confirm.isEnabled()
    page.reason.setText("部局に電話で確かめた")
    press(qtbot, window, page.confirm)
    assert "確認を記録しました" in page.last_sentence
    page.indicators.selectRow(doubted[0])
    press(qtbot, window, page.accept)
    assert now_of(window).count(State.ACCEPTED) == 1


def test_a_doubt_is_settled_on_the_page_of_its_indicator(
    qtbot: QtBot, opened: Opener, generated_once: Path, tmp_path: Path
) -> None:
    window = opened(with_a_doubt(generated_once, tmp_path))
    no = now_of(window).doubtful[0]
    desk_of(window).show_indicator(no)
    settle(qtbot, window)
    page = desk_of(window).indicator
    page.show_tab(page.decisions)
    assert not page.decisions.accept.isEnabled()
    press(qtbot, window, page.decisions.confirm)
    type_with_ime(page.card.reason, "部局に電話で確かめた")
    press(qtbot, window, page.card.do_button)
    assert no not in now_of(window).doubtful
    assert not page.decisions.confirm.isVisible()
    assert page.decisions.accept.isEnabled()
