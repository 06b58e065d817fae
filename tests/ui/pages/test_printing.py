"""The printed set from the window."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from kpi_desktop.bootstrap import make_workspace, open_desk
from kpi_desktop.ui.pages.steps.publish import PublishPage
from tests.ui.conftest import Opener
from tests.ui.hands import page_of, press, session_of
from tests.usecases.filling import set_indicators


def test_one_press_makes_the_printed_set(opened: Opener, tmp_path: Path, qtbot: QtBot) -> None:
    root = tmp_path / "印刷" / "評価R5"
    make_workspace(root, sample=True, master=None)
    with open_desk(root) as desk:
        first = desk.plan().indicators[:2]
        set_indicators(desk, first)
    window = opened(root)
    page = page_of(window, PublishPage)
    press(qtbot, window, page.printed)
    made = session_of(window).workspace.results / "個票集_R5.pdf"
    assert first[1].name in PdfReader(made).pages[-1].extract_text().replace("\n", "")
    assert page.last_sentence.startswith("公表するファイル 1 個をそろえました（新しいもの 1）。")
