"""The colours of the fields to fill in, kept in step with the table when columns were put into it.

The shipped template colours a whole table with one rule, which reads the mark of each cell so many columns
further right. A column put into the table moves its right half away from the marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kpi_desktop.workbook.ooxml.package.xml_spans import Element, Patches, XmlPart, escape, unescape
from kpi_desktop.workbook.ooxml.sheet.addresses import (
    Area,
    column_letters,
    column_number,
    parse_area,
)
from kpi_desktop.workbook.ooxml.sheet.shared_formulas import TOKEN, moved


def in_step(part: XmlPart, columns: Mapping[int, int]) -> XmlPart:
    """The sheet, its rules split by column if need be. *columns*: column of the table → of its marks."""
    if len({mark - column for column, mark in columns.items()}) < 2:
        return part
    patches = Patches(part)
    for group in part.root.all("conditionalFormatting"):
        areas = [parse_area(text) for text in group.attributes["sqref"].split()]
        if len(areas) == 1 and _reads_marks(part, group, set(columns.values())):
            groups = _split(part, group, areas[0], columns)
            patches.replace(group.start, group.end, b"".join(groups))
    return XmlPart(patches.bytes())


def _formulas(part: XmlPart, group: Element) -> list[tuple[Element, str]]:
    return [
        (one, unescape(part.data[one.inner : one.close].decode())) for one in group.walk("formula")
    ]


def _reads_marks(part: XmlPart, group: Element, marks: set[int]) -> bool:
    return any(
        match[3] and not match[2] and column_number(match[3]) in marks
        for _, text in _formulas(part, group)
        for match in TOKEN.finditer(text)
    )


def _split(
    part: XmlPart, group: Element, area: Area, columns: Mapping[int, int]
) -> Sequence[bytes]:
    """One group for each column of the table in *area*."""
    found = []
    first = area.address
    for column, mark in columns.items():
        if not area.column <= column <= area.last_column:
            continue
        own = f"{column_letters(column)}{area.row}"
        opened = part.open_tag(group, {"sqref": f"{own}:{column_letters(column)}{area.last_row}"})
        at = group.inner
        for element, text in _formulas(part, group):
            own_text = _own(text, first, own, mark, set(columns.values()))
            opened += part.data[at : element.inner] + escape(own_text).encode()
            at = element.close
        found.append(opened + part.data[at : group.end])
    return found


def _own(text: str, first: str, own: str, mark: int, marks: set[int]) -> str:
    """A rule's formula as it is for one column: its mark, everything else moved along."""

    def marked(match: re.Match[str]) -> str:
        if match[1] or match[2] or column_number(match[3]) not in marks:
            return match[0]
        return f"${column_letters(mark)}{match[4]}{match[5]}"

    return moved(TOKEN.sub(marked, text), first, own)
