"""The template's cell styles, and variants: locked or not, another number format, size or wrapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kpi_desktop.workbook.ooxml.package.xml_spans import Element, Patches, XmlPart, escape_attribute

#: Number formats that print a plain figure exactly: grouped or not, up to six decimals.
FIGURE_FORMATS = tuple(
    whole + ("." + "0" * decimals if decimals else "")
    for whole in ("#,##0", "0")
    for decimals in range(7)
)
_INDENT = 10.0
_BUILT_IN = {"General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "@": 49}


@dataclass(frozen=True)
class Variant:
    """How a variant differs from its base style; None leaves a property as it is."""

    locked: bool | None = None
    number_format: str | None = None
    size: float | None = None
    wrap: bool | None = None


class StyleBook:
    """styles.xml with variants appended. Ask for every variant first, then take ``part()``."""

    def __init__(self, data: bytes) -> None:
        self._part = XmlPart(data)
        root = self._part.root
        self._xfs = self._children("cellXfs", "xf")
        self._fonts = self._children("fonts", "font")
        self._formats: dict[str, int] = dict(_BUILT_IN)
        for one in root.all("numFmts/numFmt"):
            self._formats.setdefault(one.attributes["formatCode"], int(one.attributes["numFmtId"]))
        self._known: dict[tuple[int, Variant], int] = {}
        self._new_xfs: list[bytes] = []
        self._new_fonts: dict[bytes, int] = {}
        self._new_formats: dict[str, int] = {}

    def _children(self, group: str, tag: str) -> list[Element]:
        return list(self._part.root.all(f"{group}/{tag}"))

    def is_locked(self, style: int) -> bool:
        """Whether cells of that style are locked when the sheet is protected."""
        protection = self._xfs[style].find("protection") if style < len(self._xfs) else None
        return protection is None or protection.attributes.get("locked", "1") not in ("0", "false")

    def font_of(self, style: int) -> tuple[str, float]:
        """Font name and size in points."""
        font = self._fonts[int(self._xfs[style].attributes.get("fontId", "0"))]
        name, size = font.find("name"), font.find("sz")
        return (
            name.attributes.get("val", "") if name else "",
            float(size.attributes.get("val", "11")) if size else 11.0,
        )

    def indent_of(self, style: int) -> float:
        """Points by which text of that style is set in from the border."""
        alignment = self._xfs[style].find("alignment")
        return _INDENT * int(alignment.attributes.get("indent", "0")) if alignment else 0.0

    def variant(self, style: int, change: Variant) -> int:
        """Index of *style* with *change* applied; *style* itself when nothing changes."""
        if change.locked == self.is_locked(style):
            change = Variant(None, change.number_format, change.size, change.wrap)
        if change == Variant():
            return style
        key = (style, change)
        if key not in self._known:
            self._known[key] = len(self._xfs) + len(self._new_xfs)
            self._new_xfs.append(self._changed(self._xfs[style], change))
        return self._known[key]

    def _changed(self, xf: Element, change: Variant) -> bytes:
        attributes: dict[str, str | None] = {}
        if change.number_format is not None:
            attributes["numFmtId"] = str(self._format_id(change.number_format))
            attributes["applyNumberFormat"] = "1"
        if change.size is not None:
            attributes["fontId"] = str(self._font_id(xf, change.size))
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
        opened = self._part.open_tag(xf, attributes)
        if xf.empty:
            opened = opened.removesuffix(b"/>") + b">"
        return opened + alignment + protection + b"</" + self._part.prefix + b"xf>"

    def _child(self, xf: Element, tag: str, changes: Mapping[str, str]) -> bytes:
        element = xf.find(tag)
        if element is not None:
            kept = {k: v for k, v in element.attributes.items() if k not in changes}
        elif not changes:
            return b""
        else:
            kept = {}
        text = "".join(f' {k}="{escape_attribute(v)}"' for k, v in {**kept, **changes}.items())
        return b"<" + self._part.prefix + f"{tag}{text}/>".encode()

    def _format_id(self, code: str) -> int:
        if code not in self._formats:
            number = max(164, *(value + 1 for value in self._formats.values()))
            self._formats[code] = self._new_formats[code] = number
        return self._formats[code]

    def _font_id(self, xf: Element, size: float) -> int:
        font = self._fonts[int(xf.attributes.get("fontId", "0"))]
        data = self._part.data[font.start : font.end]
        element = font.find("sz")
        if element is not None:
            tag = b"<" + self._part.prefix + b'sz val="%g"/>' % size
            at, end = element.start - font.start, element.end - font.start
            data = data[:at] + tag + data[end:]
        return self._new_fonts.setdefault(data, len(self._fonts) + len(self._new_fonts))

    def part(self) -> bytes:
        """styles.xml with every variant asked for so far."""
        patches = Patches(self._part)
        p = self._part.prefix
        self._extend(patches, "cellXfs", len(self._xfs), self._new_xfs)
        self._extend(patches, "fonts", len(self._fonts), list(self._new_fonts))
        formats = [
            b"<"
            + p
            + f'numFmt numFmtId="{number}" formatCode="{escape_attribute(code)}"/>'.encode()
            for code, number in self._new_formats.items()
        ]
        if formats and self._part.root.find("numFmts") is None:
            group = b'numFmts count="%d">' % len(formats) + b"".join(formats)
            group = b"<" + p + group + b"</" + p + b"numFmts>"
            patches.replace(self._part.root.inner, self._part.root.inner, group)
        elif formats:
            self._extend(patches, "numFmts", len(self._children("numFmts", "numFmt")), formats)
        return patches.bytes()

    def _extend(self, patches: Patches, group: str, count: int, new: list[bytes]) -> None:
        element = self._part.root.find(group)
        if element is not None and new:
            patches.attributes(element, {"count": str(count + len(new))})
            patches.replace(element.close, element.close, *new)
