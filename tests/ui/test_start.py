"""The first page and the ways in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kpi_desktop.bootstrap import make_workspace
from kpi_desktop.ui.pages.new_workspace import NewWorkspace
from kpi_desktop.ui.session.memory import Memory, free_folder
from kpi_desktop.ui.window import Window
from tests.ui.conftest import Opener
from tests.ui.hands import press, settle, type_with_ime


def test_the_window_opens_at_the_start_page_with_the_sample_as_the_main_way(window: Window) -> None:
    assert window.stack.currentWidget() is window.start_page
    assert window.start_page.sample.property("role") == "main"


def test_the_start_page_waits_for_no_heavy_library() -> None:
    code = (
        "import sys, kpi_desktop.ui.window as w;"
        "heavy = {'pandas', 'numpy', 'sqlalchemy', 'openpyxl', 'xlsxwriter', 'pyqtgraph', 'lxml'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_without_arguments_the_launcher_opens_and_without_a_screen_it_says_so() -> None:
    found = subprocess.run(
        [sys.executable, "-m", "kpi_desktop"],
        capture_output=True,
        encoding="utf-8",
        env={"PATH": "", "PYTHONUTF8": "1"},
    )
    if sys.platform == "linux":
        assert found.returncode == 2
        assert "画面がない" in found.stderr


def test_a_workspace_that_was_opened_is_among_the_recent_ones(
    opened: Opener, generated_once: Path, memory: Memory
) -> None:
    window = opened(generated_once)
    window.show_start()
    keys = [one.key for one in window.start_page.recent.rows.rows]
    assert [one.name for one in keys] == [generated_once.name]


def test_a_recent_workspace_opens_with_enter(
    opened: Opener, generated_once: Path, qtbot: QtBot
) -> None:
    window = opened(generated_once)
    window.show_start()
    window.start_page.recent.selectRow(0)
    window.start_page.recent.setFocus()
    QTest.keyClick(window.start_page.recent, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.desk_page is not None


def test_a_folder_that_is_no_workspace_is_refused_with_what_to_do(
    window: Window, tmp_path: Path
) -> None:
    window.open_workspace(tmp_path)
    assert window.notice.isVisible()
    assert "事業フォルダではありません" in window.notice.what.text()
    assert window.notice.remedy.text()
    assert window.desk_page is None


def test_the_sample_never_lands_in_a_folder_that_is_there_already(tmp_path: Path) -> None:
    (tmp_path / "見本").mkdir()
    assert free_folder(tmp_path, "見本") == tmp_path / "見本2"


def new_page(window: Window) -> NewWorkspace:
    window.ask_for_new()
    assert window.new_page is not None
    return window.new_page


def test_a_new_workspace_is_made_from_a_master_data_file(
    window: Window, qtbot: QtBot, generated_once: Path, tmp_path: Path
) -> None:
    page = new_page(window)
    type_with_ime(page.folder, str(tmp_path / "令和五年度"))
    page.file.setText(str(generated_once / "指標マスタ.xlsx"))
    press(qtbot, window, page.make_button)
    assert "令和5年度" in page.summary.text() and "2024-06-28" in page.summary.text()
    press(qtbot, window, page.go_button)
    assert window.session is not None
    assert window.session.directory == tmp_path / "令和五年度"


def test_the_new_page_shows_problems_at_their_cells_and_reads_again_after_mending(
    window: Window, qtbot: QtBot, generated_once: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "指標マスタ.xlsx"
    book = load_workbook(generated_once / "指標マスタ.xlsx")
    good = book["指標"]["C2"].value
    book["指標"]["C2"] = "ない部"
    book.save(broken)
    page = new_page(window)
    page.folder.setText(str(tmp_path / "新"))
    page.file.setText(str(broken))
    press(qtbot, window, page.make_button)
    assert ("指標", "C2") in {one.cells[1:3] for one in page.problems.rows.rows}
    made = tmp_path / "新" / "指標マスタ.xlsx"
    book = load_workbook(made)
    book["指標"]["C2"] = good
    book.save(made)
    press(qtbot, window, page.again_button)
    assert page.problems.rows.rows == []
    assert not page.again_button.isVisible()


def test_an_empty_master_can_be_asked_for(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    page = new_page(window)
    page.folder.setText(str(tmp_path / "空"))
    page.from_empty.setChecked(True)
    press(qtbot, window, page.make_button)
    assert page.problems.rows.rows
    assert (tmp_path / "空" / "指標マスタ.xlsx").is_file()


def test_nothing_can_be_made_before_place_and_master_are_chosen(window: Window) -> None:
    page = new_page(window)
    assert not page.make_button.isEnabled()
    assert page.missing.text()


def test_a_workspace_is_opened_through_the_folder_dialog(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_workspace(tmp_path / "評価", sample=True, master=None)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "評価"))
    press(qtbot, window, window.start_page.open)
    assert window.session is not None and window.session.overview is not None
    assert window.session.overview.plan is not None
