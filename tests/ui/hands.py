"""What a person does at the launcher: press, type with an input method, drop files, wait."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kpi_desktop.ui.pages.steps.step_page import StepPage
from kpi_desktop.ui.pages.workspace_page import WorkspacePage
from kpi_desktop.ui.session.session import Session
from kpi_desktop.ui.session.steps import Step
from kpi_desktop.ui.window import Window
from kpi_desktop.usecases.record.overview import Overview

Page = TypeVar("Page", bound=StepPage)


def settle(qtbot: QtBot, window: Window) -> None:
    """Wait until nothing is under way."""
    qtbot.waitUntil(lambda: window.work.idle, timeout=60_000)
    QApplication.processEvents()


def desk_of(window: Window) -> WorkspacePage:
    """The workspace that is open in *window*."""
    assert window.desk_page is not None
    return window.desk_page


def session_of(window: Window) -> Session:
    """Its session."""
    assert window.session is not None
    return window.session


def now_of(window: Window) -> Overview:
    """What it shows now."""
    found = session_of(window).overview
    assert found is not None
    return found


def page_of(window: Window, kind: type[Page]) -> Page:
    """Go to a step's page."""
    desk_of(window).show_step(kind.step)
    found = desk_of(window).steps[kind.step]
    assert isinstance(found, kind)
    return found


def press(qtbot: QtBot, window: Window, one: QPushButton) -> None:
    """Press *one* with the mouse and wait for what comes of it."""
    assert one.isVisible() and one.isEnabled(), one.text()
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    settle(qtbot, window)


def type_with_ime(widget: QWidget, words: str) -> None:
    """Type *words* as an input method commits them."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(widget, event)


def drop(window: Window, paths: Sequence[Path]) -> bool:
    """Drag *paths* onto the window and let go; whether it took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in paths])
    how = (
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(300, 300), *how)
    QApplication.sendEvent(window, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(300, 300), *how)
    QApplication.sendEvent(window, event)
    return event.isAccepted()


def main_button(window: Window) -> QPushButton:
    """The one main button of what is shown now."""
    page = desk_of(window).pages.currentWidget()
    assert page is not None
    found = [
        one
        for one in page.findChildren(QPushButton)
        if one.property("role") == "main" and one.isVisible()
    ]
    assert len(found) == 1, [one.text() for one in found]
    return found[0]


def here(window: Window) -> Step | None:
    """The step that is shown."""
    return desk_of(window).here
