"""Buttons of macro-enabled copies: shapes that run a macro, beside the page and never printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_desktop.workbook.ooxml.package.xml_spans import Patches, XmlPart, escape, escape_attribute

#: Buttons that the program made, so that a return can take them off again.
NAME_PREFIX = "KPIボタン_"
_PIXEL = 9525
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_SHAPES = "http://schemas.openxmlformats.org/drawingml/2006/main"


@dataclass(frozen=True)
class Button:
    """``label`` as shown, ``macro`` as ``Module.Name``, ``meaning`` as alternative text."""

    label: str
    macro: str
    meaning: str


@dataclass(frozen=True)
class PlacedButton:
    """A button whose upper left corner lies in a cell (from 1), ``right`` and ``down`` in pixels."""

    button: Button
    row: int
    column: int
    right: int = 0
    down: int = 0
    width: int = 118
    height: int = 32


def empty_drawing() -> bytes:
    """A drawing without anything in it."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<xdr:wsDr xmlns:xdr="{_DRAWING}" xmlns:a="{_SHAPES}"></xdr:wsDr>'.encode()


def with_buttons(drawing: bytes, placed: Sequence[PlacedButton]) -> bytes:
    """*drawing* with the buttons behind everything that is there."""
    part = XmlPart(drawing)
    patches = Patches(part)
    used = [int(one.attributes.get("id", "0")) for one in part.root.walk("cNvPr")]
    first = max(used, default=1) + 1
    shapes = "".join(_anchor(one, number) for number, one in enumerate(placed, first))
    patches.insert_inside(part.root, shapes.encode())
    return patches.bytes()


def without_buttons(drawing: bytes) -> bytes:
    """*drawing* without the program's buttons; other shapes stay, but no longer run anything."""
    part = XmlPart(drawing)
    patches = Patches(part)
    for anchor in part.root.children:
        names = [one.attributes.get("name", "") for one in anchor.walk("cNvPr")]
        if any(name.startswith(NAME_PREFIX) for name in names):
            patches.drop(anchor)
            continue
        for tag in ("sp", "pic", "graphicFrame", "cxnSp", "grpSp"):
            for shape in anchor.walk(tag):
                if shape.attributes.get("macro"):
                    patches.attributes(shape, {"macro": ""})
    return patches.bytes()


def _anchor(button: PlacedButton, number: int) -> str:
    name, meaning = NAME_PREFIX + button.button.label, escape_attribute(button.button.meaning)
    width, height = button.width * _PIXEL, button.height * _PIXEL
    right, down = button.right * _PIXEL, button.down * _PIXEL
    return (
        f'<xdr:oneCellAnchor xmlns:xdr="{_DRAWING}" xmlns:a="{_SHAPES}"><xdr:from>'
        f"<xdr:col>{button.column - 1}</xdr:col><xdr:colOff>{right}</xdr:colOff>"
        f"<xdr:row>{button.row - 1}</xdr:row><xdr:rowOff>{down}</xdr:rowOff></xdr:from>"
        f'<xdr:ext cx="{width}" cy="{height}"/>'
        f'<xdr:sp macro="[0]!{escape_attribute(button.button.macro)}" textlink=""><xdr:nvSpPr>'
        f'<xdr:cNvPr id="{number}" name="{escape_attribute(name)}" descr="{meaning}"/>'
        '<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="roundRect"><a:avLst>'
        '<a:gd name="adj" fmla="val 16667"/></a:avLst></a:prstGeom><a:solidFill>'
        '<a:srgbClr val="23425F"/></a:solidFill><a:ln w="9525"><a:solidFill>'
        '<a:srgbClr val="23425F"/></a:solidFill></a:ln></xdr:spPr><xdr:txBody>'
        '<a:bodyPr vertOverflow="clip" wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
        '<a:lstStyle/><a:p><a:pPr algn="ctr"/><a:r><a:rPr lang="ja-JP" sz="1000" b="1"><a:solidFill>'
        '<a:srgbClr val="FFFFFF"/></a:solidFill><a:latin typeface="Meiryo"/>'
        f'<a:ea typeface="Meiryo"/></a:rPr><a:t>{escape(button.button.label)}</a:t></a:r></a:p>'
        '</xdr:txBody></xdr:sp><xdr:clientData fPrintsWithSheet="0"/></xdr:oneCellAnchor>'
    )
