"""Trouble in words, and two people on one workspace."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.ui.pages.steps.audit import AuditPage
from kpi_desktop.ui.parts.trouble import in_window_words, trouble_of
from kpi_desktop.ui.session.steps import Step
from kpi_desktop.ui.window import Window
from tests.ui.conftest import Opener
from tests.ui.hands import desk_of, drop, page_of, press, session_of, settle


def test_commands_in_a_message_become_pages_of_the_window() -> None:
    assert in_window_words("先に kpi-desktop generate を実行してください。") == (
        "先に「２ 配布」の処理を実行してください。"
    )
    assert in_window_words("kpi-desktop init /a/b で作ってください。") == (
        "「新しく始める」の処理で作ってください。"
    )


def raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:
        return caught


def test_a_file_that_cannot_be_used_is_told_with_its_name_and_what_to_do() -> None:
    found = trouble_of(raised(PermissionError(13, "Permission denied", "配布/a.xlsx")), None)
    assert "配布/a.xlsx" in found.what
    assert "閉じ" in found.remedy
    assert "PermissionError" in found.details


@pytest.fixture
def own_log() -> Iterator[None]:
    """Leaves the logger as it was."""
    logger = logging.getLogger("kpi_desktop")
    before = list(logger.handlers)
    yield
    for one in set(logger.handlers) - set(before):
        logger.removeHandler(one)
        one.close()


@pytest.mark.usefixtures("own_log")
def test_an_unexpected_error_is_logged_and_told_calmly(
    opened: Opener, generated_once: Path, qtbot: QtBot
) -> None:
    window = opened(generated_once)
    session = session_of(window)

    def fail(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    session.do(Step.MASTER, "点検", fail, lambda _: "")
    settle(qtbot, window)
    assert "思いがけない不具合" in window.notice.what.text()
    logs = list((session.workspace.hidden / "logs").glob("*.log"))
    assert any("ZeroDivisionError" in one.read_text("utf-8") for one in logs)
    window.notice.copy_button.click()
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()


@pytest.mark.usefixtures("own_log")
def test_an_error_in_the_window_itself_reaches_the_notice_too(
    opened: Opener, generated_once: Path
) -> None:
    window = opened(generated_once)
    error = raised(KeyError("x"))
    window.show_unexpected(type(error), error, error.__traceback__)
    assert "思いがけない不具合" in window.notice.what.text()


def test_a_trouble_with_showing_a_result_is_told_too(
    opened: Opener, generated_once: Path, qtbot: QtBot
) -> None:
    window = opened(generated_once)

    def fail(_: object) -> str:
        raise KpiError("示せません。", "やり直してください。")

    session_of(window).do(Step.MASTER, "点検", lambda desk, progress: 1, fail)
    settle(qtbot, window)
    assert window.notice.what.text() == "示せません。"


_HOLD = """
import sys
from pathlib import Path
from kpi_desktop.system.lock import WorkspaceLock
from kpi_desktop.system.clock import SystemClock
lock = WorkspaceLock(Path(sys.argv[1]), SystemClock("青山 恵子"))
print(lock.take(), flush=True)
sys.stdin.readline()
lock.release()
"""


def test_a_second_person_is_told_who_works_here_and_may_only_look(
    window: Window, generated_once: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    root = Path(shutil.copytree(generated_once, tmp_path / "共有"))
    other = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(root / ".kpi")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdin is not None and other.stdout is not None
    assert other.stdout.readline().strip() == "None"
    try:
        window.open_workspace(root)
        settle(qtbot, window)
        desk = desk_of(window)
        assert desk.holder_bar.isVisible()
        assert "青山 恵子さん" in desk.holder_words.text()
        allowed = {"verify", "status", "office", "check-template"}
        for page in desk.steps.values():
            for one in page.findChildren(QPushButton):
                command = one.property("command")
                if command and command not in allowed:
                    assert not one.isEnabled(), command
        drop(window, [root / "配布"])
        assert window.notice.isVisible()
        press(qtbot, window, page_of(window, AuditPage).main)
        assert "すべて元のまま" in page_of(window, AuditPage).last_sentence
    finally:
        other.communicate("\n", timeout=20)
    session_of(window).try_again()
    settle(qtbot, window)
    assert not desk.holder_bar.isVisible()
    assert desk.steps[Step.MASTER].findChildren(QPushButton)[0].isEnabled()


def test_leaving_a_workspace_lets_the_next_one_in(
    opened: Opener, generated_once: Path, qtbot: QtBot
) -> None:
    window = opened(generated_once)
    root = session_of(window).directory
    window.show_start()
    window.open_workspace(root)
    settle(qtbot, window)
    assert not session_of(window).read_only
