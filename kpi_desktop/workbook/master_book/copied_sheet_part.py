"""A worksheet part as another workbook takes it over: styles renumbered, shared strings in their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi_desktop.workbook.master_book.copied_styles import CopiedStyles, without_prefix
from kpi_desktop.workbook.ooxml.package.xml_spans import XmlPart
from kpi_desktop.workbook.ooxml.style.style_sheet import prefixed

_STYLED = re.compile(rb"<(?:\w+:)?(c|row|col|cfRule|sheetView|sheetFormatPr)(?=[\s/>])[^>]*>")
_NUMBER = re.compile(rb'\s(s|style|dxfId)="(\d+)"')
_WIDTH = re.compile(rb'\s(width|defaultColWidth)="([\d.]+)"')
_SELECTED = re.compile(rb'\stabSelected="[^"]*"')
_STRING = re.compile(rb'(<(\w+:)?c\s[^>]*?)\st="s"([^>]*>)\s*<(?:\w+:)?v>(\d+)</(?:\w+:)?v>')
#: A formula that reads another file, which does not come along.
_OUTSIDE = re.compile(rb"<((?:\w+:)?f)(?:\s[^>]*)?>[^<]*\[\d+\][^<]*</\1>")
#: Characters of a column for which nothing is said, before the room at its sides.
_USUAL = 8


def shared_strings(data: bytes) -> list[bytes]:
    """The inside of every string of a part of shared strings, as plainly written elements."""
    part = XmlPart(data)
    return [
        without_prefix(part.data[one.inner : one.close], part.prefix) for one in part.root.all("si")
    ]


class SheetCopier:
    """Rewrites worksheet parts of one workbook for another.

    ``digits``: pixels of a digit in the usual fonts of the two, from which columns get their width.
    """

    def __init__(
        self, styles: CopiedStyles, strings: Sequence[bytes], digits: tuple[int, int]
    ) -> None:
        self._styles, self._strings = styles, strings
        self._here, self._there = digits

    def copied(self, data: bytes) -> bytes:
        """The part as the other workbook has it; nothing in it is selected."""
        return _STRING.sub(self._inline, _STYLED.sub(self._restyled, _OUTSIDE.sub(b"", data)))

    def _restyled(self, match: re.Match[bytes]) -> bytes:
        kind, tag = match[1], match[0]
        if kind == b"sheetView":
            return _SELECTED.sub(b"", tag)
        if kind == b"sheetFormatPr":
            return self._usual_width(tag)
        if kind == b"col" and self._here != self._there:
            tag = _WIDTH.sub(self._width, tag)
        found = _NUMBER.search(tag)
        if found is not None:
            index = self._styles.differential if kind == b"cfRule" else self._styles.cell
            number = b' %b="%d"' % (found[1], index(int(found[2])))
            return tag[: found.start()] + number + tag[found.end() :]
        if kind == b"c":
            end = match.end(1) - match.start()
            return tag[:end] + b' s="%d"' % self._styles.cell(0) + tag[end:]
        return tag

    def _usual_width(self, tag: bytes) -> bytes:
        """Where the fonts differ, the width of a column for which the sheet says nothing is said."""
        if self._here == self._there:
            return tag
        if b"defaultColWidth" in tag:
            return _WIDTH.sub(self._width, tag)
        found = re.search(rb'\sbaseColWidth="(\d+)"', tag)
        pixels = (int(found[1]) if found else _USUAL) * self._here + 5
        pixels = -(-pixels // 8) * 8
        close = b"/>" if tag.endswith(b"/>") else b">"
        return tag.removesuffix(close) + b' defaultColWidth="%.8g"' % (pixels / self._there) + close

    def _width(self, match: re.Match[bytes]) -> bytes:
        return b' %b="%.8g"' % (match[1], float(match[2]) * self._here / self._there)

    def _inline(self, match: re.Match[bytes]) -> bytes:
        cell, prefix, rest, number = match.groups(b"")
        text = prefixed(self._strings[int(number)].decode(), prefix)
        return cell + b' t="inlineStr"' + rest + b"<%bis>%b</%bis>" % (prefix, text, prefix)
