"""Macro-enabled copies from the window."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from kpi_desktop.ui.pages.steps.publish import PublishPage
from tests.ui.conftest import Opener
from tests.ui.hands import page_of, press, session_of


def test_one_press_makes_the_copies_and_names_what_could_not_be_made(
    opened: Opener, generated_once: Path, qtbot: QtBot
) -> None:
    window = opened(generated_once)
    root = session_of(window).workspace.root
    page = page_of(window, PublishPage)
    press(qtbot, window, page.macros)
    assert page.last_sentence == "マクロ付きの写し 10 個をそろえました（新しいもの 10）。"
    assert len(list((root / "配布").glob("*.xlsm"))) == 10
    next((root / "配布").glob("03_*.xlsx")).write_bytes(b"PK")
    press(qtbot, window, page.macros)
    assert page.last_sentence == "マクロ付きの写し 1 個を作れませんでした。"
    assert window.notice.isVisible()
