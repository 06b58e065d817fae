"""A launcher on an invisible screen, over real workspaces."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpi_desktop.ui.parts.theme import Scheme, set_theme
from kpi_desktop.ui.session.memory import Memory
from kpi_desktop.ui.window import Window
from tests.ui.hands import settle


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    """Settings of nobody."""
    return Memory(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, memory: Memory) -> Iterator[Window]:
    """The launcher at its start page."""
    set_theme(Scheme.LIGHT)
    made = Window(memory)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


Opener = Callable[[Path], Window]


@pytest.fixture
def opened(window: Window, qtbot: QtBot, tmp_path: Path) -> Opener:
    """Opens the launcher on a fresh copy of a workspace."""

    def open_copy(source: Path) -> Window:
        window.open_workspace(Path(shutil.copytree(source, tmp_path / source.name)))
        settle(qtbot, window)
        return window

    return open_copy
