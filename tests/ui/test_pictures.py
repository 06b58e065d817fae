"""Pictures of every page, for the manual: light and dark, at 100 % and 200 %.

``KPI_PICTURES=1 pytest tests/ui/test_pictures.py`` writes those that the manual shows into
docs/manual/images; otherwise they are only made and looked at by the test.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kpi_desktop.bootstrap import make_workspace, open_desk
from kpi_desktop.system.clock import SystemClock
from kpi_desktop.ui.pages.steps.review import ReviewPage
from kpi_desktop.ui.parts.theme import Scheme
from kpi_desktop.ui.session.steps import Step
from kpi_desktop.ui.window import Window
from kpi_desktop.usecases.gather.collect import collect
from kpi_desktop.usecases.practice.demo_fill import demo_fill
from kpi_desktop.usecases.prepare.generate import generate
from tests.checkout import ROOT
from tests.fixed_clock import JST, FixedClock
from tests.ui.conftest import Opener
from tests.ui.hands import desk_of, page_of, press, settle

MANUAL = ROOT / "docs" / "manual" / "images"
#: Looks, and the size of the window: a screen of 1,920 × 1,080 has half of that at 200 %.
LOOKS = [
    pytest.param(Scheme.LIGHT, QSize(1200, 760), 1, id="light-100"),
    pytest.param(Scheme.DARK, QSize(960, 540), 2, id="dark-200"),
]
if os.environ.get(
    "KPI_PICTURES"
):  # words are cut by the size, not by the colours: these are for the eye
    LOOKS += [
        pytest.param(Scheme.DARK, QSize(1200, 760), 1, id="dark-100"),
        pytest.param(Scheme.LIGHT, QSize(960, 540), 2, id="light-200"),
    ]
MANUAL_TEXT = (MANUAL.parent / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def collected_whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole sample with 32 planted defects, collected on a day in May and not validated yet."""
    root = tmp_path_factory.mktemp("whole") / "評価R5"
    make_workspace(root, sample=True, master=None)
    clock = FixedClock()
    with open_desk(root, clock) as desk:
        generate(desk)
        demo_fill(desk, seed=3, defects=32)
        for one in root.rglob("*.xlsx"):
            os.utime(one, (clock.time.timestamp(),) * 2)
        collect(desk)
    return root


@pytest.fixture
def ordinary_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight days before the deadline, in the planning office."""
    clock = FixedClock()
    clock.time = datetime.datetime(2024, 6, 20, 10, 15, tzinfo=JST)
    monkeypatch.setattr(SystemClock, "now", lambda self: clock.now())
    monkeypatch.setattr(SystemClock, "operator", lambda self: clock.operator())


@pytest.fixture
def scheme_restored(window: Window) -> Iterator[None]:
    yield
    window.set_scheme(Scheme.LIGHT)


def take(window: Window, name: str, look: str, folder: Path, scale: int) -> None:
    """One picture of the whole window, with *scale* times the pixels."""
    QApplication.processEvents()
    image = QImage(window.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    window.render(painter, QPoint())
    painter.end()
    colours = {
        image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 23)
    }
    assert len(colours) > 5, name
    target = folder / f"{name}-{look}.png"
    image.setDevicePixelRatio(1)
    assert image.save(str(target))


def clipped(window: Window) -> list[str]:
    """Words that do not fit into the space they have."""
    found = []
    for one in window.findChildren(QWidget):
        if not isinstance(one, (QLabel, QAbstractButton)) or not one.isVisible():
            continue
        if not one.text() or one.objectName().startswith("qt_"):
            continue
        needed = one.sizeHint()
        if isinstance(one, QLabel) and one.wordWrap():
            too_small = one.height() < one.heightForWidth(one.width())
        else:
            too_small = one.width() < needed.width() or one.height() < needed.height()
        if too_small:
            found.append(one.text())
    return found


@pytest.mark.usefixtures("scheme_restored", "ordinary_day")
@pytest.mark.parametrize(("scheme", "size", "scale"), LOOKS)
def test_every_page_is_whole(
    opened: Opener,
    collected_whole: Path,
    qtbot: QtBot,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    scheme: Scheme,
    size: QSize,
    scale: int,
) -> None:
    look = request.node.callspec.id
    asked = bool(os.environ.get("KPI_PICTURES"))
    MANUAL.mkdir(parents=True, exist_ok=True)
    window = opened(collected_whole)
    window.resize(size)
    window.set_scheme(scheme)
    desk = desk_of(window)
    bad: dict[str, list[str]] = {}

    def picture(name: str) -> None:
        settle(qtbot, window)
        shown = f"images/{name}-{look}.png" in MANUAL_TEXT
        take(window, name, look, MANUAL if asked and shown else tmp_path, scale)
        if words := clipped(window):
            bad[name] = words

    press(qtbot, window, page_of(window, ReviewPage).main)
    tree = page_of(window, ReviewPage).findings.tree
    model = tree.findings_model
    tree.setCurrentIndex(model.index(0, 0, model.index(0, 0, QModelIndex())))
    for step in Step:
        desk.show_step(step)
        picture(step.value)
    review = page_of(window, ReviewPage)
    review.tabs.setCurrentWidget(review.corrections)
    picture("corrections")
    review.corrections.approve.click()
    picture("reason")
    review.card.hide()
    desk.show_step(Step.BOARD)
    desk.board.by_indicator.click()
    picture("indicators")
    desk.show_indicator("5")
    picture("indicator")
    desk.indicator.show_tab(desk.indicator.history)
    picture("history")
    desk.indicator.show_tab(desk.indicator.decisions)
    picture("decisions")
    window.show_start()
    window.start_page.show_recent([Path("/企画課/KPI評価/評価R5"), Path("/企画課/KPI評価/評価R4")])
    picture("start")
    window.ask_for_new()
    picture("new")
    assert bad == {}
