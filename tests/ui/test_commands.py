"""Every command has its place in the window, and the other way round."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton

from kpi_desktop.cli.commands import app
from tests.ui.conftest import Opener


def test_every_command_has_its_button_and_every_button_its_command(
    opened: Opener, generated_once: Path
) -> None:
    window = opened(generated_once)
    window.start_page.show()
    shown = {one.property("command") for one in window.findChildren(QPushButton)} - {"", None}
    assert shown == set(app.commands)
