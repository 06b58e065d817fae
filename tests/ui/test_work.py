"""Long work: off the window's thread, one at a time, cancelled cleanly, failing calmly."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.ui.pages.work_panel import WorkPanel
from kpi_desktop.ui.parts.trouble import Trouble
from kpi_desktop.ui.session.work import Work
from kpi_desktop.usecases.progress import Progress


@pytest.fixture
def work(qapp: QApplication) -> Iterator[Work]:
    made = Work()
    yield made
    made.close()


class Slow:
    """A job of 1,000 items that waits at each until it is let go or stopped."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.thread: threading.Thread | None = None
        self.stopped = False

    def __call__(self, progress: Progress) -> int:
        self.thread = threading.current_thread()
        for count in range(1000):
            if progress.cancelled:
                self.stopped = True
                return count
            progress.step(count, 1000, f"様式{count}")
            if self.go.wait(0.01):
                return 1000
        return 1000


def test_work_runs_in_another_thread_and_its_result_arrives_in_the_window_s(
    work: Work, qtbot: QtBot
) -> None:
    seen = []
    job = Slow()
    job.go.set()
    work.start("配布", job, lambda result: seen.append((result, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(1000, threading.main_thread())]
    assert job.thread is not threading.main_thread()


def test_a_second_start_is_refused_while_the_first_runs(work: Work, qtbot: QtBot) -> None:
    job = Slow()
    results: list[int] = []
    assert work.start("配布", job, results.append)
    assert not work.start("配布", job, results.append)
    job.go.set()
    qtbot.waitUntil(lambda: work.idle)
    assert results == [1000]


def test_cancelling_stops_between_two_items_and_gives_what_was_done(
    work: Work, qtbot: QtBot
) -> None:
    job = Slow()
    results: list[int] = []
    with qtbot.waitSignal(work.progressed):
        work.start("配布", job, results.append)
    work.cancel()
    qtbot.waitUntil(lambda: work.idle)
    assert 0 < results[0] < 1000


def test_closing_waits_for_the_item_at_hand(qapp: QApplication, qtbot: QtBot) -> None:
    work, job = Work(), Slow()
    with qtbot.waitSignal(work.progressed):
        work.start("配布", job, lambda _: None)
    work.close()
    assert job.stopped


def test_a_known_trouble_is_told_in_its_own_words(work: Work, qtbot: QtBot) -> None:
    def fail(_: Progress) -> None:
        raise KpiError("指標マスタ.xlsx が開かれています。", "Excel で閉じてください。")

    with qtbot.waitSignal(work.failed) as signal:
        work.start("点検", fail, lambda _: None)
    trouble = signal.args[0]
    assert isinstance(trouble, Trouble)
    assert (trouble.what, trouble.remedy) == (
        "指標マスタ.xlsx が開かれています。",
        "Excel で閉じてください。",
    )
    assert not work.busy


def test_the_panel_tells_how_far_it_is_and_how_long_it_will_take(work: Work, qtbot: QtBot) -> None:
    panel = WorkPanel(work)
    qtbot.addWidget(panel)
    job = Slow()
    with qtbot.waitSignal(work.progressed):
        work.start("様式を作る", job, lambda _: None)
    assert panel.isVisible()
    assert panel.title.text() == "様式を作る"
    assert panel.detail.text().startswith("0 / 1000")
    panel._begun = time.monotonic() - 10
    panel._step(250, 1000, "様式250")
    assert "あと約 30 秒" in panel.detail.text()
    panel._begun = time.monotonic() - 100
    panel._step(250, 1000, "様式250")
    assert "あと約 6 分" in panel.detail.text() or "あと約 5 分" in panel.detail.text()
    panel.cancel_button.click()
    assert not panel.cancel_button.isEnabled()
    qtbot.waitUntil(lambda: work.idle)
    assert not panel.isVisible()


def test_progress_is_told_no_more_often_than_eyes_can_follow(work: Work, qtbot: QtBot) -> None:
    told = []
    work.progressed.connect(lambda *args: told.append(args))

    def run(progress: Progress) -> None:
        for count in range(20_000):
            progress.step(count, 20_000, "")
        progress.step(20_000, 20_000, "")

    work.start("検証", run, lambda _: None)
    qtbot.waitUntil(lambda: work.idle)
    assert told[-1][0] == 20_000
    assert len(told) < 200


def test_emitting_signals_leaves_reference_counts_alone(work: Work) -> None:
    before = sys.getrefcount(True)
    for _ in range(200):
        work.progressed.emit(1, 2, "")
    assert abs(sys.getrefcount(True) - before) < 100
