"""A screen that nobody sees, and the launcher started there as a person starts it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Runs the installed command; once its window is on the screen, prints what stands there and closes it.
_TELL = """
import json, runpy, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

def tell():
    window = next((one for one in QApplication.topLevelWidgets() if one.isVisible()), None)
    if window is None or not window.windowHandle().isExposed():
        QTimer.singleShot(20, tell)
        return
    shown = [*window.findChildren(QLabel), *window.findChildren(QAbstractButton)]
    words = [one.text() for one in shown if one.isVisible() and one.text()]
    file = sys.modules["kpi_desktop"].__file__
    print(json.dumps([QApplication.platformName(), file, window.windowTitle(), *words]))
    window.close()

run = QApplication.exec
def run_and_tell(app):
    QTimer.singleShot(0, tell)
    return run()
QApplication.exec = run_and_tell
sys.argv[:] = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@contextmanager
def unseen_screen() -> Iterator[str]:
    """The name of a display, ``:7``, for as long as it is needed."""
    read, write = os.pipe()
    command = ["Xvfb", "-noreset", "-displayfd", str(write), "-screen", "0", "1280x800x24"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as screen:
        os.close(write)
        with os.fdopen(read) as number:
            name = ":" + number.readline().strip()
        yield name
        screen.terminate()


def first_page(python: Path, display: str, home: Path, language: str = "") -> list[str]:
    """The platform, the package and the words of the window that ``kpi-desktop`` opens.

    *language* is what the person chose the last time; nothing when this is the first.
    """
    if language:
        settings = home / ".config" / "kpi-desktop" / "kpi-desktop.conf"
        settings.parent.mkdir(parents=True)
        settings.write_text(f"[General]\nlanguage={language}\n", encoding="utf-8")
    env = {
        name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_"))
    }
    env |= {"HOME": str(home), "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    command = [str(python), "-c", _TELL, str(python.with_name("kpi-desktop"))]
    done = subprocess.run(command, cwd=home, env=env, stdout=subprocess.PIPE, timeout=120)
    assert done.returncode == 0
    words: list[str] = json.loads(done.stdout)
    return words
