"""styles.xml with a few entries appended: fills for marked cells, and the styles of the list in front."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kpi_desktop.workbook.ooxml.package.xml_spans import Element, Patches, XmlPart, escape_attribute

#: Order of the groups of a style sheet; one that is missing is put after the nearest before it.
_GROUPS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_TAG = re.compile(rb"<(/?)(?=[A-Za-z])")
#: The first number that a file's own number formats may have.
_FIRST_FREE = 164


def prefixed(xml: str, prefix: bytes) -> bytes:
    """Elements written without a prefix, as a part with that prefix (``x:``) writes them."""
    data = xml.encode()
    return _TAG.sub(rb"<\1" + prefix, data) if prefix else data


@dataclass(frozen=True)
class Fill:
    """A pattern fill: its kind and the attributes of its two colours, as text that can be kept in a cell."""

    pattern: str = "none"
    front: str = ""
    back: str = ""

    @classmethod
    def solid(cls, argb: str) -> Fill:
        """One colour."""
        return cls("solid", f"rgb={argb}", "indexed=64")

    @classmethod
    def of(cls, element: Element) -> Fill:
        """The fill of a ``fill`` element; none for a gradient."""
        found = element.find("patternFill")
        if found is None:
            return cls()
        colours = [found.find("fgColor"), found.find("bgColor")]
        front, back = (
            " ".join(f"{k}={v}" for k, v in one.attributes.items()) if one else ""
            for one in colours
        )
        return cls(found.attributes.get("patternType", "none"), front, back)

    @classmethod
    def parse(cls, text: str) -> Fill:
        """What ``text`` wrote; no fill for anything else."""
        parts = text.split(";")
        return cls(*parts) if len(parts) == 3 else cls()

    @property
    def text(self) -> str:
        """``solid;rgb=FFE9EEF3;indexed=64``."""
        return ";".join((self.pattern, self.front, self.back))

    @property
    def xml(self) -> str:
        """The ``fill`` element."""
        colours = _colour("fgColor", self.front) + _colour("bgColor", self.back)
        kind = escape_attribute(self.pattern)
        return f'<fill><patternFill patternType="{kind}">{colours}</patternFill></fill>'


def _colour(tag: str, attributes: str) -> str:
    pairs = [one.partition("=") for one in attributes.split() if re.fullmatch(r"\w+=[\w.-]+", one)]
    return f"<{tag}{''.join(f' {k}={chr(34)}{v}{chr(34)}' for k, _, v in pairs)}/>" if pairs else ""


class StyleSheet:
    """Ask for every style first, then take ``finished()``. Equal entries are not added twice."""

    def __init__(self, data: bytes) -> None:
        self._part = XmlPart(data)
        self._elements: dict[str, list[Element]] = {}
        self._known: dict[str, list[bytes]] = {}
        for group in _GROUPS:
            element = self._part.root.find(group)
            children = element.children if element else []
            self._elements[group] = children
            self._known[group] = [data[one.start : one.end] for one in children]
        self._codes = {
            one.attributes["formatCode"]: int(one.attributes["numFmtId"])
            for one in self._elements["numFmts"]
        }

    def index(self, group: str, xml: str) -> int:
        """Where in *group* an entry stands; it is appended when there is none like it."""
        return self.entry(group, prefixed(xml, self._part.prefix))

    def entry(self, group: str, entry: bytes) -> int:
        """The same for an entry that is written as this part writes its elements."""
        known = self._known[group]
        if entry not in known:
            known.append(entry)
        return known.index(entry)

    def number_format(self, code: str) -> int:
        """Number of the format *code*; it gets a free one when the file does not have it."""
        if code not in self._codes:
            number = max((_FIRST_FREE - 1, *self._codes.values())) + 1
            text = f'<numFmt numFmtId="{number}" formatCode="{escape_attribute(code)}"/>'
            self.index("numFmts", text)
            self._codes[code] = number
        return self._codes[code]

    @property
    def font_name(self) -> str:
        """The workbook's usual font."""
        found = self._part.root.find("fonts/font/name")
        return found.attributes.get("val", "") if found else ""

    def _xf(self, style: int) -> Element:
        found = self._elements["cellXfs"]
        return found[style] if style < len(found) else found[0]

    def fill_of(self, style: int) -> Fill:
        """The fill of cells with that style of the file."""
        number = int(self._xf(style).attributes.get("fillId", "0"))
        fills = self._elements["fills"]
        return Fill.of(fills[number]) if number < len(fills) else Fill()

    def with_fill(self, style: int, fill: Fill) -> int:
        """Index of a style of the file with another fill and everything else as it is."""
        xf = self._xf(style)
        number = self.index("fills", fill.xml)
        entry = self._part.open_tag(xf, {"fillId": str(number), "applyFill": "1"})
        if not xf.empty:
            entry += self._part.data[xf.inner : xf.end]
        return self.entry("cellXfs", entry)

    def differential(self, argb: str) -> int:
        """Index of the conditional format that fills with that colour."""
        return self.index(
            "dxfs", f'<dxf><fill><patternFill><bgColor rgb="{argb}"/></patternFill></fill></dxf>'
        )

    def differentials(self, colours: tuple[str, ...]) -> set[int]:
        """Indices of the conditional formats that fill with one of *colours*."""
        return {
            number
            for number, element in enumerate(self._elements["dxfs"])
            if any(
                one.attributes.get("rgb", "").upper() in colours for one in element.walk("bgColor")
            )
        }

    def finished(self) -> bytes:
        """The style sheet with everything that was asked for."""
        patches = Patches(self._part)
        root, prefix = self._part.root, self._part.prefix
        before: Element | None = None
        for group in _GROUPS:
            element = root.find(group)
            entries = self._known[group][len(self._elements[group]) :]
            if entries and element is not None:
                if not element.empty:
                    patches.attributes(element, {"count": str(len(self._known[group]))})
                patches.insert_inside(element, *entries)
            elif entries:
                opened = prefixed(f'<{group} count="{len(entries)}">', prefix)
                at = before.end if before else root.inner
                patches.replace(at, at, opened, *entries, prefixed(f"</{group}>", prefix))
            before = element or before
        return patches.bytes()
