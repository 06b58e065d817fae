"""Stamped forms made ready for the printed set: only the forms print, with a footer on each page."""

from __future__ import annotations

from kpi_desktop.workbook.ooxml.package.package import Package
from kpi_desktop.workbook.ooxml.package.xml_spans import Patches, XmlPart, escape
from kpi_desktop.workbook.ooxml.sheet.cell_values import open_book

#: Room for the footer, in inches.
_BOTTOM, _FOOTER = 0.65, 0.3


def print_ready(data: bytes, forms: frozenset[str], left: str, right: str) -> bytes:
    """*data* with every sheet but *forms* hidden; footer: *left*, the page number, *right*."""
    book = open_book(data)
    package = book.package
    changed: dict[str, bytes | None] = {book.main_part: _hidden(package, book.main_part, forms)}
    for sheet in book.sheets:
        if sheet.name in forms:
            part = XmlPart(package.read(sheet.part))
            patches = Patches(part)
            put_footer(patches, left, "－ &P －", right)
            changed[sheet.part] = patches.bytes()
    return package.rewritten(changed)


def _hidden(package: Package, main: str, forms: frozenset[str]) -> bytes:
    part = XmlPart(package.read(main))
    patches = Patches(part)
    shown = None
    for at, sheet in enumerate(part.root.all("sheets/sheet")):
        if sheet.attributes["name"] not in forms:
            patches.attributes(sheet, {"state": "hidden"})
        elif shown is None:
            shown = at
    for view in part.root.all("bookViews/workbookView"):
        patches.attributes(view, {"activeTab": str(shown or 0), "firstSheet": None})
    return patches.bytes()


def put_footer(patches: Patches, left: str, middle: str, right: str) -> None:
    """Give a form sheet a footer, and the room for it; *middle* may hold codes like ``&P``."""
    part = patches.part
    footer = f"&L&8{_literal(left)}&C&9{middle}&R&8{_literal(right)}"
    for old in part.root.all("headerFooter"):
        patches.drop(old)
    margins = part.root.find("pageMargins")
    before = part.root.find("pageSetup") or margins
    if margins is not None:
        patches.attributes(margins, {"bottom": str(_BOTTOM), "footer": str(_FOOTER)})
    if before is not None:
        p = part.prefix.decode()
        text = f"<{p}headerFooter><{p}oddFooter>{escape(footer)}</{p}oddFooter></{p}headerFooter>"
        patches.replace(before.end, before.end, text.encode())


def _literal(text: str) -> str:
    """Excel takes at most 255 characters for the whole footer."""
    return text.replace("&", "&&")[:90]
