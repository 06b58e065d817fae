"""What files do to their readers, for the tests of the workers."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from pathlib import Path

from kpi_desktop.domain.errors import NotAForm
from kpi_desktop.domain.figures.readings import Reading, parse_reading
from kpi_desktop.system.files import LocalFiles


def length(data: bytes) -> int:
    """Nothing bad."""
    return len(data)


def read(text: str) -> Reading:
    """One of the program's own objects."""
    return parse_reading(text)


def process() -> int:
    """Which process."""
    return os.getpid()


def double(number: int) -> int:
    """Takes longer for smaller numbers."""
    time.sleep(0.02 if number % 2 else 0)
    return 2 * number


def nothing() -> None:
    """None is a value too."""


def loop() -> None:
    """Never ends."""
    while True:
        pass


def sleep_deaf() -> None:
    """Never ends and does not hear polite signals."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(1)


def eat(megabytes: int) -> int:
    """Memory."""
    hoard = [bytearray(1 << 20) for _ in range(megabytes)]
    return len(hoard)


def eat_slowly(megabytes: int) -> int:
    """Memory, a bit at a time."""
    hoard = []
    for _ in range(megabytes):
        hoard.append(bytearray(b"x" * (1 << 20)))
        time.sleep(0.001)
    return len(hoard)


def flood(megabytes: int) -> bytes:
    """A huge result."""
    return b"x" * (megabytes << 20)


def crash() -> None:
    """What a bug in a C library does."""
    ctypes.string_at(0)


def crash_once(mark: str) -> str:
    """Crash the first time."""
    try:
        os.unlink(mark)
    except FileNotFoundError:
        return "second"
    os.abort()


def abort() -> None:
    """What a Rust library does."""
    os.abort()


def leave() -> None:
    """End the process as if all were well."""
    os._exit(0)


def refuse(name: str) -> None:
    """What a reader says of a file that is not ours."""
    raise NotAForm(f"「{name}」は様式ではありません。", "様式を出してください。")


def fail() -> None:
    """Our bug."""
    raise KeyError("secret")


class Panic(BaseException):
    """Like pyo3's PanicException, which is not an Exception."""


def panic() -> None:
    """What a Rust library does when it is polite."""
    raise Panic


def strange() -> Path:
    """An object that answers may not carry."""
    return Path("x")


class Malicious:
    """Does something where it is unpickled."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (self.path,)


def malicious(path: str) -> Malicious:
    """What somebody who has taken over a worker would send."""
    return Malicious(path)


def make_function() -> object:
    """One of our functions, by name, in an answer."""
    return LocalFiles.write


def write_file(path: str) -> str:
    """Leave something behind."""
    try:
        Path(path).write_bytes(b"x" * 10)
    except OSError:
        return "refused"
    return "written"


def shout() -> None:
    """Noise on the terminal."""
    print("noise")
    os.write(1, b"noise")
    os.write(2, b"noise")
    sys.stderr.write("noise")
