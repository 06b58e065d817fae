"""This side of the bridge: requests out, answers in, a line of JSON each."""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..errors import KINDS, LibreOfficeError, LibreOfficeHangs, LibreOfficeStopped

CLOSE_SECONDS = 10


class BridgeClient:
    """A bridge process and the conversation with it; safe to use from several threads."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], log: Path) -> None:
        with log.open("wb") as errors:
            self._process = subprocess.Popen(
                list(command),
                env=dict(env),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                encoding="ascii",
                start_new_session=True,  # an interrupt from the keyboard is not meant for it
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        self._log = log
        self._turn = threading.Lock()
        self._number = 0
        self._answers: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="libreoffice", daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._answers.put(json.loads(line))
        self._answers.put(None)

    def call(self, op: str, args: Mapping[str, Any], timeout: float) -> Any:
        """Ask for one operation and wait for its result.

        Raises:
            LibreOfficeStopped: LibreOffice or the bridge has ended.
            LibreOfficeHangs: no answer within ``timeout`` seconds.
            LibreOfficeError: (or one of its kinds) the request could not be met.
        """
        with self._turn:
            self._number += 1
            self._send({"id": self._number, "op": op, "args": dict(args)})
            answer = self._receive(self._number, op, timeout)
        if "error" not in answer:
            return answer["result"]
        error = answer["error"]
        raise KINDS.get(error["kind"], LibreOfficeError)(error["text"])

    def _send(self, request: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request, allow_nan=False) + "\n")
            self._process.stdin.flush()
        except (OSError, ValueError) as error:
            if self._process.poll() is None and isinstance(error, ValueError):
                raise  # not a closed pipe: the request itself cannot be written
            raise self._stopped() from error

    def _receive(self, number: int, op: str, timeout: float) -> dict[str, Any]:
        while True:
            try:
                answer = self._answers.get(timeout=timeout)
            except queue.Empty:
                raise LibreOfficeHangs(
                    f"LibreOffice has not answered for {timeout:g} seconds ({op})"
                ) from None
            if answer is None:
                self._answers.put(None)
                raise self._stopped()
            if answer["id"] == number:  # not a late answer to a request given up
                return answer

    def _stopped(self) -> LibreOfficeStopped:
        try:
            last = self._log.read_text(encoding="utf-8", errors="replace").strip()[-500:]
        except OSError:
            last = ""
        return LibreOfficeStopped(f"the bridge to LibreOffice has stopped. {last}".strip())

    def close(self) -> None:
        """End the bridge; it ends by itself when its input does."""
        assert self._process.stdin is not None and self._process.stdout is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(CLOSE_SECONDS)
        self._process.stdout.close()
