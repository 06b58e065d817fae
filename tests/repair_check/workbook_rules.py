"""Rules about the workbook as a whole. Each gives (part, place, what)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from tests.repair_check.parts import OpenedParts

Found = Iterator[tuple[str, str, str]]

_NAME = re.compile(r"[^\W\d][\w.\\?]*|\\[\w.\\?]*")
_SHEET_OF = re.compile(r"(?:'((?:[^']|'')+)'|([\w.]+))!")
_QUOTED = re.compile(r'"[^"]*"')
_LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}[1-9]\d{0,6}|[Rr]\d*[Cc]\d*|[RrCc]")


def sheet_names(book: OpenedParts) -> Found:
    """Names of 1 to 31 characters, without []:*?/\\, each once."""
    seen = set()
    for name in book.sheet_names:
        if not 1 <= len(name.encode("utf-16-le")) // 2 <= 31:
            yield book.main, name, "シート名は31文字までです"
        if set(name) & set("[]:*?/\\") or name.startswith("'") or name.endswith("'"):
            yield book.main, name, "シート名に使えない文字があります"
        if name.casefold() in seen:
            yield book.main, name, "同じ名前のシートがあります"
        seen.add(name.casefold())


def visible_sheet(book: OpenedParts) -> Found:
    """At least one sheet is visible."""
    states = [one.attributes.get("state") for one in book.workbook.root.all("sheets/sheet")]
    if all(state in ("hidden", "veryHidden") for state in states):
        yield book.main, "", "表示されるシートが一つもありません"


def active_tab(book: OpenedParts) -> Found:
    """The active sheet exists."""
    for view in book.workbook.root.all("bookViews/workbookView"):
        if int(view.attributes.get("activeTab", "0")) >= len(book.sheet_names):
            yield book.main, "activeTab", "選択されたシートがありません"


def defined_names(book: OpenedParts) -> Found:
    """Names are well-formed, each once in its scope, and their sheets exist."""
    seen = set()
    known = {name.casefold() for name in book.sheet_names}
    for one in book.workbook.root.all("definedNames/definedName"):
        name, scope = one.attributes.get("name", ""), one.attributes.get("localSheetId")
        plain = name.removeprefix("_xlnm.")
        if not _NAME.fullmatch(plain) or _LOOKS_LIKE_CELL.fullmatch(plain) or len(name) > 255:
            yield book.main, name, "名前として使えません"
        if (name.casefold(), scope) in seen:
            yield book.main, name, "同じ名前が二度定義されています"
        seen.add((name.casefold(), scope))
        if scope is not None and int(scope) >= len(book.sheet_names):
            yield book.main, name, "名前の属するシートがありません"
        formula = _QUOTED.sub('""', book.workbook.text(one))
        for match in _SHEET_OF.finditer(formula):
            sheet = (match[1] or match[2]).replace("''", "'")
            if sheet.casefold() not in known and "[" not in sheet and sheet != "REF":
                yield book.main, name, f"シート「{sheet}」を指していますが、ありません"


def number_formats(book: OpenedParts) -> Found:
    """Quotes and brackets of number formats are closed; four sections at most."""
    if book.styles is None:
        return
    for one in book.styles.root.all("numFmts/numFmt"):
        code = one.attributes.get("formatCode", "")
        bare = re.sub(r'\\.|_.|\*.|"[^"]*"', "", code)
        depth = re.sub(r"\[[^\[\]]*\]", "", bare)
        colour = [
            part
            for part in re.findall(r"\[([^\]]*)\]", bare)
            if not re.fullmatch(
                r"(?i)black|blue|cyan|green|magenta|red|white|yellow|colou?r *\d+|\$.*"
                r"|[<>=]+-?[\d.]+|h+|m+|s+|dbnum\d.*|natnum\d.*|[赤青黒白緑黄紫水]|色\d+",
                part,
            )
        ]
        if '"' in bare or "[" in depth or "]" in depth or depth.count(";") > 3 or colour:
            yield "styles.xml", code, "表示形式として読めません"


def content_types(book: OpenedParts) -> Found:
    """Every part has a content type of its own or of its extension; a relationship leads to a part."""
    types = book.xml("[Content_Types].xml").root
    parts = {one.attributes["PartName"].lstrip("/").lower() for one in types.all("Override")}
    endings = {one.attributes["Extension"].lower() for one in types.all("Default")}
    for name in book.package.names:
        known = name.lower() in parts or name.rpartition(".")[2].lower() in endings
        if name != "[Content_Types].xml" and not known:
            yield name, "", "内容の種類が宣言されていません"
        wanted = ("/charts/chart", "/worksheets/sheet", "/drawings/drawing", "/tables/table")
        if any(one in name for one in wanted) and name.endswith(".xml"):
            if name.lower() not in parts:
                yield name, "", "内容の種類が宣言されていません"
    for part in parts - {name.lower() for name in book.package.names}:
        yield part, "", "宣言された部品がありません"


def relationship_targets(book: OpenedParts) -> Found:
    """Targets inside the package exist, and every r:id is there."""
    for name in book.package.names:
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        for one in book.xml(name).root.all("Relationship"):
            target = one.attributes.get("Target", "")
            if one.attributes.get("TargetMode") == "External" or target.startswith("#"):
                continue
            path = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            if path not in book.package:
                yield name, one.attributes.get("Id", ""), f"{path} がありません"
    for sheet in book.workbook.root.all("sheets/sheet"):
        if sheet.attributes.get("id") not in book.links:
            yield book.main, sheet.attributes.get("name", ""), "シートの部品がありません"


def custom_properties(book: OpenedParts) -> Found:
    """Names and numbers of custom properties are each there once."""
    part = "docProps/custom.xml"
    if part not in book.package:
        return
    for key in ("pid", "name"):
        seen = set()
        for one in book.xml(part).root.all("property"):
            value = one.attributes.get(key, "")
            if value in seen:
                yield part, value, "同じプロパティが二度あります"
            seen.add(value)


WORKBOOK_RULES: dict[str, Callable[[OpenedParts], Found]] = {
    "sheet-name": sheet_names,
    "visible-sheet": visible_sheet,
    "active-tab": active_tab,
    "defined-name": defined_names,
    "number-format": number_formats,
    "content-type": content_types,
    "relationship": relationship_targets,
    "custom-property": custom_properties,
}
