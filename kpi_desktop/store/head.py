"""The newest entry's number and hash, kept outside the database."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_desktop.domain.errors import KpiError

if TYPE_CHECKING:
    from kpi_desktop.usecases.ports import Files


_HASH = re.compile("[0-9a-f]{64}")


class Head:
    """``head.json``. Written when a store is made and after each transaction that goes on from it.

    Once it is missing or contradicts the chain it stays so: nothing that a check found heals by itself.
    """

    def __init__(self, path: Path, files: Files) -> None:
        self._path = path
        self._files = files

    def kept(self) -> tuple[int, str] | None:
        """Number and hash, None when the file is missing or senseless."""
        try:
            head = json.loads(self._files.read(self._path))
            seq, known = head["seq"], head["hash"]
        except (KpiError, ValueError, KeyError, TypeError):
            return None
        if type(seq) is not int or seq < 0 or not _HASH.fullmatch(str(known)):
            return None
        return seq, known

    def start(self, seq: int, newest: str) -> None:
        """Keep the head of a new store, unless there is one: then an earlier store was taken away."""
        if not self._path.exists():
            self._write(seq, newest)

    def advance(self, seq: int, newest: str) -> None:
        """Keep a later head. What is recorded is recorded: if it cannot be kept now, it is next time."""
        before = self.kept()
        if before is None or before[0] >= seq:
            return
        try:
            self._write(seq, newest)
        except KpiError as error:
            logging.getLogger(__name__).warning("%s", error)

    def _write(self, seq: int, newest: str) -> None:
        text = json.dumps({"seq": seq, "hash": newest}) + "\n"
        self._files.write(self._path, text.encode())
