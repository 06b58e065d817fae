"""What the launcher remembers between runs: recent workspaces, last results, looks."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from kpi_desktop.ui.parts.theme import Scheme

_RECENT = 8


@dataclass(frozen=True)
class LastResult:
    """When a step last ran here, and what it said."""

    at: datetime.datetime
    summary: str


class Memory:
    """A thin face of QSettings; *settings* is the person's own by default."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings("kpi-desktop", "kpi-desktop")

    def recent(self) -> list[Path]:
        """Workspaces that still exist, last used first."""
        found = [Path(one) for one in self._list("recent")]
        return [one for one in found if (one / ".kpi").is_dir()]

    def remember(self, directory: Path) -> None:
        """Put *directory* first among the recent ones."""
        others = [one for one in self._list("recent") if one != str(directory)]
        self._settings.setValue("recent", [str(directory), *others][:_RECENT])

    def forget(self, directory: Path) -> None:
        """Take *directory* off the list; nothing on disk changes."""
        self._settings.setValue("recent", [o for o in self._list("recent") if o != str(directory)])

    def last_result(self, directory: Path, step: str) -> LastResult | None:
        """What *step* last said in this workspace on this machine."""
        found = self._list(self._place(directory, step))
        if len(found) != 2:
            return None
        return LastResult(datetime.datetime.fromisoformat(found[0]), found[1])

    def keep_result(self, directory: Path, step: str, result: LastResult) -> None:
        """Remember what *step* said."""
        value = [result.at.isoformat(), result.summary]
        self._settings.setValue(self._place(directory, step), value)

    @property
    def scheme(self) -> Scheme:
        """外観."""
        return Scheme(self._text("scheme", Scheme.SYSTEM.value))

    @scheme.setter
    def scheme(self, value: Scheme) -> None:
        self._settings.setValue("scheme", value.value)

    @property
    def language(self) -> str:
        """``ja`` or ``en``."""
        return self._text("language", "ja")

    @language.setter
    def language(self, value: str) -> None:
        self._settings.setValue("language", value)

    @property
    def geometry(self) -> QByteArray:
        """Size and place of the window; empty at first."""
        value = self._settings.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._settings.setValue("geometry", value)

    def _place(self, directory: Path, step: str) -> str:
        return f"last/{hashlib.sha256(str(directory).encode()).hexdigest()[:16]}/{step}"

    def _text(self, key: str, default: str) -> str:
        value = self._settings.value(key, default)
        return value if isinstance(value, str) else default

    def _list(self, key: str) -> list[str]:
        value = self._settings.value(key)
        if isinstance(value, str):
            return [value]
        return [str(one) for one in value] if isinstance(value, (list, tuple)) else []


def free_folder(parent: Path, name: str) -> Path:
    """*name* in *parent*, with a number behind it when there is one already."""
    found, number = parent / name, 2
    while found.exists():
        found, number = parent / f"{name}{number}", number + 1
    return found
