"""What is inside an archive or a mail, however deep: one item per file, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from kpi_desktop.workbook.intake.arrived_file import Item
from kpi_desktop.workbook.intake.mails import attachments, is_mail
from kpi_desktop.workbook.intake.zip_archives import (
    MAX_MEMBERS,
    MAX_TOTAL,
    archived,
    is_archive,
)
from kpi_desktop.workbook.ooxml.package.file_kind import is_ole
from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal

MAX_NESTING = 2

_OTHER = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")


class Unpack(Protocol):
    """What ``items`` does, here or elsewhere."""

    def __call__(self, data: bytes, name: str) -> Iterator[Item]: ...


def is_container(data: bytes, name: str) -> bool:
    """Whether there are other files inside *data*."""
    return is_archive(data) or is_mail(data, name) or _unsupported(data) is not None


def _unsupported(data: bytes) -> Reason | None:
    if data.startswith(_OTHER):
        return Reason.OTHER_ARCHIVE
    if data.startswith(b"\x78\x9f\x3e\x22"):
        return Reason.OUTLOOK
    if is_ole(data) and "__properties_version1.0".encode("utf-16-le") in data:
        return Reason.OUTLOOK
    return None


def items(data: bytes, name: str) -> Iterator[Item]:
    """*data* itself when nothing is inside it, else every file inside, however deep up to the limit.

    Whatever is nested in it, no more than MAX_MEMBERS files and MAX_TOTAL bytes come out of one file.
    """
    count = total = 0
    for item in _items(data, name, 0):
        count += 1
        total += len(item.data or b"")
        if count > MAX_MEMBERS:
            yield Item(name, None, Refusal(Reason.TOO_MANY_FILES, MAX_MEMBERS))
            return
        if total > MAX_TOTAL:
            yield Item(name, None, Refusal(Reason.BOMB, f"{MAX_TOTAL >> 20} MB 以上"))
            return
        yield item


def _items(data: bytes, name: str, depth: int) -> Iterator[Item]:
    reason = _unsupported(data)
    if reason is not None:
        yield Item(name, None, Refusal(reason))
    elif not is_container(data, name):
        yield Item(name, data)
    elif depth >= MAX_NESTING:
        yield Item(name, None, Refusal(Reason.NESTED))
    else:
        inside = archived(data) if is_archive(data) else attachments(data)
        for item in inside:
            path = f"{name}/{item.name}" if item.name else name
            if item.data is None:
                yield item._replace(name=path)
            else:
                yield from _items(item.data, path, depth + 1)
