"""A newcomer who does only what the window says gets from nothing to the finalised master."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kpi_desktop.domain.forms.submission import State
from kpi_desktop.ui.session.steps import Step, next_step
from kpi_desktop.ui.window import Window
from tests.ui.hands import desk_of, here, main_button, now_of, press, session_of, settle


def test_a_newcomer_gets_from_nothing_to_the_finalised_master(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    press(qtbot, window, window.start_page.sample)
    desk = desk_of(window)
    seen = []
    for _ in range(12):
        assert not window.notice.isVisible(), window.notice.what.text()
        said = next_step(now_of(window))
        seen.append(said.step)
        if desk.next_button.isVisible():
            press(qtbot, window, desk.next_button)
        assert here(window) is said.step
        press(qtbot, window, main_button(window))
        if said.step is Step.AUDIT:
            break
    assert list(dict.fromkeys(seen)) == [
        Step.DISTRIBUTE,
        Step.COLLECT,
        Step.REVIEW,
        Step.DECIDE,
        Step.PUBLISH,
        Step.AUDIT,
    ]
    assert now_of(window).count(State.FINALISED) == 57
    assert (session_of(window).workspace.results / "統合マスタ_R5.xlsx").is_file()
    assert "すべて元のまま" in desk.steps[Step.AUDIT].last_sentence


@pytest.mark.long
def test_the_whole_cycle_can_be_played_from_the_start_page(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    press(qtbot, window, window.start_page.demo)
    settle(qtbot, window)
    assert now_of(window).count(State.FINALISED) == 57
