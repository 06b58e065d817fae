"""Intake: from paths to single workbooks; every file below them yields one arrival."""

from __future__ import annotations

import datetime
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from kpi_desktop.domain.errors import UnreadableFile
from kpi_desktop.domain.forms.file_names import without_invisible
from kpi_desktop.domain.forms.submission import Arrival
from kpi_desktop.workbook.intake.unpacking import Unpack, items
from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal

MAX_FILE = 256 << 20

#: Names of files that are no submissions, and why.
_IGNORED = (
    (re.compile(r"~\$.*|\.~lock\..*#", re.S), Reason.OWNER_FILE),
    (
        re.compile(r"\._.*|\.DS_Store|Thumbs\.db(:.*)?|ehthumbs\.db|desktop\.ini", re.I | re.S),
        Reason.SYSTEM_FILE,
    ),
    (
        re.compile(r".*\.(tmp|part|partial|crdownload|download)|(?=.*[A-F])[0-9A-F]{8}", re.I),
        Reason.TEMPORARY,
    ),
)


class FileIntake:
    """Fulfils ``Intake``: files, folders, archives and mails; oldest first within a folder."""

    def __init__(self, unpack: Unpack = items) -> None:
        self._unpack = unpack

    def arrivals(self, paths: Sequence[Path]) -> Iterator[Arrival]:
        """One arrival per file; what is not taken in is refused in words."""
        for path in paths:
            if path.is_dir():
                yield from self._folder(path)
            else:
                yield from self._file(path, path.name)

    def count(self, paths: Sequence[Path]) -> int:
        """How many files there are, by their names alone; an archive counts as one."""
        return sum(sum(map(len, _inside(path))) if path.is_dir() else 1 for path in paths)

    def _folder(self, folder: Path) -> Iterator[Arrival]:
        files, empty = _inside(folder)
        for path in empty:
            yield _refused(_relative(path, folder), Refusal(Reason.EMPTY_FOLDER))
        for path in sorted(files, key=lambda path: (_modified(path), path)):
            yield from self._file(path, _relative(path, folder), follow=False)

    def _file(self, path: Path, name: str, follow: bool = True) -> Iterator[Arrival]:
        reason = _ignored(name)
        if reason is not None:
            yield _refused(name, Refusal(reason))
            return
        try:
            inside = self._unpack(_content(path, follow), without_invisible(name))
        except Refusal as refusal:
            yield _refused(name, refusal)
            return
        modified = datetime.datetime.fromtimestamp(_modified(path)).astimezone()
        for item in inside:
            reason = _ignored(item.name)
            if reason is not None:
                yield _refused(item.name, Refusal(reason), item.container)
            elif item.refusal is not None:
                yield _refused(item.name, item.refusal, item.container)
            else:
                yield Arrival(item.name, item.data, "", "", modified, item.container)


def _inside(folder: Path) -> tuple[list[Path], list[Path]]:
    """Files and links below *folder*, and folders in which there is nothing."""
    found, empty = [], []
    for place, folders, files in os.walk(folder):
        here = Path(place)
        linked = [name for name in folders if (here / name).is_symlink()]
        found += [here / name for name in (*files, *linked)]
        if not files and not folders and here != folder:
            empty.append(here)
    return found, empty


def _relative(path: Path, folder: Path) -> str:
    return without_invisible(path.relative_to(folder).as_posix())


def _refused(name: str, refusal: UnreadableFile, container: str = "") -> Arrival:
    return Arrival(without_invisible(name), None, refusal.what, refusal.remedy, container=container)


def _ignored(name: str) -> Reason | None:
    """Why a file of this name is no submission; None when it may be one."""
    *folders, last = name.split("/")
    if "__MACOSX" in folders:
        return Reason.SYSTEM_FILE
    for pattern, reason in _IGNORED:
        if pattern.fullmatch(last):
            return reason
    return None


def _modified(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except OSError:
        return 0.0


def _content(path: Path, follow: bool) -> bytes:
    """The bytes of a regular file that nobody is writing at this moment."""
    try:
        before = path.stat() if follow else path.lstat()
        if not stat.S_ISREG(before.st_mode):
            raise Refusal(Reason.NOT_A_FILE, _kind(before.st_mode))
        if before.st_size > MAX_FILE:
            raise Refusal(Reason.TOO_LARGE, f"{before.st_size >> 20} MB")
        data = path.read_bytes()
        after = path.stat()
    except FileNotFoundError:
        raise Refusal(Reason.NOT_THERE) from None
    except OSError as error:
        raise Refusal(Reason.NO_ACCESS, error.strerror or "") from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise Refusal(Reason.BEING_SAVED)
    return data


def _kind(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "リンク"
    if stat.S_ISFIFO(mode):
        return "パイプ"
    return "フォルダー" if stat.S_ISDIR(mode) else "装置"
