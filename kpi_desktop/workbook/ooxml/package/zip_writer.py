"""A zip archive built in memory from deflated parts: small, fast, the same bytes every time."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
#: Like the local header, plus comment, disk and attributes; the offset follows it.
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHI")
_OFFSET = struct.Struct("<I")
_END = struct.Struct("<4sHHHHIIH")
_DATE_1980 = 33
_UTF8 = 0x800


@dataclass(frozen=True)
class Codec:
    """Raw deflate and crc-32 of one library.

    ``inflate`` gives no more bytes than asked for. ValueError when they are not sound.
    """

    name: str
    deflate: Callable[[bytes], bytes]
    crc32: Callable[[bytes], int]
    inflate: Callable[[bytes, int], bytes]


def standard_codec(level: int = 1) -> Codec:
    """zlib of the standard library."""
    return Codec(
        f"zlib-{level}",
        lambda data: zlib.compress(data, level, -15),
        zlib.crc32,
        _inflater(zlib.decompressobj, zlib.error),
    )


def _inflater(opened: Callable[[int], Any], trouble: Any) -> Callable[[bytes, int], bytes]:
    def inflate(packed: bytes, most: int) -> bytes:
        try:
            content: bytes = opened(-15).decompress(packed, most)
        except trouble as error:
            raise ValueError("deflate") from error
        return content

    return inflate


@cache
def fastest_codec() -> Codec:
    """python-isal, else zlib-ng, else zlib: whichever is installed (extra ``fast``)."""
    try:
        from isal import isal_zlib

        return Codec(
            "isal-1",
            lambda data: isal_zlib.compress(data, 1, -15),
            isal_zlib.crc32,
            _inflater(isal_zlib.decompressobj, isal_zlib.error),
        )
    except ImportError:
        pass
    try:
        from zlib_ng import zlib_ng

        return Codec(
            "zlib-ng-1",
            lambda data: zlib_ng.compress(data, 1, -15),
            zlib_ng.crc32,
            _inflater(zlib_ng.decompressobj, zlib_ng.error),
        )
    except ImportError:
        return standard_codec()


class Member(NamedTuple):
    """One deflated part between its entries: before it in the archive, and in the directory at the end."""

    name: bytes
    local: bytes
    deflated: bytes
    central: bytes


def deflated_member(name: bytes, deflated: bytes, crc: int, size: int) -> Member:
    """A part that is deflated already; *size* is that of its plain content."""
    flag = 0 if name.isascii() else _UTF8
    fields = (flag, 8, 0, _DATE_1980, crc, len(deflated), size, len(name), 0)
    local = _LOCAL.pack(b"PK\3\4", 20, *fields) + name
    return Member(name, local, deflated, _CENTRAL.pack(b"PK\1\2", 20, 20, *fields, 0, 0, 0, 0))


def member(name: str, content: bytes, codec: Codec) -> Member:
    """Deflate one part."""
    deflated = codec.deflate(content)
    return deflated_member(name.encode(), deflated, codec.crc32(content), len(content))


_BEST = standard_codec(9)


def lasting_member(name: str, content: bytes) -> Member:
    """Deflate a part that will be written many times: as small as can be."""
    return member(name, content, _BEST)


def archive(members: Iterable[Member]) -> bytes:
    """The archive. Dates are 1 January 1980, so equal parts give equal bytes."""
    out: list[bytes] = []
    central: list[bytes] = []
    at = 0
    count = 0
    for name, local, deflated, entry in members:
        out += (local, deflated)
        central += (entry, _OFFSET.pack(at), name)
        at += len(local) + len(deflated)
        count += 1
    directory = b"".join(central)
    out.append(directory)
    out.append(_END.pack(b"PK\5\6", 0, 0, count, count, len(directory), at, 0))
    return b"".join(out)
