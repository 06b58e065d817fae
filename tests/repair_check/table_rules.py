"""Rules about tables. Each gives (part, place, what)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kpi_desktop.workbook.ooxml.package.xml_spans import Element, XmlPart
from tests.repair_check.parts import OpenedParts, SheetPart, area, overlap, text_of

Found = Iterator[tuple[str, str, str]]


def table_areas(book: OpenedParts) -> Found:
    """A table lies on its sheet and on no other table."""
    seen: list[tuple[str, tuple[int, int, int, int]]] = []
    for sheet, part, xml in book.tables():
        place = area(xml.root.attributes.get("ref", ""))
        if place is None:
            yield part, xml.root.attributes.get("ref", ""), "テーブルの範囲がシートの外です"
            continue
        if any(name == sheet.name and overlap(other, place) for name, other in seen):
            yield part, xml.root.attributes["ref"], "テーブルが重なっています"
        seen.append((sheet.name, place))


def table_names(book: OpenedParts) -> Found:
    """Ids and names of tables are each there once."""
    for key in ("id", "displayName"):
        seen = set()
        for _, part, xml in book.tables():
            value = xml.root.attributes.get(key, "").casefold()
            if value in seen:
                yield part, value, "同じ番号か名前のテーブルがあります"
            seen.add(value)


def table_columns(book: OpenedParts) -> Found:
    """Column names are each there once, and as many as the area is wide."""
    for _, part, xml in book.tables():
        names = [one.attributes.get("name", "") for one in _columns(xml)]
        folded = [name.casefold() for name in names]
        for name in names:
            if folded.count(name.casefold()) > 1:
                yield part, name, "同じ名前の列があります"
        place = area(xml.root.attributes.get("ref", ""))
        if place and place[3] - place[1] + 1 != len(names):
            yield part, xml.root.attributes["ref"], "列の数が範囲と合いません"


def table_headers(book: OpenedParts) -> Found:
    """The header cells hold the names of the columns."""
    for sheet, part, xml in book.tables():
        place = area(xml.root.attributes.get("ref", ""))
        if place is None or xml.root.attributes.get("headerRowCount") == "0":
            continue
        cells = _texts(book, sheet, place[0])
        for column, one in enumerate(_columns(xml), place[1]):
            name = one.attributes.get("name", "").replace("_x000a_", "\n").replace("_x000A_", "\n")
            if cells.get(column, "") != name:
                yield part, name, f"見出しのセルは「{cells.get(column, '')}」です"


def _columns(xml: XmlPart) -> list[Element]:
    return list(xml.root.all("tableColumns/tableColumn"))


def _texts(book: OpenedParts, sheet: SheetPart, row: int) -> dict[int, str]:
    found = {}
    for line in sheet.rows:
        if line.attributes.get("r") != str(row):
            continue
        for cell in line.all("c"):
            where = area(cell.attributes.get("r", ""))
            value, inline = cell.find("v"), cell.find("is")
            text = sheet.xml.text(value) if value is not None else ""
            if cell.attributes.get("t") == "s" and text.isdecimal():
                text = book.strings[int(text)] if int(text) < len(book.strings) else ""
            elif inline is not None:
                text = text_of(sheet.xml, inline)
            if where:
                found[where[1]] = text
    return found


TABLE_RULES: dict[str, Callable[[OpenedParts], Found]] = {
    "table-area": table_areas,
    "table-name": table_names,
    "table-column": table_columns,
    "table-header": table_headers,
}
