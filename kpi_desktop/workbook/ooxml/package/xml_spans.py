"""XML parts as byte spans: find elements, patch their bytes, keep everything else exactly as it was.

A template may come from Excel, LibreOffice, openpyxl or by hand, with any prefix and any extension;
what is not understood is never rewritten, because only spans are replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

_OPEN = re.compile(rb"<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*(/?)>")
_TAG_NAME = re.compile(rb"<([^\s/>]+)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x")
_ESCAPED_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

#: A piece of a compiled part: bytes as they are, or the key of a value to fill in.
Piece = bytes | str


class BadXml(ValueError):
    """The part is not well-formed, or has a document type."""


@dataclass
class Element:
    """One element: local names, its byte span ``start:end`` and inner span ``inner:close``."""

    tag: str
    attributes: Mapping[str, str]
    start: int
    inner: int
    close: int = 0
    end: int = 0
    empty: bool = False
    children: list[Element] = field(default_factory=list)

    def find(self, path: str) -> Element | None:
        """The first descendant along *path* (``plotArea/barChart``), or None."""
        return next(self.all(path), None)

    def all(self, path: str) -> Iterator[Element]:
        """Every descendant along *path*, in document order."""
        first, _, rest = path.partition("/")
        for child in self.children:
            if child.tag == first:
                if rest:
                    yield from child.all(rest)
                else:
                    yield child

    def walk(self, tag: str) -> Iterator[Element]:
        """Every descendant named *tag*, at any depth."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.walk(tag)


class XmlPart:
    """A parsed part: ``data`` and ``root``."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.root = _parse(data)
        name = _TAG_NAME.match(data, self.root.start)
        assert name is not None
        self.prefix = name[1].rpartition(b":")[0] + b":" if b":" in name[1] else b""

    def text(self, element: Element) -> str:
        """Character data of an element without children."""
        return unescape(self.data[element.inner : element.close].decode())

    def open_tag(self, element: Element, changes: Mapping[str, str | None]) -> bytes:
        """The opening tag with attributes set (or dropped, when None); closes it if it was empty."""
        tag = self.data[element.start : element.inner].rstrip(b">").rstrip(b"/").rstrip()
        for name, value in changes.items():
            pattern = re.compile(rb"\s+" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')")
            tag = pattern.sub(b"", tag)
            if value is not None:
                tag += b' %s="%s"' % (name.encode(), escape_attribute(value).encode())
        return tag + (b"/>" if element.empty else b">")


def _parse(data: bytes) -> Element:
    parser = expat.ParserCreate(namespace_separator="\n")
    parser.buffer_text = True
    stack: list[Element] = []
    roots: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        match = _OPEN.match(data, at)
        if match is None:
            raise BadXml(f"byte {at}")
        local = {key.rpartition("\n")[2]: value for key, value in attributes.items()}
        tag = name.rpartition("\n")[2]
        element = Element(tag, local, at, match.end(), empty=bool(match[1]))
        (stack[-1].children if stack else roots).append(element)
        stack.append(element)

    def end(_name: str) -> None:
        element = stack.pop()
        if element.empty:
            element.close = element.end = element.inner
        else:
            element.close = parser.CurrentByteIndex
            element.end = data.index(b">", element.close) + 1

    def refuse(*_: object) -> None:
        raise BadXml("DOCTYPE")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise BadXml(str(error)) from error
    return roots[0]


class Patches:
    """Replacements of byte spans of one part, given in any order and never overlapping."""

    def __init__(self, part: XmlPart) -> None:
        self.part = part
        self._spans: list[tuple[int, int, int, Sequence[Piece]]] = []

    def replace(self, start: int, end: int, *pieces: Piece) -> None:
        """Put *pieces* in place of ``data[start:end]``; an empty span inserts."""
        self._spans.append((start, end, len(self._spans), pieces))

    def drop(self, element: Element) -> None:
        """Remove an element."""
        self.replace(element.start, element.end)

    def attributes(self, element: Element, changes: Mapping[str, str | None]) -> None:
        """Change attributes of an opening tag."""
        self.replace(element.start, element.inner, self.part.open_tag(element, changes))

    def insert_inside(self, element: Element, *pieces: Piece) -> None:
        """Append to an element's content; opens it when it was empty."""
        if not element.empty:
            self.replace(element.close, element.close, *pieces)
            return
        tag = self.part.data[element.start : element.inner]
        name = _TAG_NAME.match(tag)
        assert name is not None
        opened = tag.rstrip(b">").rstrip(b"/") + b">"
        self.replace(element.start, element.end, opened, *pieces, b"</" + name[1] + b">")

    def pieces(self) -> list[Piece]:
        """The patched part: runs of bytes and keys. A patch inside a dropped span is ignored."""
        found: list[Piece] = []
        at = 0
        for start, end, _, pieces in sorted(self._spans, key=lambda span: span[:3]):
            if start < at:
                continue
            found += [self.part.data[at:start], *pieces]
            at = end
        found.append(self.part.data[at:])
        return joined(found)

    def bytes(self) -> bytes:
        """The patched part when no key is left in it."""
        pieces = self.pieces()
        assert all(isinstance(piece, bytes) for piece in pieces)
        return b"".join(piece for piece in pieces if isinstance(piece, bytes))


def joined(pieces: Sequence[Piece]) -> list[Piece]:
    """*pieces* with neighbouring runs of bytes made one."""
    found: list[Piece] = []
    run: list[bytes] = []
    for piece in pieces:
        if isinstance(piece, bytes):
            run.append(piece)
        else:
            if run:
                found.append(b"".join(run))
                run = []
            found.append(piece)
    if run:
        found.append(b"".join(run))
    return found


def escape(text: str) -> str:
    """Text for an element's content; control characters become ``_x0001_`` as Excel writes them."""
    if _SPECIAL.search(text) is None:
        return text
    if "_x" in text:
        text = _ESCAPED_LOOKALIKE.sub("_x005F_", text)
    if _CONTROL.search(text):
        text = _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def escape_attribute(text: str) -> str:
    """Text for an attribute in double quotes."""
    text = _CONTROL.sub("", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("\n", "&#10;")


def unescape(text: str) -> str:
    """Plain text of character data that holds no elements."""
    if "&" not in text:
        return text
    for code, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(code, char)
    text = re.sub(r"&#(?:x([0-9A-Fa-f]+)|(\d+));", _character, text)
    return text.replace("&amp;", "&")


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16) if match[1] else int(match[2]))
