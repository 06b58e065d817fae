"""styles.xml: what its cell styles look like, and entries appended to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kpi_desktop.workbook.ooxml.package.xml_spans import Element, Patches, XmlPart, escape_attribute
from kpi_desktop.workbook.ooxml.style.number_formats import BUILT_IN

#: Order of the groups of a style sheet; one that is missing is put after the nearest before it.
_GROUPS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_TAG = re.compile(rb"<(/?)(?=[A-Za-z])")
#: The first number that a file's own number formats may have.
_FIRST_FREE = 164
#: Codes that mean the same in every language and need no entry → their numbers.
_UNIVERSAL = {BUILT_IN[number]: number for number in (0, 1, 2, 3, 4, 49)}
#: Points of one step of indentation.
_INDENT = 10.0
#: Fonts whose digits are wider than those of the Latin ones.
_WIDE_DIGITS = ("Ｐゴシック", "Ｐ明朝", "PGothic", "游ゴシック", "Yu Gothic", "Meiryo", "メイリオ")
_USUAL_SIZE = 11.0


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
    """Ask for every style first, then take ``finished()``."""

    def __init__(self, data: bytes) -> None:
        self.part = XmlPart(data)
        self._elements: dict[str, list[Element]] = {}
        self._known: dict[str, list[bytes]] = {}
        for group in _GROUPS:
            element = self.part.root.find(group)
            children = element.children if element else []
            self._elements[group] = children
            self._known[group] = [data[one.start : one.end] for one in children]
        self._codes = dict(_UNIVERSAL)
        for one in self._elements["numFmts"]:
            self._codes.setdefault(one.attributes["formatCode"], int(one.attributes["numFmtId"]))

    # ---- what the file says
    def xf(self, style: int) -> Element:
        """The entry of that style of the file; the first one for a number that the file has not."""
        entries = self._elements["cellXfs"]
        return entries[style] if style < len(entries) else entries[0]

    def font(self, style: int) -> Element:
        """The font of cells with that style."""
        return self._elements["fonts"][int(self.xf(style).attributes.get("fontId", "0"))]

    def font_of(self, style: int) -> tuple[str, float]:
        """Font name and size in points."""
        font = self.font(style)
        name, size = font.find("name"), font.find("sz")
        return (
            name.attributes.get("val", "") if name else "",
            float(size.attributes.get("val", "11")) if size else _USUAL_SIZE,
        )

    @property
    def font_name(self) -> str:
        """The workbook's usual font."""
        name = self.part.root.find("fonts/font/name")
        return name.attributes.get("val", "") if name else ""

    @property
    def digit_width(self) -> int:
        """Pixels of one digit in the workbook's usual font, in which column widths are counted."""
        font, size = self.font_of(0)
        width = 7.5 if any(name in font for name in _WIDE_DIGITS) else 7.0
        return max(1, round(width * size / _USUAL_SIZE))

    def indent_of(self, style: int) -> float:
        """Points by which text of that style is set in from the border."""
        alignment = self.xf(style).find("alignment")
        return _INDENT * int(alignment.attributes.get("indent", "0")) if alignment else 0.0

    def is_locked(self, style: int) -> bool:
        """Whether cells of that style are locked when the sheet is protected."""
        protection = self.xf(style).find("protection")
        return protection is None or protection.attributes.get("locked", "1") not in ("0", "false")

    def fill_of(self, style: int) -> Fill:
        """The fill of cells with that style of the file."""
        number = int(self.xf(style).attributes.get("fillId", "0"))
        fills = self._elements["fills"]
        return Fill.of(fills[number]) if number < len(fills) else Fill()

    # ---- entries appended
    def append(self, group: str, entry: bytes) -> int:
        """Put one more entry into *group*, written as this part writes its elements; its place."""
        self._known[group].append(entry)
        return len(self._known[group]) - 1

    def entry(self, group: str, entry: bytes) -> int:
        """Where in *group* that entry stands; it is appended when there is none like it."""
        known = self._known[group]
        return known.index(entry) if entry in known else self.append(group, entry)

    def index(self, group: str, xml: str) -> int:
        """The same for an entry that is written without a prefix."""
        return self.entry(group, prefixed(xml, self.part.prefix))

    def number_format(self, code: str) -> int:
        """Number of the format *code*; it gets a free one when the file does not have it."""
        if code not in self._codes:
            number = max(_FIRST_FREE - 1, *self._codes.values()) + 1
            text = f'<numFmt numFmtId="{number}" formatCode="{escape_attribute(code)}"/>'
            self.append("numFmts", prefixed(text, self.part.prefix))
            self._codes[code] = number
        return self._codes[code]

    def with_fill(self, style: int, fill: Fill) -> int:
        """Index of a style of the file with another fill and everything else as it is."""
        xf = self.xf(style)
        number = self.index("fills", fill.xml)
        entry = self.part.open_tag(xf, {"fillId": str(number), "applyFill": "1"})
        if not xf.empty:
            entry += self.part.data[xf.inner : xf.end]
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
        patches = Patches(self.part)
        root, prefix = self.part.root, self.part.prefix
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
