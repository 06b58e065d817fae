"""The submitted files themselves (証跡): named by their SHA-256, read-only, never changed."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from kpi_desktop.domain.errors import StoreError
from kpi_desktop.system.files import UNFINISHED, make_folder, sync_folder, write_beside

_NAME = re.compile("[0-9a-f]{64}")
_NOT_OURS = {"Thumbs.db", "desktop.ini", ".DS_Store"}


class EvidenceFolder:
    """Fulfils ``usecases.ports.Evidence`` in a folder: ``ab/abcdef…``, exactly the bytes that came."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Where the file with that hash lies, whether it is there or not."""
        if not _NAME.fullmatch(sha256):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self._folder / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Keep *data*, give its SHA-256 as hex; durable on return. Keeping it again changes nothing.

        StoreError when it cannot be written, or when what is kept under its name was altered.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        if path.exists():
            self.get(sha256)
            return sha256
        try:
            make_folder(path.parent)
            beside = write_beside(path, data)
            beside.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)
            os.replace(beside, path)
            sync_folder(path.parent)
        except OSError as error:
            if path.exists():  # another collector was quicker with the same file
                self.get(sha256)
                return sha256
            raise StoreError(
                f"提出されたファイルを証跡「{self._folder}」に残せませんでした（{error.strerror or error}）。",
                "ディスクの空きと書き込み権限を確かめて、もう一度行ってください。",
            ) from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes. StoreError when they are missing, unreadable or altered."""
        path = self.path(sha256)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise StoreError(
                f"証跡のファイル「{path}」がありません。", "バックアップから戻してください。"
            ) from None
        except OSError as error:
            raise StoreError(
                f"証跡のファイル「{path}」を読めません（{error.strerror or error}）。",
                "権限とディスクを確かめてください。",
            ) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreError(
                f"証跡のファイル「{path}」の内容が変わっています。",
                "そのファイルを別の場所に移し、バックアップから戻すか、もう一度回収してください。",
            )
        return data

    def check(self) -> Sequence[str]:
        """What is wrong, in words; empty when every file still has its hash. Repairs nothing."""
        return list(self._problems())

    def _problems(self) -> Iterator[str]:
        for path in sorted(self._folder.rglob("*")):
            if path.is_symlink():
                yield f"証跡のフォルダに、ファイルの代わりにリンク「{path}」があります。"
            elif path.is_dir() or path.name in _NOT_OURS or path.match(UNFINISHED):
                continue
            elif not _NAME.fullmatch(path.name) or path != self.path(path.name):
                yield f"証跡のフォルダに、証跡ではないファイル「{path}」があります。"
            else:
                yield from self._problem(path.name)

    def _problem(self, sha256: str) -> Iterator[str]:
        try:
            self.get(sha256)
        except StoreError as error:
            yield error.what
