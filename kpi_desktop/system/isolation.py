"""What runs inside a worker process: one call after the other, each within its limits.

The worker writes no file, keeps away from the terminal, and ends when its program ends.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import signal
import sys
import traceback
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection
from typing import Any

from kpi_desktop.domain.errors import KpiError


@dataclass(frozen=True)
class Limits:
    """What one call may use: seconds, bytes of memory beyond the worker's own, bytes of result."""

    seconds: float = 10.0
    memory: int = 1 << 30
    output: int = 64 << 20


class Reason(Enum):
    """Why a call gave no value."""

    TIME = "時間がかかりすぎました"
    MEMORY = "メモリを使いすぎました"
    OUTPUT = "内容が大きすぎます"
    CRASH = "読み取りが異常終了しました"
    ERROR = "読み取り中に問題が起きました"


class Answer(Enum):
    """First item of what a worker sends back."""

    VALUE = "value"
    REFUSED = "refused"
    FAILED = "failed"


def serve(calls: Connection, limits: Limits) -> None:
    """Say that the worker is there, then answer calls until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.dont_write_bytecode = True
    _leave_terminal()
    _write_nothing()
    calls.send_bytes(b"")
    while True:
        try:
            request = calls.recv_bytes()
        except EOFError:
            return
        answer = _answer(request, limits)
        if len(answer) > limits.output:
            answer = pickle.dumps((Answer.FAILED, Reason.OUTPUT, f"{len(answer)} bytes"))
        calls.send_bytes(answer)


def _answer(request: bytes, limits: Limits) -> bytes:
    try:
        _arm(limits)
        function, arguments = pickle.loads(request)
        return pickle.dumps((Answer.VALUE, function(*arguments)), pickle.HIGHEST_PROTOCOL)
    except KpiError as error:
        return pickle.dumps((Answer.REFUSED, error))
    except MemoryError:
        return pickle.dumps((Answer.FAILED, Reason.MEMORY, ""))
    except BaseException:  # noqa: B036 - a panic of a Rust library is not an Exception
        return pickle.dumps((Answer.FAILED, Reason.ERROR, traceback.format_exc()))


def _leave_terminal() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        with contextlib.suppress(OSError):
            os.dup2(nowhere, number)


if sys.platform == "win32":

    def _write_nothing() -> None:
        """Windows has no such limit; the program watches memory and time from outside."""

    def _arm(limits: Limits) -> None:
        """The same."""

else:
    import resource

    def _write_nothing() -> None:
        """No files, no core dumps."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def _arm(limits: Limits) -> None:
        """Limits of this call; the one of processor time ends a worker whose program was killed."""
        usage = resource.getrusage(resource.RUSAGE_SELF)
        until = int(usage.ru_utime + usage.ru_stime + 2 * limits.seconds) + 1
        _lower(resource.RLIMIT_CPU, until)
        with contextlib.suppress(OSError, ValueError):
            with open("/proc/self/statm", "rb", buffering=0) as own:
                pages = int(own.read(40).split()[0])
            _lower(resource.RLIMIT_AS, pages * resource.getpagesize() + limits.memory)

    def _lower(which: int, soft: int) -> None:
        hard = resource.getrlimit(which)[1]
        if hard != resource.RLIM_INFINITY:
            soft = min(soft, hard)
        resource.setrlimit(which, (soft, hard))


class _Careful(pickle.Unpickler):
    """Makes objects of this program's classes and a few plain ones, and calls nothing else."""

    _PLAIN = {
        ("builtins", "bytearray"),
        ("builtins", "frozenset"),
        ("builtins", "set"),
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "timedelta"),
        ("datetime", "timezone"),
        ("decimal", "Decimal"),
    }

    def find_class(self, module: str, name: str) -> Any:
        """The class, or UnpicklingError."""
        if (module, name) in self._PLAIN:
            return super().find_class(module, name)
        if (module, name) == ("builtins", "getattr"):
            return _enum_member
        if module.startswith("kpi_desktop.") and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not allowed in an answer")


def _enum_member(kind: Any, name: str) -> Any:
    """What ``getattr`` is in a pickled enum of Python before 3.11.4, and nothing else."""
    if not (isinstance(kind, type) and issubclass(kind, Enum)):
        raise pickle.UnpicklingError("builtins.getattr is not allowed in an answer")
    return kind[name]


def unpack(answer: bytes) -> Any:
    """What a worker sent. Any exception when it is not what a worker of ours would send."""
    return _Careful(io.BytesIO(answer)).load()
