"""A LibreOffice that stands there for a person: many programs in turn use the same one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

from ..errors import LibreOfficeError, LibreOfficeStopped
from .installation import Installation
from .profile import make_profile
from .session import END_SECONDS, POLL_SECONDS, Session, has_display

PID_FILE = "soffice.pid"


class StandingSession(Session):
    """A visible LibreOffice with a lasting profile, which outlives the program that started it.

    The next program that asks for the same folder talks to the same LibreOffice, with all that is
    open in it.  The person ends it by closing its window.  Where there is no display it runs unseen.
    """

    def __init__(self, folder: Path, start: bool = True) -> None:
        """Raises LibreOfficeStopped if it does not run and shall not be ``start``-ed."""
        self._folder = folder.resolve()
        self._start = start
        if not start and not (self._folder / PID_FILE).exists():
            raise LibreOfficeStopped("no LibreOffice stands there")
        self._own = Path(tempfile.mkdtemp(prefix="libreoffice-"))
        super().__init__(visible=has_display())

    def _place(self, locale: str) -> tuple[Path, str]:
        name = hashlib.sha256(str(self._folder).encode()).hexdigest()[:24]
        return make_profile(locale, self._folder), "xlwings" + name

    def _begin(self, installation: Installation) -> None:
        return None  # it may run already

    def _to_clean_up(self) -> list[str]:
        return []

    def _log(self) -> Path:
        return self._own / "bridge.log"

    def _connect(self, installation: Installation, seconds: float) -> None:
        if self._bridge.call("connect", {}, self._answer_seconds):
            return
        (self._folder / PID_FILE).unlink(missing_ok=True)
        if not self._start:
            raise LibreOfficeStopped("no LibreOffice stands there")
        super()._connect(installation, seconds)
        (self._folder / PID_FILE).write_text(str(super().pid), encoding="ascii")

    @property
    def pid(self) -> int:
        with contextlib.suppress(OSError, ValueError):
            return int((self._folder / PID_FILE).read_text(encoding="ascii"))
        raise LibreOfficeError("LibreOffice has not told its process id")

    @property
    def alive(self) -> bool:
        with contextlib.suppress(LibreOfficeError):
            return bool(self.call("alive"))
        return False

    def quit(self) -> None:
        """End LibreOffice, for whoever may use it; what is not saved is lost."""
        with contextlib.suppress(LibreOfficeError):
            self.call("quit")
            deadline = time.monotonic() + END_SECONDS
            while self.alive and time.monotonic() < deadline:
                time.sleep(POLL_SECONDS)
        self._forget()

    def kill(self) -> None:
        """End LibreOffice at once."""
        if self.alive:
            os.kill(self.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        self._forget()

    def leave(self) -> None:
        """Let it go on without this program."""
        self._forget()

    leave_at_exit = leave

    def _forget(self) -> None:
        self._gone = True
        self._bridge.close()
        shutil.rmtree(self._own, ignore_errors=True)
        if self._office is not None and self._office.poll() is None:
            self._office.returncode = 0  # it goes on, and nobody is to be warned of that
        self._unlist()
