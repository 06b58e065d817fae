"""Processes: started, ended, killed; nothing of anybody else's is touched."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwings as xw

from kpi_desktop.office import libreoffice
from kpi_desktop.office.libreoffice import (
    LibreOfficeError,
    LibreOfficeHangs,
    LibreOfficeStopped,
    Session,
)
from kpi_desktop.office.libreoffice.process import installation
from tests.screen import unseen_screen

pytestmark = pytest.mark.usefixtures("engine")


def runs(pid: int) -> bool:
    """Whether a process runs (a zombie does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_for(condition: Callable[[], bool], seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def wait_until_gone(pid: int) -> bool:
    return wait_for(lambda: not runs(pid))


def test_a_killed_libreoffice_is_told_and_a_new_one_takes_over(folder: Path) -> None:
    app = xw.App(visible=False)
    book = app.books[0]
    book.sheets[0]["A1"].value = "保存した"
    book.save(folder / "続き.xlsx")
    os.kill(app.pid, signal.SIGKILL)
    assert wait_until_gone(app.pid)
    with pytest.raises(LibreOfficeStopped, match="Start a new one"):
        book.sheets[0]["A1"].value  # noqa: B018
    assert app not in list(xw.apps)
    app.quit()  # harmless
    with xw.App(visible=False, add_book=False) as fresh:
        again = fresh.books.open(folder / "続き.xlsx")
        assert again.sheets[0]["A1"].value == "保存した"


def test_a_libreoffice_that_dies_during_a_request_is_told() -> None:
    with Session() as session:
        book = session.call("books.add", name="x")["book"]
        assert session._office is not None
        session._office.send_signal(signal.SIGSTOP)
        session._answer_seconds = 0.3
        with pytest.raises(LibreOfficeHangs, match="0.3 seconds"):
            session.call("books.close", at={"book": book})
        session._office.kill()
        session._answer_seconds = 10
        with pytest.raises(LibreOfficeStopped):
            session.call("books.list")


def test_quitting_one_app_leaves_another_and_its_documents_alone() -> None:
    with xw.App(visible=False) as mine:
        mine.books[0].sheets[0]["A1"].value = "残る"
        other = xw.App(visible=False)
        pid = other.pid
        assert pid != mine.pid
        other.quit()
        assert wait_until_gone(pid)
        assert mine.books[0].sheets[0]["A1"].value == "残る"


def test_nothing_is_left_behind_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Session() as session:
        session.call("books.add", name="x")
        assert len(list(tmp_path.glob("libreoffice-*"))) == 1
    assert list(tmp_path.glob("libreoffice-*")) == []


def test_libreoffice_ends_when_the_program_that_started_it_is_killed(tmp_path: Path) -> None:
    code = (
        "from kpi_desktop.office.libreoffice import Session\n"
        "import time\n"
        "session = Session()\n"
        "print(session.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    command, env = [sys.executable, "-c", code], {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=env) as program:
        assert program.stdout is not None
        pid = int(program.stdout.readline())
        assert runs(pid) and any(tmp_path.iterdir())
        program.kill()
    assert wait_until_gone(pid)
    assert wait_for(lambda: not any(tmp_path.iterdir()))


def test_a_session_left_open_ends_with_its_program() -> None:
    code = (
        "from kpi_desktop.office.libreoffice import Session\n"
        "session = Session()\n"
        "print(session.pid)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert wait_until_gone(int(done.stdout)) and done.stderr == b""


def test_the_engine_is_registered_once_and_taken_out_again() -> None:
    code = (
        "import xlwings as xw\n"
        "from kpi_desktop.office import libreoffice\n"
        "assert libreoffice.register() is libreoffice.register()\n"
        "assert [e.name for e in xw.engines] == ['libreoffice'] and xw.engines.active\n"
        "libreoffice.unregister()\n"
        "assert len(xw.engines) == 0 and xw.engines.active is None\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_importing_the_package_does_not_import_xlwings() -> None:
    code = "import sys, kpi_desktop.office.libreoffice; assert 'xlwings' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_bridge_is_written_for_the_python_inside_older_libreoffices() -> None:
    for module in Path(libreoffice.__file__).with_name("bridge").glob("*.py"):
        ast.parse(module.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_without_libreoffice_the_message_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    installation.find_installation.cache_clear()
    monkeypatch.setenv("LIBREOFFICE_SOFFICE", "/nowhere/soffice")
    with pytest.raises(libreoffice.LibreOfficeMissing, match="not installed"):
        Session()
    monkeypatch.delenv("LIBREOFFICE_SOFFICE")
    monkeypatch.setenv("LIBREOFFICE_PYTHON", "/nowhere/python")
    with pytest.raises(libreoffice.LibreOfficeMissing, match="python3-uno"):
        Session()
    installation.find_installation.cache_clear()


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A screen that nobody sees."""
    with unseen_screen() as name:
        monkeypatch.setenv("DISPLAY", name)
        yield


@pytest.mark.usefixtures("display")
def test_libreoffice_is_shown_where_there_is_a_display() -> None:
    with xw.App() as app:
        assert app.visible
        app.visible = False
        assert not app.visible
        app.books[0].close()
        app.books.add().sheets[0]["A1"].value = "まだ動く"
    with xw.App(visible=False) as hidden:
        with pytest.raises(LibreOfficeError, match="without windows"):
            hidden.visible = True


def test_without_a_display_it_runs_unseen_and_is_not_shown_by_force(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(LibreOfficeError, match="no display"):
        xw.App(visible=True)
    with xw.App(add_book=False) as app:
        assert not app.visible
