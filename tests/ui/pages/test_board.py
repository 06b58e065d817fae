"""The board: states, lateness, filters, search, and the way to one indicator."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kpi_desktop.domain.forms.submission import State
from kpi_desktop.ui.pages.board import Board
from kpi_desktop.ui.pages.board_model import DepartmentModel
from kpi_desktop.ui.window import Window
from tests.ui.conftest import Opener
from tests.ui.hands import desk_of, press, settle, type_with_ime


def shown_departments(board: Board) -> list[str]:
    return [one.name for one in board.department_model.departments]


def shown_indicators(board: Board) -> list[str]:
    return [one.status.no for one in board.indicator_model.lines]


def search(qtbot: QtBot, board: Board, words: str) -> None:
    board.search.clear()
    type_with_ime(board.search, words)
    qtbot.wait(200)


def test_every_department_stands_with_a_tile_for_each_of_its_indicators(
    opened: Opener, generated_once: Path
) -> None:
    board = desk_of(opened(generated_once)).board
    model = board.department_model
    tiles = sum(
        model.line(model.index(row, column)) is not None
        for row in range(model.rowCount())
        for column in range(DepartmentModel.FIXED, model.columnCount())
    )
    assert (model.rowCount(), tiles) == (10, 57)


def test_filters_carry_counts_and_narrow_both_views(
    opened: Opener, finished_once: Path, qtbot: QtBot
) -> None:
    window = opened(finished_once)
    board = desk_of(window).board
    assert board.filters[None].text() == "すべて 57"
    assert board.filters[State.FINALISED].text() == "確定 57"
    press(qtbot, window, board.filters[State.NOT_SUBMITTED])
    assert shown_indicators(board) == [] and shown_departments(board) == []


def test_search_finds_by_name_number_and_department_in_any_width(
    opened: Opener, generated_once: Path, qtbot: QtBot
) -> None:
    board = desk_of(opened(generated_once)).board
    search(qtbot, board, "住宅移転")
    assert shown_indicators(board) == ["5"]
    assert shown_departments(board) == ["土木部"]
    search(qtbot, board, "ＲＰＡ")
    assert shown_indicators(board) == ["11"]
    search(qtbot, board, "警察本部")
    assert shown_indicators(board) == ["9", "47"]


def test_a_tile_opens_its_indicator(opened: Opener, generated_once: Path, qtbot: QtBot) -> None:
    window = opened(generated_once)
    desk = desk_of(window)
    model = desk.board.department_model
    row = shown_departments(desk.board).index("土木部")
    index = model.index(row, DepartmentModel.FIXED + 1)
    box = desk.board.departments.visualRect(index)
    QTest.mouseClick(desk.board.departments.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    settle(qtbot, window)
    assert desk.pages.currentWidget() is desk.indicator
    assert desk.indicator.title.text().startswith("No 5　")


def test_enter_on_a_row_of_the_list_opens_its_indicator(
    opened: Opener, generated_once: Path, qtbot: QtBot
) -> None:
    window = opened(generated_once)
    desk = desk_of(window)
    press(qtbot, window, desk.board.by_indicator)
    view = desk.board.indicators
    view.setFocus()
    view.setCurrentIndex(desk.board.indicator_model.index(2, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert desk.indicator.title.text().startswith("No 3　")


def test_a_tile_says_in_words_what_its_colour_says(opened: Opener, generated_once: Path) -> None:
    model = desk_of(opened(generated_once)).board.department_model
    index = model.index(0, DepartmentModel.FIXED)
    words = model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("No 1") and "未提出" in words


def test_lateness_is_told_as_of_submission_or_of_today(opened: Opener, finished_once: Path) -> None:
    board = desk_of(opened(finished_once)).board
    model = board.department_model
    status = model._board
    assert status is not None
    first = status.departments[0]
    assert first.submitted_at is not None
    day = first.submitted_at.astimezone().date()

    def words(deadline: datetime.date, left: int, submitted: bool = True) -> str:
        model._board = dataclasses.replace(status, deadline=deadline, days_left=left)
        one = first if submitted else dataclasses.replace(first, submitted_at=None)
        return model._deadline(one)

    assert words(day, 0) == "期限内"
    assert words(day - datetime.timedelta(3), -5) == "3 日遅れ"
    assert words(day, -2, submitted=False) == "2 日超過"
    assert words(day, 4, submitted=False) == "あと 4 日"


def test_control_f_goes_to_the_search_field(
    opened: Opener, generated_once: Path, qtbot: QtBot
) -> None:
    window: Window = opened(generated_once)
    window.activateWindow()
    window.search_action.trigger()
    assert desk_of(window).board.search.hasFocus()
