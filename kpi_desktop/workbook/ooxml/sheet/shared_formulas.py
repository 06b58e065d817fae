"""Formulas that Excel shares among filled-down cells, each written out: a cell alone can then be replaced."""

from __future__ import annotations

import re

from kpi_desktop.workbook.ooxml.package.xml_spans import Patches, XmlPart, escape, unescape
from kpi_desktop.workbook.ooxml.sheet.addresses import column_letters, column_number, place_of

#: A text or a quoted sheet name (group 1), or a cell address: ``$``, column, ``$``, row (groups 2 to 5).
TOKEN = re.compile(
    r"(\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*')"
    r"|(?<![\w.\\])(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})(?![\w(.!])"
)


def unshared(part: XmlPart) -> XmlPart:
    """The sheet with every shared formula written out; the very same when there is none."""
    shared = [
        (cell, formula)
        for cell in part.root.all("sheetData/row/c")
        for formula in cell.all("f")
        if formula.attributes.get("t") == "shared" and "r" in cell.attributes
    ]
    if not shared:
        return part
    origins: dict[str, tuple[str, str]] = {}
    patches = Patches(part)
    for cell, formula in shared:
        address, group = cell.attributes["r"], formula.attributes.get("si", "")
        source = part.data[formula.inner : formula.close]
        if source:
            origins[group] = (address, unescape(source.decode()))
        elif group in origins:
            source = escape(moved(origins[group][1], origins[group][0], address)).encode()
        p = part.prefix
        patches.replace(formula.start, formula.end, b"<" + p + b"f>" + source + b"</" + p + b"f>")
    return XmlPart(patches.bytes())


def moved(formula: str, origin: str, address: str) -> str:
    """*formula* of the cell *origin* as it reads when filled into *address*."""
    (row, column), (new_row, new_column) = place_of(origin), place_of(address)
    down, right = new_row - row, new_column - column

    def shifted(match: re.Match[str]) -> str:
        if match[1]:
            return match[0]
        letters, number = match[3], int(match[5])
        if not match[2]:
            letters = column_letters(column_number(letters) + right)
        return f"{match[2]}{letters}{match[4]}{number if match[4] else number + down}"

    return TOKEN.sub(shifted, formula)
