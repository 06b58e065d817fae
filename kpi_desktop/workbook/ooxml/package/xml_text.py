"""Text of XML and of spreadsheet strings, read without a tree."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat

from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal

MAX_DEPTH = 64

_KNOWN_SPACES = frozenset(
    (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
        "http://schemas.openxmlformats.org/package/2006/relationships",
        "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        "http://purl.oclc.org/ooxml/officeDocument/customProperties",
        "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
        "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
        "",
    )
)

_ENTITY = re.compile(rb"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));")
_NAMED = {b"amp": b"&", b"lt": b"<", b"gt": b">", b"quot": b'"', b"apos": b"'"}
_ESCAPE = re.compile("(?:_x[0-9A-Fa-f]{4}_)+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def plain(content: bytes) -> str:
    """Character data or an attribute value as text. ValueError or UnicodeError when it is not sound."""
    if b"&" in content:
        if content.count(b"&") != len(_ENTITY.findall(content)):
            raise ValueError("entity")
        content = _ENTITY.sub(_resolve, content)
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return content.decode()


def has_control(text: str) -> bool:
    """Whether *text* holds a character that XML does not allow."""
    return _CONTROL.search(text) is not None


def _resolve(match: re.Match[bytes]) -> bytes:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED[name]
    return chr(int(decimal) if decimal else int(hexadecimal, 16)).encode()


def unescape(text: str) -> str:
    """Undo ``_xHHHH_``. Escapes of control characters stay as they stand: no text may hold one."""
    return _ESCAPE.sub(_run, text) if "_x" in text else text


def _run(match: re.Match[str]) -> str:
    codes = [int(piece, 16) for piece in match[0][2:-1].split("__x")]
    found = []
    for code in codes:
        is_control = code < 32 and code not in (9, 10, 13) or code in (0xFFFE, 0xFFFF)
        found.append(f"_x{code:04X}_" if is_control else chr(code))
    try:
        return "".join(found).encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeError:
        return match[0]


def parse(
    content: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Walk *content* with expat. Names of the spreadsheet's own namespaces (transitional or strict) come
    bare, all others as ``namespace name``.

    Refusal for a DTD, malformed XML or absurd nesting.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise Refusal(Reason.DEEP_XML)
        start(_bare(tag), {_bare(key): value for key, value in attributes.items()})

    def closed(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(_bare(tag))

    def refuse_dtd(*_: object) -> None:
        raise Refusal(Reason.DTD)

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.StartDoctypeDeclHandler = refuse_dtd
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Refusal(Reason.BAD_XML, str(error)) from None


def _bare(tag: str) -> str:
    space, _, name = tag.rpartition(" ")
    return name if space in _KNOWN_SPACES else tag
