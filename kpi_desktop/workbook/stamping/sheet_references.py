"""Mentions of the form sheet in formulas and links: each stamped sheet gets its own name there."""

from __future__ import annotations

import re

from kpi_desktop.workbook.ooxml.package.compiled_part import FilledPart
from kpi_desktop.workbook.ooxml.package.xml_spans import Element, Patches, Piece, XmlPart, unescape
from kpi_desktop.workbook.ooxml.sheet.addresses import quoted_sheet
from kpi_desktop.workbook.stamping.shape import OWN_SHEET

#: Elements whose text is a formula; ``sqref`` is one in the extensions of charts alone.
_FORMULAS = ("f", "formula", "formula1", "formula2")
#: Attributes that name a place: of links in a sheet, of shapes that show a cell, of links from a drawing.
_PLACES = (
    ("hyperlink", "location"),
    ("sp", "textlink"),
    ("pic", "textlink"),
    ("Relationship", "Target"),
)


class Mentions:
    """What names one sheet, quoted or not: ``'様式2'!`` and ``様式2!``, never the end of another name."""

    def __init__(self, sheet: str) -> None:
        quoted, plain = re.escape(quoted_sheet(sheet)), re.escape(sheet)
        self._word = sheet.encode() if sheet.isalnum() else b""
        self._pattern = re.compile(rf"(?<!')(?:{quoted})!|(?<![\w.\\'\]:]){plain}!")

    def found_in(self, formula: str) -> bool:
        """Whether *formula* names the sheet."""
        return self._pattern.search(formula) is not None

    def _may_be_in(self, data: bytes) -> bool:
        """A quick look before the slow one; some programs write every letter as ``&#27096;``."""
        return self._word in data or b"&#" in data

    def pieces(self, source: bytes, hole: Piece = OWN_SHEET) -> list[Piece]:
        """Escaped *source* with *hole* where it names the sheet; *source* itself when it does not."""
        if not self._may_be_in(source):
            return [source]
        runs = self._pattern.split(unescape(source.decode()))
        if len(runs) == 1:
            return [source]
        pieces: list[Piece] = [_escaped(runs[0])]
        for run in runs[1:]:
            pieces += [hole, b"!" + _escaped(run)]
        return pieces

    def without(self, source: bytes) -> bytes:
        """Escaped *source* that reads its own sheet without naming it."""
        runs = self._pattern.split(unescape(source.decode()))
        return source if len(runs) == 1 else _escaped("".join(runs))

    def patch(self, patches: Patches, hole: Piece = OWN_SHEET, is_chart: bool = False) -> bool:
        """Put *hole* wherever a part names the sheet; whether it does at all."""
        part, found = patches.part, False
        if not self._may_be_in(part.data):
            return False
        for tag in (*_FORMULAS, "sqref") if is_chart else _FORMULAS:
            for element in part.root.walk(tag):
                pieces = self.pieces(part.data[element.inner : element.close], hole)
                if len(pieces) > 1:
                    patches.replace(element.inner, element.close, *pieces)
                    found = True
        for tag, attribute in _PLACES:
            for element in part.root.walk(tag):
                if self.found_in(element.attributes.get(attribute, "")):
                    patches.replace(
                        element.start, element.inner, *self._tag(part, element, attribute, hole)
                    )
                    found = True
        return found

    def followed(self, data: bytes) -> FilledPart | None:
        """A whole part with holes for the sheet's name, None when it does not name the sheet."""
        if not self._may_be_in(data):
            return None
        if not self.found_in(unescape(data.decode(errors="replace"))):
            return None
        patches = Patches(XmlPart(data))
        found = self.patch(patches, is_chart=patches.part.root.tag == "chartSpace")
        return FilledPart(patches.pieces()) if found else None

    def _tag(self, part: XmlPart, element: Element, attribute: str, hole: Piece) -> list[Piece]:
        tag = part.open_tag(element, {attribute: None})
        end = b"/>" if element.empty else b">"
        value = self.pieces(_escaped(element.attributes[attribute]), hole)
        opened = tag.removesuffix(end) + f' {attribute}="'.encode()
        return [opened, *value, b'"' + end]


def _escaped(text: str) -> bytes:
    """A formula as XML; what looks like an escaped control character is left as it was."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").encode()
