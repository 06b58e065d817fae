"""The container of a workbook (a zip): checked before anything is unpacked, read part by part.

Everything that a hostile or damaged container can be is refused with a reason from ``refusals``. Nothing is
ever written to disk.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal
from kpi_desktop.workbook.ooxml.package.zip_directory import (
    Directory,
    Entry,
    directory_of,
    entries,
)
from kpi_desktop.workbook.ooxml.package.zip_writer import (
    Member,
    archive,
    deflated_member,
    fastest_codec,
    member,
    standard_codec,
)

_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_OFFSET = attrgetter("offset")


@dataclass(frozen=True)
class Limits:
    """Upper bounds, in bytes and counts. ``ratio`` holds for parts above ``ratio_floor`` bytes."""

    file: int = 30 << 20
    parts: int = 5_000
    part: int = 64 << 20
    total: int = 256 << 20
    ratio: int = 100
    ratio_floor: int = 1 << 20


LIMITS = Limits()


class Package:
    """Parts of a zip container by name. Refusal when it is not a sound one."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        self._data = data
        self._limits = limits
        self._codec = fastest_codec()
        if len(data) > limits.file:
            raise Refusal(Reason.TOO_LARGE, f"{len(data) >> 20} MB")
        named, self._directory_at = _entries(data, limits)
        self._check_sizes(entry for _, entry in named)
        self._parts: dict[str, Entry] = {}
        folded = set()
        for full_name, entry in named:
            name = _safe_name(full_name)
            key = (
                unicodedata.normalize("NFC", name).casefold()
                if not name.isascii()
                else name.lower()
            )
            if key in folded:
                raise Refusal(Reason.DUPLICATE_PART, name)
            folded.add(key)
            self._parts[name] = entry
        self._spans = self._find_spans()

    def _check_sizes(self, parts: Iterable[Entry]) -> None:
        limits = self._limits
        total = 0
        for part in parts:
            total += part.size
            if part.flags & 0x41:
                raise Refusal(Reason.ENCRYPTED)
            if part.method not in (_STORED, _DEFLATED):
                raise Refusal(Reason.COMPRESSION, part.method)
            too_dense = part.size > limits.ratio_floor and part.size > limits.ratio * part.packed
            if part.size > limits.part or total > limits.total or too_dense:
                raise Refusal(Reason.BOMB, f"{total >> 20} MB 以上")

    def _find_spans(self) -> dict[int, tuple[int, int]]:
        """Offset of the local header → where its packed bytes begin and end; they may not overlap."""
        spans = {}
        last = 0
        for part in sorted(self._parts.values(), key=_OFFSET):
            start = part.offset + _LOCAL.size
            if start > self._directory_at or self._data[part.offset : part.offset + 4] != b"PK\3\4":
                raise Refusal(Reason.DAMAGED, part.name)
            name_size, extra_size = struct.unpack_from("<2H", self._data, part.offset + 26)
            if self._data[start : start + name_size] != part.raw:
                raise Refusal(Reason.DAMAGED, part.name)
            start += name_size + extra_size
            if part.offset < last or start + part.packed > self._directory_at:
                raise Refusal(Reason.OVERLAP)
            last = start + part.packed
            spans[part.offset] = (start, last)
        return spans

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parts in directory order, with forward slashes."""
        return tuple(self._parts)

    def __contains__(self, name: object) -> bool:
        return name in self._parts

    def read(self, name: str) -> bytes:
        """Content of a part, its size and checksum verified. Refusal when it is missing or damaged."""
        part = self._parts.get(name)
        if part is None:
            raise Refusal(Reason.MISSING_PART, name)
        start, end = self._spans[part.offset]
        packed = self._data[start:end]
        if part.method == _STORED:
            content = packed
        else:
            try:
                content = self._codec.inflate(packed, part.size + 1)
            except ValueError:
                raise Refusal(Reason.DAMAGED, name) from None
        if len(content) != part.size or self._codec.crc32(content) != part.crc:
            raise Refusal(Reason.CHECKSUM, name)
        return content

    def rewritten(self, changed: Mapping[str, bytes | None]) -> bytes:
        """The container with some parts exchanged, added or (None) left out; all others as they are."""
        codec = standard_codec(6)
        kept = {name: self._member(name) for name in self._parts if name not in changed}
        new = {
            name: member(name, content, codec)
            for name, content in changed.items()
            if content is not None
        }
        order = dict.fromkeys((*self._parts, *new))
        return archive((kept | new)[name] for name in order if name in kept or name in new)

    def _member(self, name: str) -> Member:
        """A part with its packed bytes as they are; a stored one is packed."""
        part = self._parts[name]
        if part.method == _STORED:
            return member(name, self.read(name), standard_codec(6))
        start, end = self._spans[part.offset]
        return deflated_member(name.encode(), self._data[start:end], part.crc, part.size)


def _entries(data: bytes, limits: Limits) -> tuple[list[tuple[str, Entry]], int]:
    """The entries of the directory by name, and where it begins. Refusal unless all of it is in order."""
    if not data.startswith(b"PK\3\4"):
        raise Refusal(Reason.EMPTY if not data else Reason.UNKNOWN)
    directory = directory_of(data)
    if directory is None:
        raise Refusal(Reason.TRUNCATED)
    if not directory.closes_file:
        raise Refusal(Reason.DAMAGED, "ZIP の末尾")
    if not directory.sound:
        raise Refusal(Reason.DAMAGED, "ZIP の目次")
    if directory.members > limits.parts:
        raise Refusal(Reason.TOO_MANY_PARTS, directory.members)
    if directory.start + directory.size != directory.end:
        raise Refusal(Reason.DAMAGED, "ZIP の目次")
    return _listed(data, directory), directory.start


def _listed(data: bytes, directory: Directory) -> list[tuple[str, Entry]]:
    """Every entry that is no folder, by name."""
    at, count, parts = directory.start, 0, []
    for entry in islice(entries(data, directory), directory.members):
        at = entry.end
        if at > directory.end:
            break
        try:
            name = entry.name
        except UnicodeDecodeError:
            raise Refusal(Reason.PATHS, "文字コード不明") from None
        count += 1
        if not name.endswith("/"):
            parts.append((name, entry))
    if count != directory.members or at != directory.end:
        raise Refusal(Reason.DAMAGED, "ZIP の目次")
    return parts


def _safe_name(name: str) -> str:
    plain = name.replace("\\", "/")
    steps = plain.lstrip("/").split("/")
    if ".." in steps or ":" in steps[0] or not plain.isprintable() or len(plain) > 512:
        raise Refusal(Reason.PATHS, ascii(name[:60]))
    return "/".join(steps)
