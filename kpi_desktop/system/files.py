"""Whole files, read and written so that a crash leaves the old or the new one, never a half."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from kpi_desktop.domain.errors import WorkspaceError

T = TypeVar("T")

#: Files that are still being written; what a crash leaves of them is swept away later.
UNFINISHED = ".kpi-*.tmp"
_PATIENCE = 5.0
_PAUSE = 0.1
_WINDOWS_IN_USE = (5, 32, 33)
_A_DAY = 24 * 60 * 60.0


class LocalFiles:
    """Fulfils ``usecases.ports.Files``. ``patience``: seconds to wait for a file that is in use."""

    def __init__(self, patience: float = _PATIENCE) -> None:
        self._patience = patience

    def read(self, path: Path) -> bytes:
        """The bytes of a regular file. WorkspaceError when it is missing, locked or not a file."""
        with _in_words(path, "読めません"):
            if not stat.S_ISREG(path.stat().st_mode):
                raise WorkspaceError(
                    f"「{path}」はファイルではありません。", "ファイルを指定してください。"
                )
            return self._patiently(path.read_bytes)

    def write(self, path: Path, data: bytes) -> bool:
        """Beside, fsync, replace; folders are made. False when the file already held just these bytes.

        WorkspaceError when it is in use, not permitted or does not fit; then the old file stands.
        """
        with _in_words(path, "書き込めません"):
            path = path.resolve()
            if _holds(path, data):
                return False
            make_folder(path.parent)
            beside = write_beside(path, data)
            try:
                self._patiently(lambda: os.replace(beside, path))
            except BaseException:
                beside.unlink(missing_ok=True)
                raise
            sync_folder(path.parent)
        return True

    def replace(self, path: Path, data: bytes, expected: bytes) -> None:
        """Like ``write``, for a file that people edit: WorkspaceError when somebody has it open, or when it
        no longer holds *expected*; then the file stands as it is."""
        if is_open(path):
            who = editor_of(path)
            raise WorkspaceError(
                f"「{path}」は{f'{who}さんが' if who else ''}Excelなどで開いているため、書き換えません。",
                "閉じてから、もう一度行ってください。",
            )
        if self.read(path) != expected:
            raise WorkspaceError(
                f"「{path}」は、読んだ後に書き換えられました。", "もう一度行ってください。"
            )
        self.write(path, data)

    def sweep(self, folder: Path) -> None:
        """Remove what crashes left below *folder* more than a day ago."""
        for left in folder.rglob(UNFINISHED):
            with contextlib.suppress(OSError):
                if time.time() - left.stat().st_mtime > _A_DAY:
                    left.unlink()

    def _patiently(self, act: Callable[[], T]) -> T:
        """*act* again and again while another program (Excel, a virus scanner) holds the file."""
        give_up = time.monotonic() + self._patience
        while True:
            try:
                return act()
            except OSError as error:
                if not _in_use(error) or time.monotonic() > give_up:
                    raise
                time.sleep(_PAUSE)


def write_beside(path: Path, data: bytes) -> Path:
    """A finished, synced file in *path*'s folder with its permissions, to be moved into its place."""
    beside = path.parent / UNFINISHED.replace("*", secrets.token_hex(8))
    mode = stat.S_IMODE(path.stat().st_mode) | stat.S_IWUSR if path.exists() else None
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            beside.chmod(mode)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def make_folder(folder: Path) -> None:
    """*folder* with its parents, so that it is still there after a power cut."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make names in *folder* durable; Windows does it by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _in_use(error: OSError) -> bool:
    return getattr(error, "winerror", None) in _WINDOWS_IN_USE


@contextlib.contextmanager
def _in_words(path: Path, cannot: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WorkspaceError(*_words(path, cannot, error)) from error


def _words(path: Path, cannot: str, error: OSError) -> tuple[str, str]:
    """What happened and what to do about it."""
    if _in_use(error):
        who = editor_of(path)
        return (
            f"「{path}」は{f'{who}さんが' if who else ''}ほかのプログラム（Excelなど）で開いているため、{cannot}。",
            "閉じてから、もう一度行ってください。",
        )
    if error.errno == errno.ENOENT:
        return f"「{path}」がありません。", "場所と名前を確かめてください。"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"「{path}」に権限がないため、{cannot}。",
            "フォルダとファイルの権限を確かめてください。",
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return (
            f"ディスクがいっぱいで「{path}」に{cannot}。元のファイルはそのままです。",
            "空きを作ってから、もう一度行ってください。",
        )
    if error.errno == errno.ENAMETOOLONG:
        return f"「{path}」の名前が長すぎます。", "短い名前にするか、浅いフォルダに置いてください。"
    return (
        f"「{path}」を{cannot}（{error.strerror or error}）。",
        "場所を確かめて、もう一度行ってください。",
    )


def is_open(path: Path) -> bool:
    """Whether Excel or LibreOffice keeps an owner file beside *path*."""
    names = (f"~${path.name}", f".~lock.{path.name}#")
    return any(path.with_name(name).exists() for name in names)


def editor_of(path: Path) -> str:
    """Who has *path* open, by the owner file that Excel or LibreOffice keeps beside it; else empty."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return path.with_name(f".~lock.{path.name}#").read_text("utf-8").split(",")[1].strip()
    with contextlib.suppress(OSError, ValueError, IndexError):
        owner = path.with_name(f"~${path.name}").read_bytes()
        return owner[1 : 1 + owner[0]].decode("cp932").strip()
    return ""
