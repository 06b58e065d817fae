"""The newest entry's number and hash, kept outside the database."""

from __future__ import annotations

import json
import re
from pathlib import Path

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.usecases.ports import Files

_HASH = re.compile("[0-9a-f]{64}")


class Head:
    """``head.json``: written after each transaction, before it counts as done. Only ever moves forward."""

    def __init__(self, path: Path, files: Files) -> None:
        self._path = path
        self._files = files

    def kept(self) -> tuple[int, str] | None:
        """Number and hash, None when the file is missing or senseless."""
        try:
            said = json.loads(self._files.read(self._path))
            seq, known = said["seq"], said["hash"]
        except (KpiError, ValueError, KeyError, TypeError):
            return None
        if type(seq) is not int or seq < 0 or not _HASH.fullmatch(str(known)):
            return None
        return seq, known

    def keep(self, seq: int, newest: str) -> None:
        """Keep them unless a later entry is kept already (another machine was quicker)."""
        before = self.kept()
        if before is None or before[0] < seq:
            text = json.dumps({"seq": seq, "hash": newest}) + "\n"
            self._files.write(self._path, text.encode())
