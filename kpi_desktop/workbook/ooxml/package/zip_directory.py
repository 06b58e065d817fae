"""The directory at the end of a zip container: where it lies, and its entries one at a time.

It is taken as it stands; whoever opens the container decides how much of it has to be in order.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

_END = struct.Struct("<4s4H2LH")
_WIDE_END, _WIDE_LOCATOR = 56, 20
_ENTRY = struct.Struct("<4s6H3L5H2L")
#: Stand for a number that does not fit its field and is kept in a wider one (zip64).
_FULL_SHORT, _FULL_LONG = 0xFFFF, 0xFFFFFFFF


class Directory(NamedTuple):
    """``members`` entries in ``size`` bytes from ``start``, as it says itself; its true end is ``end``.

    ``closes_file`` tells whether it is all in this one file with nothing but padding behind it, ``sound``
    whether the wider numbers are where they are said to be.
    """

    members: int
    size: int
    start: int
    end: int
    closes_file: bool
    sound: bool = True


class Entry(NamedTuple):
    """One member: its name in bytes, ``packed`` and plain ``size``, ``offset`` of its local header.

    ``end`` is where the next entry of the directory begins.
    """

    raw: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    end: int

    @property
    def name(self) -> str:
        """The name in the encoding of the standard. UnicodeDecodeError when it is in none."""
        return self.raw.decode("utf-8" if self.flags & 0x800 or self.raw.isascii() else "cp437")


def directory_of(data: bytes) -> Directory | None:
    """Where the directory of *data* is said to lie; None when it is not there."""
    at = data.rfind(b"PK\5\6")
    if at < 0 or at + _END.size > len(data):
        return None
    _, disk, start_disk, here, count, size, start, comment = _END.unpack_from(data, at)
    behind = data[at + _END.size + comment :].strip(b"\0\r\n")
    closes_file = not (behind or disk or start_disk or here != count)
    if count != _FULL_SHORT and _FULL_LONG not in (size, start):
        return Directory(count, size, start, at, closes_file)
    return _wide_directory(data, at, closes_file) or Directory(
        count, size, start, at, closes_file, sound=False
    )


def _wide_directory(data: bytes, at: int, closes_file: bool) -> Directory | None:
    """The same by the zip64 records in front of *at*; None when they are not there."""
    locator = at - _WIDE_LOCATOR
    end = data.rfind(b"PK\6\6", 0, max(locator, 0))
    if data[locator : locator + 4] != b"PK\6\7" or not 0 < end <= len(data) - _WIDE_END:
        return None
    (placed,) = struct.unpack_from("<Q", data, locator + 8)
    count, size, start = struct.unpack_from("<3Q", data, end + 32)
    return Directory(count, size, start, end, closes_file, placed == end <= at - _WIDE_END)


def entries(data: bytes, directory: Directory) -> Iterator[Entry]:
    """The entries of *directory* in their order, up to where something else than an entry stands."""
    at, end = directory.end - directory.size, directory.end
    while 0 < at <= end - _ENTRY.size and data[at : at + 4] == b"PK\1\2":
        fields = _ENTRY.unpack_from(data, at)
        flags, method, crc, packed, size = fields[3], fields[4], *fields[7:10]
        name_size, extra_size, comment_size, offset = *fields[10:13], fields[16]
        name_at = at + _ENTRY.size
        extra_at = name_at + name_size
        at = extra_at + extra_size + comment_size
        if _FULL_LONG in (packed, size, offset):
            extra = data[extra_at : extra_at + extra_size]
            size, packed, offset = _wide_numbers(extra, size, packed, offset)
        yield Entry(data[name_at:extra_at], flags, method, crc, packed, size, offset, at)


def _wide_numbers(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Sizes and offset from the zip64 extra field, for those that do not fit the entry."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            wide = iter(
                struct.unpack_from(f"<{min(length, len(extra) - at - 4) // 8}Q", extra, at + 4)
            )
            return tuple(  # type: ignore[return-value]
                next(wide, value) if value == _FULL_LONG else value
                for value in (size, packed, offset)
            )
        at += 4 + length
    return size, packed, offset
