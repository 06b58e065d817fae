"""Rules about one worksheet. Each gives (place, what)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from pyopenvba.formula import FormulaError, parse

from kpi_desktop.workbook.ooxml.package.xml_spans import Element
from tests.repair_check.parts import (
    LAST_ROW,
    OpenedParts,
    SheetPart,
    area,
    overlap,
    place,
    rels_of,
    text_of,
)

Found = Iterator[tuple[str, str]]

_OTHER_BOOK = re.compile(r"\[\d+\]")
_KINDS = {None, "n", "s", "b", "e", "d", "str", "inlineStr"}


def row_order(_: OpenedParts, sheet: SheetPart) -> Found:
    """Rows rise, each once."""
    before = 0
    for row in sheet.rows:
        number = int(row.attributes.get("r", before + 1))
        if number <= before or number > LAST_ROW:
            yield str(number), "行の順序が正しくありません"
        before = number


def cell_order(_: OpenedParts, sheet: SheetPart) -> Found:
    """Cells stand in their row, rising, each once."""
    for row in sheet.rows:
        before = 0
        for cell in row.all("c"):
            reference = cell.attributes.get("r")
            if reference is None:
                before += 1
                continue
            where = place(reference)
            if where is None or str(where[0]) != row.attributes.get("r", str(where[0])):
                yield reference, "セル番地が正しくありません"
            elif where[1] <= before:
                yield reference, "セルの順序が正しくありません"
            before = where[1] if where else before


def cell_values(book: OpenedParts, sheet: SheetPart) -> Found:
    """What a cell holds is of the kind that it says, and not too long."""
    for cell in sheet.cells():
        kind, value = cell.attributes.get("t"), cell.find("v")
        text = sheet.xml.text(value) if value is not None else ""
        where = cell.attributes.get("r", "")
        if kind not in _KINDS or (text and not _fits(book, kind, text)):
            yield where, f"種類「{kind or 'n'}」の値ではありません: {text[:40]}"
        inline = cell.find("is")
        length = len(text_of(sheet.xml, inline)) if inline is not None else len(text)
        if kind == "s" and text.isdecimal() and int(text) < len(book.strings):
            length = len(book.strings[int(text)])
        if length > 32_767:
            yield where, "文字が32,767を超えています"


def _fits(book: OpenedParts, kind: str | None, text: str) -> bool:
    if kind == "s":
        return text.isdecimal() and int(text) < len(book.strings)
    if kind == "b":
        return text in ("0", "1", "true", "false")
    if kind in (None, "n"):
        try:
            return abs(float(text)) < 1e308
        except ValueError:
            return False
    return True


def cell_styles(book: OpenedParts, sheet: SheetPart) -> Found:
    """Styles of cells and of conditional formats exist."""
    if book.styles is None:
        return
    styles = sum(1 for _ in book.styles.root.all("cellXfs/xf"))
    for cell in sheet.cells():
        if int(cell.attributes.get("s", "0")) >= max(styles, 1):
            yield cell.attributes.get("r", ""), "セルの書式がありません"
    differences = sum(1 for _ in book.styles.root.all("dxfs/dxf"))
    for rule in sheet.xml.root.all("conditionalFormatting/cfRule"):
        if int(rule.attributes.get("dxfId", "-1")) >= differences:
            yield rule.attributes.get("priority", ""), "条件付き書式の書式がありません"


def formulas(_: OpenedParts, sheet: SheetPart) -> Found:
    """Formulas of cells, rules and validations can be read, and are not too long."""
    found = [(cell.attributes.get("r", ""), one) for cell in sheet.cells() for one in cell.all("f")]
    for path in ("dataValidations/dataValidation", "conditionalFormatting/cfRule"):
        for rule in sheet.xml.root.all(path):
            where = rule.attributes.get("sqref", rule.attributes.get("priority", ""))
            found += [
                (where, one)
                for one in rule.children
                if one.tag in ("formula", "formula1", "formula2")
            ]
    for where, element in found:
        text = sheet.xml.text(element).strip()
        if not text or _OTHER_BOOK.search(text):
            continue
        if len(text) > 8192:
            yield where, "数式が8,192文字を超えています"
        try:
            parse("=" + text)
        except FormulaError as error:
            yield where, f"数式として読めません（{error}）"


def merges(_: OpenedParts, sheet: SheetPart) -> Found:
    """Merged areas are areas of two cells or more, and do not overlap."""
    seen: list[tuple[int, int, int, int]] = []
    for one in sheet.xml.root.all("mergeCells/mergeCell"):
        reference = one.attributes.get("ref", "")
        where = area(reference)
        if where is None or where[:2] == where[2:]:
            yield reference, "結合の範囲が正しくありません"
            continue
        if any(overlap(where, other) for other in seen):
            yield reference, "結合が重なっています"
        seen.append(where)


def columns(_: OpenedParts, sheet: SheetPart) -> Found:
    """Column settings rise and do not overlap."""
    before = 0
    for one in sheet.xml.root.all("cols/col"):
        first, last = int(one.attributes["min"]), int(one.attributes["max"])
        if first <= before or last < first or last > 16_384:
            yield f"{first}:{last}", "列の設定が重なっています"
        before = last


def validations(_: OpenedParts, sheet: SheetPart) -> Found:
    """Lists up to 255 characters, titles up to 32, messages up to 255."""
    for one in sheet.xml.root.all("dataValidations/dataValidation"):
        where = one.attributes.get("sqref", "")
        listed = one.find("formula1")
        text = sheet.xml.text(listed) if listed is not None else ""
        if text.startswith('"') and len(text) - 2 > 255:
            yield where, "一覧の文字が255を超えています"
        for key, most in (("promptTitle", 32), ("errorTitle", 32), ("prompt", 255), ("error", 255)):
            if len(one.attributes.get(key, "")) > most:
                yield where, f"{key} が{most}文字を超えています"


def areas(_: OpenedParts, sheet: SheetPart) -> Found:
    """Every sqref is a list of areas."""
    for one in _walk(sheet.xml.root):
        for reference in one.attributes.get("sqref", "").split():
            if area(reference) is None and not re.fullmatch(
                r"[A-Z]{1,3}:[A-Z]{1,3}|\d+:\d+", reference
            ):
                yield reference, "範囲が正しくありません"


def _walk(element: Element) -> Iterator[Element]:
    for child in element.children:
        if child.tag != "sheetData":
            yield child
            yield from _walk(child)


def sheet_links(book: OpenedParts, sheet: SheetPart) -> Found:
    """Every r:id of the sheet has its relationship."""
    rels = posixpath.join(*rels_of(sheet.part))
    known = set()
    if rels in book.package:
        known = {one.attributes.get("Id") for one in book.xml(rels).root.all("Relationship")}
    for tag in ("drawing", "legacyDrawing", "hyperlinks/hyperlink", "tableParts/tablePart"):
        for one in sheet.xml.root.all(tag):
            link = one.attributes.get("id")
            if link is not None and link not in known:
                yield one.attributes.get("ref", tag), f"{link} がありません"


SHEET_RULES: dict[str, Callable[[OpenedParts, SheetPart], Found]] = {
    "row-order": row_order,
    "cell-order": cell_order,
    "cell-value": cell_values,
    "style": cell_styles,
    "formula": formulas,
    "merge": merges,
    "columns": columns,
    "validation": validations,
    "area": areas,
    "sheet-link": sheet_links,
}
