"""The LibreOffice that stands there for a person: it outlives programs, and they find it again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw

from tests.office.libreoffice.test_processes import runs, wait_until_gone

SHOW = """
import sys
from pathlib import Path
import xlwings as xw
from kpi_desktop.office import libreoffice
engine = libreoffice.register()
app = xw.App(impl=engine.impl.apps.stand(Path(sys.argv[1])))
app.books.add().sheets[0]["A1"].value = "前の人から"
print(app.pid)
"""


@pytest.fixture
def profile(engine: xw.main.Engine, tmp_path: Path) -> Iterator[Path]:
    """The folder of a LibreOffice that does not stand yet, and does no more afterwards."""
    folder = tmp_path / "利用者の LibreOffice"
    yield folder
    left = engine.impl.apps.stand(folder, start=False)
    if left is not None:
        left.quit()


def stand(engine: xw.main.Engine, folder: Path) -> xw.App:
    return xw.App(impl=engine.impl.apps.stand(folder))


def test_it_goes_on_when_its_program_ends_and_the_next_one_finds_it(
    engine: xw.main.Engine, profile: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SHOW, str(profile)], capture_output=True, check=True
    )
    assert done.stderr == b""
    app = stand(engine, profile)
    assert app.pid == int(done.stdout) and runs(app.pid)
    assert app.books[0].sheets[0]["A1"].value == "前の人から"
    app.impl.leave()
    assert runs(int(done.stdout))


def test_after_a_kill_it_is_gone_and_a_new_one_stands(
    engine: xw.main.Engine, profile: Path
) -> None:
    first = stand(engine, profile)
    pid = first.pid
    os.kill(pid, signal.SIGKILL)
    assert wait_until_gone(pid)
    assert not first.impl.session.alive
    assert engine.impl.apps.stand(profile, start=False) is None
    assert stand(engine, profile).pid != pid


def test_quitting_it_ends_it_for_everybody(engine: xw.main.Engine, profile: Path) -> None:
    app = stand(engine, profile)
    pid = app.pid
    app.quit()
    assert wait_until_gone(pid)
    assert engine.impl.apps.stand(profile, start=False) is None


def test_a_message_stands_above_the_cells_until_it_is_taken_away(
    book: xw.Book,
) -> None:
    book.impl.modified = False
    assert not book.impl.message("指摘", "直し方")
    assert book.impl.message("次の指摘")
    assert book.impl.message("")
    assert not book.impl.message("")
    assert not book.impl.modified


def test_the_view_is_put_back(book: xw.Book, sheet: xw.Sheet) -> None:
    book.sheets.add("他")
    sheet.activate()
    sheet["D90"].select()
    view = book.impl.view
    book.sheets["他"].activate()
    sheet["A1"].select()
    book.impl.view = view
    assert book.impl.view == view
    assert sheet["D90"] == book.selection
