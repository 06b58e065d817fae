"""Worker processes: whatever a file does to its reader, the program lives on and says why.

A worker stays for many calls (a call costs a fraction of a millisecond more than at home) and is replaced
after any call that went wrong. Time and memory are watched from outside, so they hold on every system; on
Linux and macOS the worker also limits itself.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import pickle
import queue
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import psutil

from kpi_desktop.domain.errors import KpiError, UnreadableFile
from kpi_desktop.system.isolation import Answer, Limits, Reason, serve, unpack

T = TypeVar("T")
Item = TypeVar("Item")

_LOOK = 0.05
#: A slow machine may need long to start a process; that is not the file's fault.
_START = 60.0
_CALLS_PER_WORKER = 1000
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """A value; or the KpiError with which the function refused; or the reason why there is neither."""

    value: T | None = None
    refusal: KpiError | None = None
    reason: Reason | None = None

    def get(self) -> T:
        """The value. Raises the refusal, or UnreadableFile with the reason in words."""
        refusal = self.refusal
        if refusal is not None:
            try:
                raise refusal
            finally:
                # else its traceback keeps the caller's data alive until the garbage is collected
                del self, refusal
        if self.reason is not None:
            raise UnreadableFile(
                f"このファイルは安全に読めませんでした（{self.reason.value}）。",
                "Excelで開いて保存し直したものを、もう一度出してもらってください。",
            )
        return self.value  # type: ignore[return-value]  # a value, even if it is None


class Workers:
    """``count`` worker processes, started when they are first needed, ended with the ``with`` block."""

    def __init__(self, limits: Limits | None = None, count: int = 1) -> None:
        self._count = count
        self._free: queue.LifoQueue[_Worker] = queue.LifoQueue()
        for _ in range(count):
            self._free.put(_Worker(limits or Limits()))
        self._threads = ThreadPoolExecutor(count)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, function: Callable[..., T], *arguments: Any) -> Outcome[T]:
        """Call *function* (of a module, with arguments that pickle) in a worker; from any thread.

        The value has to consist of this program's classes and plain data.
        """
        worker = self._free.get()
        try:
            return worker.call(function, arguments)
        finally:
            self._free.put(worker)

    def begin(self, function: Callable[..., T], *arguments: Any) -> Future[Outcome[T]]:
        """The same beside what goes on here."""
        return self._threads.submit(self.run, function, *arguments)

    def map(self, function: Callable[[Item], T], items: Iterable[Item]) -> Iterator[Outcome[T]]:
        """Outcomes in the order of *items*; only as many items are taken ahead as there are workers."""
        waiting: deque[Future[Outcome[T]]] = deque()
        for item in items:
            waiting.append(self.begin(function, item))
            if len(waiting) > self._count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def close(self) -> None:
        """End every worker, once what was begun is done."""
        self._threads.shutdown()
        for _ in range(self._count):
            self._free.get().end()


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: Any = None
        self._used = 0

    def call(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Outcome[Any]:
        request = pickle.dumps((function, arguments), pickle.HIGHEST_PROTOCOL)
        outcome = self._attempt(request)
        if outcome.reason is Reason.CRASH and self._used > 1:
            # an earlier call may have harmed the worker; a fresh one decides
            outcome = self._attempt(request)
        return outcome

    def _attempt(self, request: bytes) -> Outcome[Any]:
        if self._process is None or self._used >= _CALLS_PER_WORKER or not self._process.is_alive():
            self.end()
            self._start()
        self._used += 1
        outcome = self._ask(request)
        if outcome.reason is not None:
            self.end()
        return outcome

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        arguments = (theirs, self._limits)
        self._process = context.Process(target=serve, args=arguments, daemon=True)
        self._process.start()
        theirs.close()
        self._used = 0
        if self._pipe.poll(_START):
            with contextlib.suppress(EOFError, OSError):
                self._pipe.recv_bytes()

    def _ask(self, request: bytes) -> Outcome[Any]:
        try:
            self._pipe.send_bytes(request)
            reason = self._wait()
            if reason is not None:
                return Outcome(reason=reason)
            answer = self._pipe.recv_bytes(self._limits.output + 4096)
        except (EOFError, OSError):
            return Outcome(reason=Reason.CRASH)
        try:
            kind, *content = unpack(answer)
        except Exception as error:
            _log.error("a worker's answer cannot be read: %r", error)
            return Outcome(reason=Reason.ERROR)
        if kind is Answer.VALUE:
            return Outcome(value=content[0])
        if kind is Answer.REFUSED:
            return Outcome(refusal=content[0])
        reason, details = content
        _log.warning("a worker gave up: %s %s", reason.name, details)
        return Outcome(reason=reason)

    def _wait(self) -> Reason | None:
        """None when there is an answer (or the end of the pipe), else the limit that was passed."""
        if self._pipe.poll(min(_LOOK, self._limits.seconds)):
            return None
        end = time.monotonic() + self._limits.seconds - _LOOK
        watched = psutil.Process(self._process.pid)
        before = watched.memory_info().rss
        while not self._pipe.poll(_LOOK):
            if time.monotonic() > end:
                return Reason.TIME
            with contextlib.suppress(psutil.Error):
                if watched.memory_info().rss - before > self._limits.memory:
                    return Reason.MEMORY
        return None

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._pipe.close()
            self._process = None
