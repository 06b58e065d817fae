"""Starting the launcher."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from kpi_desktop import __version__
from kpi_desktop.ui.parts.theme import set_theme
from kpi_desktop.ui.session.memory import Memory
from kpi_desktop.ui.words import text

#: On Linux one of these says that there is a screen; without one Qt would abort.
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_TRANSLATIONS = Path(__file__).parent / "translations"


def translate(app: QApplication, language: str) -> None:
    """Speak *language* (``ja`` or ``en``), Qt's own words included."""
    own, qt = QTranslator(app), QTranslator(app)
    if language != "ja" and own.load(f"kpi_desktop_{language}", str(_TRANSLATIONS)):
        app.installTranslator(own)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if qt.load(QLocale(language), "qtbase", "_", folder):
        app.installTranslator(qt)


def run(arguments: list[str]) -> int:
    """Open the window and stay until it is closed; gives the exit status."""
    if sys.platform == "linux" and not any(os.environ.get(one) for one in _SCREENS):
        sys.stderr.write(text.NO_SCREEN + "\n")
        return 2
    app = QApplication([sys.argv[0], *arguments])
    app.setApplicationName("kpi-desktop")
    app.setApplicationVersion(__version__)
    memory = Memory()
    translate(app, memory.language)
    set_theme(memory.scheme)
    from kpi_desktop.ui.window import Window

    window = Window(memory)
    sys.excepthook = window.show_unexpected
    window.show()
    return app.exec()
