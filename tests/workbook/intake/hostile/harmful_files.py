"""A good form made harmful: what is changed in its cells, its parts or its zip."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from kpi_desktop.workbook.ooxml.package.refusals import Reason
from tests.workbook.forms import form, packed, parts, with_part

BOOK, SHEET = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
RELS, TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
VALUE = "1000"

#: What is to be read: the raw text of the answer, or one of the reasons for refusing.
Expected = str | tuple[Reason, ...]


@dataclass(frozen=True)
class Attack:
    """``expected``: raw text of the answer when the file is harmless after all, else the reasons."""

    name: str
    make: Callable[[], bytes]
    expected: Expected


def good() -> bytes:
    """The file that everything starts from; its answer is 1000."""
    return form({"系列1_実績1": 1000, "取組状況": "・推進した。"})


def cell(content: str, head: str = "") -> Callable[[], bytes]:
    """The answer's cell written as *content*."""
    new = f'<c r="D10" s="1"{head}>{content}</c>'
    return lambda: with_part(
        good(), SHEET, lambda xml: re.sub(rb'<c r="D10".*?</c>', lambda _: new.encode(), xml)
    )


def sheet(pattern: str, replacement: str) -> Callable[[], bytes]:
    """The sheet with something replaced."""
    return part(SHEET, pattern, replacement)


def part(name: str, pattern: str, replacement: str) -> Callable[[], bytes]:
    """A part with something replaced."""

    def change(xml: bytes) -> bytes:
        return re.sub(pattern.encode(), lambda _: replacement.encode(), xml, count=1, flags=re.S)

    return lambda: with_part(good(), name, change)


def added(name: str, content: bytes) -> Callable[[], bytes]:
    """The file with one more part."""
    return lambda: packed({**parts(good()), name: content})


def twice(name: str, second: str | None = None) -> Callable[[], bytes]:
    """A part twice, the second time with another answer."""

    def make() -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for each, content in parts(good()).items():
                package.writestr(each, content)
            other = parts(good())[name].replace(b"1000", b"9999")
            package.writestr("DECOY" if second is None else second, other)
        data = stream.getvalue()
        if second is None:
            length = len(name)
            data = data.replace(b"DECOY", name.encode()) if length == 5 else data
        return data

    return make


def same_name_twice() -> bytes:
    """One part name two times in the directory."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**parts(good()), "xl/worksheets/sheetX.xml": b"<a/>"}.items():
            package.writestr(name, content)
    return stream.getvalue().replace(b"sheetX.xml", b"sheet1.xml")


def patched(signature: bytes, offset: int, layout: str, value: int, which: bytes) -> bytes:
    """A field of the zip header of one part overwritten."""
    data = bytearray(good())
    at = 0
    while True:
        at = data.index(signature, at)
        start = at + (46 if signature == b"PK\1\2" else 30)
        if data[start : start + len(which)] == which:
            break
        at += 4
    struct.pack_into(layout, data, at + offset, value)
    return bytes(data)


def directory(offset: int, layout: str, value: int, which: str = SHEET) -> Callable[[], bytes]:
    """A field of the directory entry of a part overwritten."""
    return lambda: patched(b"PK\1\2", offset, layout, value, which.encode())


def end_record(offset: int, layout: str, value: int) -> Callable[[], bytes]:
    """A field of the end record overwritten."""

    def make() -> bytes:
        data = bytearray(good())
        struct.pack_into(layout, data, data.rindex(b"PK\5\6") + offset, value)
        return bytes(data)

    return make


def overlapping() -> bytes:
    """Two directory entries that share one piece of the file."""
    data = good()
    first = data.index(b"PK\1\2")
    target = bytearray(data)
    second = data.index(b"PK\1\2", first + 4)
    target[second + 42 : second + 46] = struct.pack("<L", 1)
    return bytes(target)


def lying_size() -> bytes:
    """A part that inflates to far more than its header says."""
    contents = parts(good())
    contents[SHEET] += b" " * (40 << 20)
    data = bytearray(packed(contents))
    for signature, offset in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        at = 0
        while (at := data.find(signature, at)) >= 0:
            start = at + (46 if signature == b"PK\1\2" else 30)
            if data[start : start + len(SHEET)] == SHEET.encode():
                struct.pack_into("<L", data, at + offset, 5000)
            at += 4
    return bytes(data)


def many(count: int, template: str, name: str, after: str) -> Callable[[], bytes]:
    """*count* repetitions inserted before *after* in a part."""
    inserted = "".join(template.format(number) for number in range(count)) + after
    return part(name, re.escape(after), inserted)


def damaged_bytes() -> bytes:
    """Some bytes of a compressed part overwritten."""
    data = bytearray(good())
    at = data.index(SHEET.encode()) + len(SHEET) + 40
    data[at : at + 16] = b"\xff" * 16
    return bytes(data)


def encoded(encoding: str) -> Callable[[], bytes]:
    """The sheet with a document type, in another encoding."""
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "9999">]><a>&b;</a>'
    return lambda: with_part(good(), SHEET, lambda _: text.encode(encoding))


def deep() -> bytes:
    """XML nested a hundred thousand deep, in a sheet that has to be walked."""
    nested = b"<!-- --><sheetData>" + b"<x>" * 100_000
    return with_part(good(), SHEET, lambda xml: xml.replace(b"<sheetData>", nested))


def bomb(name: str) -> Callable[[], bytes]:
    """A part of 300 MB of nothing."""

    def make() -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for each, content in parts(good()).items():
                if each != name:
                    package.writestr(each, content)
            with package.open(name, "w", force_zip64=True) as target:
                for _ in range(300):
                    target.write(bytes(1 << 20))
        return stream.getvalue()

    return make
