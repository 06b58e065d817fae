"""One LibreOffice of our own: start it, talk to it, end it, notice that it died."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import time
import uuid
import weakref
from pathlib import Path
from types import TracebackType
from typing import Any

from ..errors import LibreOfficeError, LibreOfficeStopped
from .client import BridgeClient
from .fonts import font_environment
from .installation import Installation, clean_environment, find_installation
from .profile import make_profile

BRIDGE = Path(__file__).parents[1] / "bridge"
RESTART_ME = 81  # soffice.bin's exit status after it has filled a new profile
POLL_SECONDS = 0.05
END_SECONDS = 15
ANSWER_SECONDS = 300.0

_running: weakref.WeakSet[Session] = weakref.WeakSet()


def has_display() -> bool:
    """Whether a window could be shown here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


class Session:
    """A LibreOffice process with its own profile, and the bridge to it.

    ``with Session() as office: office.call("books.open", path=...)``.  Nothing it opens is
    shared with a LibreOffice that the user runs.
    """

    def __init__(
        self,
        visible: bool = False,
        locale: str = "ja-JP",
        start_seconds: float = 60.0,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        """Raises LibreOfficeMissing, or LibreOfficeError if it does not start in time."""
        installation = find_installation()
        self.visible = visible
        self._answer_seconds = answer_seconds
        self._gone = False
        self._profile, self._pipe = self._place(locale)
        self._office = self._begin(installation)
        self._bridge = BridgeClient(
            [str(installation.python), "-B", str(BRIDGE), self._pipe, *self._to_clean_up()],
            clean_environment(),
            self._log(),
        )
        _running.add(self)
        try:
            self._connect(installation, start_seconds)
        except BaseException:
            self.kill()
            raise

    # -- what a session that others share does in another way --------------------------

    def _place(self, locale: str) -> tuple[Path, str]:
        """The profile and the name of the pipe."""
        return make_profile(locale), "xlwings" + uuid.uuid4().hex

    def _begin(self, installation: Installation) -> subprocess.Popen[bytes] | None:
        """LibreOffice, if it is to be started before the bridge asks for it."""
        return self._start_office(installation)

    def _to_clean_up(self) -> list[str]:
        """What the bridge shall remove, after LibreOffice, should this program die."""
        return [str(self._profile)]

    def _log(self) -> Path:
        return self._profile / "bridge.log"

    # -- the conversation ---------------------------------------------------------------

    def _start_office(self, installation: Installation) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [
                str(installation.soffice),
                *([] if self.visible else ["--headless"]),
                "--norestore",
                "--nologo",
                "--nodefault",
                "--nolockcheck",
                f"-env:UserInstallation={self._profile.as_uri()}",
                f"--accept=pipe,name={self._pipe};urp;StarOffice.ComponentContext",
            ],
            env={**clean_environment(), **font_environment()},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _connect(self, installation: Installation, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not self._bridge.call("connect", {}, self._answer_seconds):
            status = RESTART_ME if self._office is None else self._office.poll()
            if status == RESTART_ME:
                self._office = self._start_office(installation)
            elif status is not None:
                raise LibreOfficeError(f"LibreOffice ended while starting (exit status {status})")
            if time.monotonic() > deadline:
                raise LibreOfficeError(f"LibreOffice did not start within {seconds:g} seconds")
            time.sleep(POLL_SECONDS)

    @property
    def pid(self) -> int:
        """The process id of LibreOffice."""
        assert self._office is not None
        return self._office.pid

    @property
    def alive(self) -> bool:
        """False as soon as LibreOffice has ended, or has been found not to answer."""
        return self._seems_alive()

    def _seems_alive(self) -> bool:
        return not self._gone and (self._office is None or self._office.poll() is None)

    def call(self, op: str, **args: Any) -> Any:
        """Ask the bridge for an operation (see ``bridge/``).

        Raises:
            LibreOfficeStopped: LibreOffice has ended.
            LibreOfficeError: (or one of its kinds) it could not be done.
        """
        if not self._seems_alive():
            raise self._stopped()
        try:
            return self._bridge.call(op, args, self._answer_seconds)
        except LibreOfficeStopped as error:
            raise self._stopped() from error

    def _stopped(self) -> LibreOfficeStopped:
        self._gone = True
        return LibreOfficeStopped(
            "LibreOffice has stopped; what was not saved is lost. Start a new one."
        )

    def quit(self) -> None:
        """Close everything unsaved and end LibreOffice; harmless if it has ended."""
        if self.alive:
            try:
                self.call("quit")
                if self._office is not None:
                    self._office.wait(END_SECONDS)
            except (LibreOfficeError, subprocess.TimeoutExpired):
                pass  # then the hard way
        self.kill()

    def kill(self) -> None:
        """End LibreOffice at once and clean up."""
        if self._office is not None:
            self._office.kill()  # harmless if it has ended
            self._office.wait()
        self._bridge.close()
        shutil.rmtree(self._profile, ignore_errors=True)
        self._unlist()

    def _unlist(self) -> None:
        _running.discard(self)

    def leave(self) -> None:
        """Take leave: what this session started for itself ends."""
        self.quit()

    def leave_at_exit(self) -> None:
        """The same in haste, when the program ends."""
        self.kill()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.leave()


@atexit.register
def _leave_nothing_running() -> None:
    for session in list(_running):
        session.leave_at_exit()
