"""Cell styles of one workbook taken over into another's style sheet, each when it is first asked for."""

from __future__ import annotations

import re
from functools import cache

from kpi_desktop.workbook.ooxml.package.xml_spans import Element
from kpi_desktop.workbook.ooxml.style.style_sheet import StyleSheet

_INDEXED = re.compile(rb'\bindexed="(\d+)"')
#: Attributes of extensions (``xr:uid``), whose namespaces the other part need not know.
_FOREIGN = re.compile(rb"\s(?!xmlns:|xml:)\w+:\w+=(?:\"[^\"]*\"|'[^']*')")
_SHARED = (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))


def without_prefix(data: bytes, prefix: bytes) -> bytes:
    """Elements without the prefix of the part that they stood in."""
    return re.sub(rb"<(/?)" + re.escape(prefix), rb"<\1", data) if prefix else data


class CopiedStyles:
    """Styles of the style sheet *source* as entries of *target*. Named cell styles stay behind: every entry
    says the whole look of its cells.
    """

    def __init__(self, source: StyleSheet, target: StyleSheet) -> None:
        self._part = source.part
        self._target = target
        root = self._part.root
        self._groups = {
            group: element.children if (element := root.find(group)) else []
            for group in ("fonts", "fills", "borders", "cellXfs", "dxfs")
        }
        self._codes = {
            one.attributes["numFmtId"]: one.attributes["formatCode"]
            for one in root.all("numFmts/numFmt")
        }
        self._palette = [
            one.attributes["rgb"].encode() for one in root.all("colors/indexedColors/rgbColor")
        ]
        self.cell = cache(self._cell)
        self.differential = cache(self._differential)

    def _cell(self, style: int) -> int:
        """Index in the target of a cell style."""
        xf = self._groups["cellXfs"][style]
        attributes: dict[str, str | None] = {"xfId": "0"}
        for name, group in _SHARED:
            element = self._groups[group][int(xf.attributes.get(name, "0"))]
            attributes[name] = str(self._target.entry(group, self._bytes(element)))
        code = self._codes.get(xf.attributes.get("numFmtId", "0"))
        if code is not None:
            attributes["numFmtId"] = str(self._target.number_format(code))
        entry = self._part.open_tag(xf, attributes)
        if not xf.empty:
            entry += self._part.data[xf.inner : xf.end]
        return self._target.entry("cellXfs", self._plain(entry))

    def _differential(self, number: int) -> int:
        """Index in the target of the look that a conditional format gives."""
        return self._target.entry("dxfs", self._bytes(self._groups["dxfs"][number]))

    def _bytes(self, element: Element) -> bytes:
        data = self._plain(self._part.data[element.start : element.end])
        return _INDEXED.sub(self._colour, data) if self._palette else data

    def _plain(self, data: bytes) -> bytes:
        data = without_prefix(data, self._part.prefix)
        return _FOREIGN.sub(b"", data) if b":" in data else data

    def _colour(self, match: re.Match[bytes]) -> bytes:
        """A colour of the workbook's own palette, said outright."""
        number = int(match[1])
        return b'rgb="%b"' % self._palette[number] if number < len(self._palette) else match[0]
