"""The template's cell styles, and variants: locked or not, another number format, size or wrapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kpi_desktop.workbook.ooxml.package.xml_spans import Element, escape_attribute
from kpi_desktop.workbook.ooxml.style.style_sheet import StyleSheet


@dataclass(frozen=True)
class Variant:
    """How a variant differs from its base style; None leaves a property as it is."""

    locked: bool | None = None
    number_format: str | None = None
    size: float | None = None
    wrap: bool | None = None


class StyleVariants:
    """Variants of the cell styles of *sheet*, each appended to it when it is first asked for."""

    def __init__(self, sheet: StyleSheet) -> None:
        self.sheet = sheet
        self._variants: dict[tuple[int, Variant], int] = {}
        self._fonts: dict[bytes, int] = {}

    def variant(self, style: int, change: Variant) -> int:
        """Index of *style* with *change* applied; *style* itself when nothing changes."""
        if change.locked == self.sheet.is_locked(style):
            change = replace(change, locked=None)
        if change == Variant():
            return style
        key = (style, change)
        if key not in self._variants:
            self._variants[key] = self.sheet.append("cellXfs", self._changed(style, change))
        return self._variants[key]

    def _changed(self, style: int, change: Variant) -> bytes:
        xf = self.sheet.xf(style)
        attributes: dict[str, str | None] = {}
        if change.number_format is not None:
            attributes["numFmtId"] = str(self.sheet.number_format(change.number_format))
            attributes["applyNumberFormat"] = "1"
        if change.size is not None:
            attributes["fontId"] = str(self._sized_font(style, change.size))
            attributes["applyFont"] = "1"
        alignment = self._child(xf, "alignment", {})
        if change.wrap is not None:
            wrapping = {"wrapText": str(int(change.wrap)), "shrinkToFit": str(int(not change.wrap))}
            alignment = self._child(xf, "alignment", wrapping)
            attributes["applyAlignment"] = "1"
        protection = self._child(xf, "protection", {})
        if change.locked is not None:
            protection = self._child(xf, "protection", {"locked": str(int(change.locked))})
            attributes["applyProtection"] = "1"
        opened = self.sheet.part.open_tag(xf, attributes)
        if xf.empty:
            opened = opened.removesuffix(b"/>") + b">"
        return opened + alignment + protection + b"</" + self.sheet.part.prefix + b"xf>"

    def _child(self, xf: Element, tag: str, changes: Mapping[str, str]) -> bytes:
        element = xf.find(tag)
        if element is not None:
            kept = {k: v for k, v in element.attributes.items() if k not in changes}
        elif not changes:
            return b""
        else:
            kept = {}
        text = "".join(f' {k}="{escape_attribute(v)}"' for k, v in {**kept, **changes}.items())
        return b"<" + self.sheet.part.prefix + f"{tag}{text}/>".encode()

    def _sized_font(self, style: int, size: float) -> int:
        part, font = self.sheet.part, self.sheet.font(style)
        data = part.data[font.start : font.end]
        element = font.find("sz")
        if element is not None:
            tag = b"<" + part.prefix + b'sz val="%g"/>' % size
            at, end = element.start - font.start, element.end - font.start
            data = data[:at] + tag + data[end:]
        if data not in self._fonts:
            self._fonts[data] = self.sheet.append("fonts", data)
        return self._fonts[data]
