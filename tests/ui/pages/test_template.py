"""The look at the template from the window."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from kpi_desktop.ui.pages.steps.distribute import DistributePage
from tests.cli.test_commands import without_name
from tests.ui.conftest import Opener
from tests.ui.hands import page_of, press, session_of


def test_one_press_says_whether_forms_can_be_made_from_the_template_and_what_to_mend(
    opened: Opener, generated_once: Path, qtbot: QtBot
) -> None:
    window = opened(generated_once)
    template = session_of(window).workspace.template
    page = page_of(window, DistributePage)
    press(qtbot, window, page.template)
    assert "指摘するところはありません" in window.notice.what.text()
    without_name(template, "課題等", template)
    press(qtbot, window, page.template)
    assert "誤りが 1 件" in window.notice.what.text()
    assert "課題等" in window.notice.remedy.text() and "名前の管理" in window.notice.remedy.text()
