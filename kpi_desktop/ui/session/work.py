"""Long work off the window's thread: one thing at a time, with progress, cancelling and calm failure.

Every job runs in the same worker thread and opens what it needs there, so that a store never changes threads.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from kpi_desktop.ui.parts.trouble import Trouble, trouble_of
from kpi_desktop.usecases.progress import Progress

T = TypeVar("T")
_QUIET_BETWEEN = 0.05  # seconds between two reports of progress


@dataclass(frozen=True)
class _Ended:
    done: Callable[[Any], None]
    result: Any
    trouble: Trouble | None
    shown: bool


class _Reporter:
    """The Progress that a job gets; it speaks to the window through a signal."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self.cancelled = False
        self._tell = tell
        self._last = 0.0

    def step(self, done: int, total: int, what: str) -> None:
        """Pass it on, but not more often than eyes can follow."""
        now = time.monotonic()
        if now - self._last >= _QUIET_BETWEEN or done >= total:
            self._last = now
            self._tell(done, total, what)


class Work(QObject):
    """The worker. ``directory`` is where an unexpected error is logged."""

    started = Signal(str)
    progressed = Signal(int, int, str)
    finished = Signal()
    failed = Signal(object)
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.directory: Path | None = None
        self.title = ""
        self._running: _Reporter | None = None
        self._waiting = 0
        self._closed = False
        self._thread = ThreadPoolExecutor(1, "work")
        self._ended.connect(self._end)

    @property
    def busy(self) -> bool:
        """Whether something that changes the workspace is under way."""
        return self._running is not None

    @property
    def idle(self) -> bool:
        """Whether nothing at all is under way."""
        return self._waiting == 0

    def start(self, title: str, run: Callable[[Progress], T], done: Callable[[T], None]) -> bool:
        """Begin a shown job; *done* gets its result in the window's thread. False when one is running."""
        if self.busy:
            return False
        self._running = _Reporter(self.progressed.emit)
        self.title = title
        self.started.emit(title)
        self._submit(run, self._running, done, shown=True)
        return True

    def read(self, run: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        """Look something up, after whatever is running; nothing is shown unless it fails."""
        self._submit(run, _Reporter(lambda *_: None), done, shown=False)

    def cancel(self) -> None:
        """Ask the running job to stop after the item at hand."""
        if self._running is not None:
            self._running.cancelled = True

    def close(self) -> None:
        """Stop as soon as it leaves everything consistent, and wait for that. Once is enough."""
        if self._closed:
            return
        self._closed = True
        self.cancel()
        self._ended.disconnect(self._end)
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _submit(
        self,
        run: Callable[[Progress], T],
        progress: _Reporter,
        done: Callable[[T], None],
        shown: bool,
    ) -> None:
        directory = self.directory
        self._waiting += 1

        def job() -> None:
            result, trouble = None, None
            try:
                result = run(progress)
            except Exception as error:
                trouble = trouble_of(error, directory)
            self._ended.emit(_Ended(done, result, trouble, shown))

        self._thread.submit(job)

    def _end(self, ended: _Ended) -> None:
        self._waiting -= 1
        if ended.shown:
            self._running = None
            self.finished.emit()
        if ended.trouble is not None:
            self.failed.emit(ended.trouble)
            return
        try:
            ended.done(ended.result)
        except Exception as error:
            self.failed.emit(trouble_of(error, self.directory))
