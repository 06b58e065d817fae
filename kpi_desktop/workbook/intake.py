"""Intake: from paths to single workbooks; every file below them yields one arrival."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from kpi_desktop.usecases.ports import Arrival


class FileIntake:
    """Files and folders, oldest first within a folder."""

    def arrivals(self, paths: Sequence[Path]) -> Iterator[Arrival]:
        """One arrival per file; a path that is not there is refused in words."""
        for path in paths:
            if path.is_dir():
                inside = [one for one in path.rglob("*") if one.is_file()]
                for one in sorted(inside, key=lambda each: (each.stat().st_mtime, each)):
                    yield self._file(one, str(one.relative_to(path)))
            elif path.is_file():
                yield self._file(path, path.name)
            else:
                yield Arrival(
                    str(path), None, "ファイルが見つかりません。", "場所と名前を確かめてください。"
                )

    def _file(self, path: Path, name: str) -> Arrival:
        modified = datetime.datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        return Arrival(unicodedata.normalize("NFC", name), path.read_bytes(), modified=modified)
