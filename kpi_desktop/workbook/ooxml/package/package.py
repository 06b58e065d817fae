"""The container of a workbook (a zip): checked before anything is unpacked, read part by part.

Everything that a hostile or damaged container can be is refused with a reason from ``refusals``. Nothing is
ever written to disk.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal
from kpi_desktop.workbook.ooxml.package.zip_writer import (
    Member,
    archive,
    deflated_member,
    fastest_codec,
    member,
    standard_codec,
)

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8


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


class _Part(NamedTuple):
    raw: bytes
    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


class Package:
    """Parts of a zip container by name. Refusal when it is not a sound one."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        self._data = data
        self._limits = limits
        self._codec = fastest_codec()
        if len(data) > limits.file:
            raise Refusal(Reason.TOO_LARGE, f"{len(data) >> 20} MB")
        entries, self._directory_at = _directory(data, limits)
        self._check_sizes(entries)
        self._parts: dict[str, _Part] = {}
        folded = set()
        for part in entries:
            name = _safe_name(part.name)
            key = (
                unicodedata.normalize("NFC", name).casefold()
                if not name.isascii()
                else name.lower()
            )
            if key in folded:
                raise Refusal(Reason.DUPLICATE_PART, name)
            folded.add(key)
            self._parts[name] = part
        self._spans = self._find_spans(entries)

    def _check_sizes(self, entries: list[_Part]) -> None:
        limits = self._limits
        total = 0
        for part in entries:
            total += part.size
            if part.flags & 0x41:
                raise Refusal(Reason.ENCRYPTED)
            if part.method not in (_STORED, _DEFLATED):
                raise Refusal(Reason.COMPRESSION, part.method)
            too_dense = part.size > limits.ratio_floor and part.size > limits.ratio * part.packed
            if part.size > limits.part or total > limits.total or too_dense:
                raise Refusal(Reason.BOMB, f"{total >> 20} MB 以上")

    def _find_spans(self, entries: list[_Part]) -> dict[int, tuple[int, int]]:
        """Offset of the local header → where its packed bytes begin and end; they may not overlap."""
        spans = {}
        last = 0
        for part in sorted(entries, key=lambda one: one.offset):
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


def _directory(data: bytes, limits: Limits) -> tuple[list[_Part], int]:
    """Entries of the central directory and where it begins."""
    if not data.startswith(b"PK\3\4"):
        raise Refusal(Reason.EMPTY if not data else Reason.UNKNOWN)
    at = data.rfind(b"PK\5\6")
    if at < 0 or at + _END.size > len(data):
        raise Refusal(Reason.TRUNCATED)
    _, disk, start_disk, here, count, size, start, comment = _END.unpack_from(data, at)
    if data[at + _END.size + comment :].strip(b"\0\r\n") or disk or start_disk or here != count:
        raise Refusal(Reason.DAMAGED, "ZIP の末尾")
    end = at
    if count == 0xFFFF or 0xFFFFFFFF in (size, start):
        count, size, start, end = _zip64(data, at)
    if count > limits.parts:
        raise Refusal(Reason.TOO_MANY_PARTS, count)
    if start + size != end:
        raise Refusal(Reason.DAMAGED, "ZIP の目次")
    parts = []
    for _ in range(count):
        part, start = _entry(data, start, end)
        if not part.name.endswith("/"):
            parts.append(part)
    if start != end:
        raise Refusal(Reason.DAMAGED, "ZIP の目次")
    return parts, end - size


def _zip64(data: bytes, at: int) -> tuple[int, int, int, int]:
    if data[at - 20 : at - 16] != b"PK\6\7":
        raise Refusal(Reason.DAMAGED, "ZIP の目次")
    (end,) = struct.unpack_from("<Q", data, at - 12)
    if end + 56 > at or data[end : end + 4] != b"PK\6\6":
        raise Refusal(Reason.DAMAGED, "ZIP の目次")
    count, size, start = struct.unpack_from("<3Q", data, end + 32)
    return count, size, start, end


def _entry(data: bytes, at: int, end: int) -> tuple[_Part, int]:
    if at + _ENTRY.size > end:
        raise Refusal(Reason.DAMAGED, "ZIP の目次")
    found = _ENTRY.unpack_from(data, at)
    flags, method, crc, packed, size = found[3], found[4], *found[7:10]
    name_size, extra_size, comment_size, offset = *found[10:13], found[16]
    name_at = at + _ENTRY.size
    extra = data[name_at + name_size : name_at + name_size + extra_size]
    if found[0] != b"PK\1\2" or name_at + name_size + extra_size + comment_size > end:
        raise Refusal(Reason.DAMAGED, "ZIP の目次")
    if 0xFFFFFFFF in (packed, size, offset):
        size, packed, offset = _large(extra, size, packed, offset)
    raw = data[name_at : name_at + name_size]
    try:
        name = raw.decode("utf-8" if flags & 0x800 or raw.isascii() else "cp437")
    except UnicodeDecodeError:
        raise Refusal(Reason.PATHS, "文字コード不明") from None
    after = name_at + name_size + extra_size + comment_size
    return _Part(raw, name, flags, method, crc, packed, size, offset), after


def _large(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Sizes from the zip64 extra field, for those that do not fit the entry."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            wide = iter(
                struct.unpack_from(f"<{min(length, len(extra) - at - 4) // 8}Q", extra, at + 4)
            )
            return tuple(  # type: ignore[return-value]
                next(wide, value) if value == 0xFFFFFFFF else value
                for value in (size, packed, offset)
            )
        at += 4 + length
    return size, packed, offset


def _safe_name(name: str) -> str:
    plain = name.replace("\\", "/")
    steps = plain.lstrip("/").split("/")
    if ".." in steps or ":" in steps[0] or not plain.isprintable() or len(plain) > 512:
        raise Refusal(Reason.PATHS, ascii(name[:60]))
    return "/".join(steps)
