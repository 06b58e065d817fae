"""The machine's clock and the person at it."""

from __future__ import annotations

import datetime
import getpass
import sys


class SystemClock:
    """Fulfils ``usecases.ports.Clock``. *operator* is who works here; else the account's name."""

    def __init__(self, operator: str = "") -> None:
        self._operator = operator.strip() or _account()

    def now(self) -> datetime.datetime:
        """Local time with its offset, to the second."""
        return datetime.datetime.now().astimezone().replace(microsecond=0)

    def operator(self) -> str:
        """Name of the person at this machine."""
        return self._operator


def _account() -> str:
    try:
        login = getpass.getuser()
    except (OSError, KeyError, ImportError):
        login = "不明"
    return _full_name(login) or login


def _full_name(login: str) -> str:
    """The name behind the account (山田 太郎) where the system knows it."""
    if sys.platform == "win32":
        import ctypes

        name_display = 3
        size = ctypes.c_ulong(256)
        buffer = ctypes.create_unicode_buffer(size.value)
        found = ctypes.windll.secur32.GetUserNameExW(name_display, buffer, ctypes.byref(size))
        return buffer.value.strip() if found else ""
    import pwd

    try:
        return pwd.getpwnam(login).pw_gecos.partition(",")[0].strip()
    except KeyError:
        return ""
