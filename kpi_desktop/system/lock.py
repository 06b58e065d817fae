"""One workspace, one launcher: who works in it, and since when."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import socket
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

if TYPE_CHECKING:
    from kpi_desktop.usecases.ports import Clock


@dataclass(frozen=True)
class Holder:
    """Who holds a workspace."""

    operator: str
    machine: str
    process: int
    since: datetime.datetime | None

    def __str__(self) -> str:
        when = f"、{self.since:%m月%d日%H:%M}から" if self.since else ""
        return f"{self.operator}さん（{self.machine}{when}）"


class WorkspaceLock:
    """Advisory. The operating system lets go of it when its holder ends, however it ends."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._lock = FileLock(folder / "workspace.lock", timeout=0)
        self._note = folder / "workspace.json"
        self._clock = clock

    def take(self) -> Holder | None:
        """None when the workspace is now ours, else who has it."""
        try:
            self._lock.acquire()
        except Timeout:
            return self._holder()
        now = self._clock.now().isoformat()
        us = Holder(self._clock.operator(), socket.gethostname(), os.getpid(), None)
        with contextlib.suppress(OSError):
            text = json.dumps({**asdict(us), "since": now}, ensure_ascii=False)
            self._note.write_text(text, "utf-8")
        return None

    def release(self) -> None:
        """Let the next one in. Does nothing when the workspace is not ours."""
        if self._lock.is_locked:
            self._note.unlink(missing_ok=True)
            self._lock.release()

    def _holder(self) -> Holder:
        try:
            note = json.loads(self._note.read_text("utf-8"))
            since = datetime.datetime.fromisoformat(note["since"])
            return Holder(note["operator"], note["machine"], note["process"], since)
        except (OSError, ValueError, KeyError, TypeError):
            return Holder("別の", "不明", 0, None)
