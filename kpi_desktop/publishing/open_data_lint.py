"""Checks of the open data against the national rules for machine-readable tables, on the files themselves."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kpi_desktop.domain.fiscal import FiscalYear
from kpi_desktop.publishing.open_data_catalogue import CKAN, DCAT, PACKAGE

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_INTEGER = re.compile(r"-?\d+")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_INTERNAL = ("担当者", "メール", "連絡先", "操作者", "指摘", "備考", "ファイル名", "内線")
#: Columns in which sentences and names stand as they are.
_FREE = (
    "文",
    "説明",
    "理由",
    "判定理由",
    "注記",
    "指標名",
    "記号・文字",
    "印刷表記",
    "訂正前",
    "訂正後",
)
_BOM = "\ufeff"

Rows = list[dict[str, str]]


def lint(files: Mapping[str, bytes]) -> list[str]:
    """What breaks the rules, in words; empty when nothing does."""
    problems: list[str] = []
    resources = _resources(files, problems)
    found: dict[str, Rows] = {}
    for name in sorted(one for one in files if one.endswith(".csv")):
        if name not in resources:
            problems.append(f"{name}: {PACKAGE} に説明がありません。")
            continue
        found[name] = _table(name, files[name], resources[name]["schema"], problems)
    problems += [f"{name}: ファイルがありません。" for name in resources if name not in files]
    problems += _references(found)
    problems += _catalogued(files)
    for name, data in sorted(files.items()):
        for address in sorted(set(_MAIL.findall(data.decode("utf-8", "replace")))):
            problems.append(f"{name}: メールアドレス（{address}）が含まれています。")
    return problems


def _resources(files: Mapping[str, bytes], problems: list[str]) -> dict[str, dict[str, Any]]:
    if PACKAGE not in files:
        problems.append(f"{PACKAGE}: ファイルがありません。")
        return {}
    document = json.loads(files[PACKAGE])
    return {one["path"]: one for one in document["resources"]}


def _table(name: str, data: bytes, schema: dict[str, Any], problems: list[str]) -> Rows:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        problems.append(f"{name}: UTF-8ではありません。")
        return []
    text = text.removeprefix(_BOM)
    if _BOM in text:
        problems.append(f"{name}: 途中にBOMがあります。")
    header, *body = csv.reader(io.StringIO(text, newline="")) or [[]]
    names = [one["name"] for one in schema["fields"]]
    if header != names:
        problems.append(f"{name}: 見出しが {PACKAGE} と違います。")
        return []
    if len(set(names)) != len(names) or not all(names):
        problems.append(f"{name}: 見出しが空か、重複しています。")
    problems += [
        f"{name}: 内部の項目「{one}」が含まれています。"
        for one in names
        if any(word in one for word in _INTERNAL)
    ]
    rows: Rows = []
    for number, row in enumerate(body, 2):
        if len(row) != len(names):
            problems.append(f"{name} {number}行目: セルの数が見出しと違います。")
            continue
        rows.append(dict(zip(names, row)))
        for field in schema["fields"]:
            problems += [
                f"{name} {number}行目「{field['name']}」: {problem}"
                for problem in _cell(rows[-1][field["name"]], field)
            ]
        problems += [f"{name} {number}行目: {problem}" for problem in _row(rows[-1])]
    keys = [tuple(row[one] for one in schema["primaryKey"]) for row in rows]
    if len(set(keys)) != len(keys):
        problems.append(f"{name}: 主キー（{'、'.join(schema['primaryKey'])}）が重複しています。")
    return rows


def _cell(text: str, field: dict[str, Any]) -> Iterator[str]:
    """Rules about one cell."""
    constraints = field.get("constraints", {})
    if not text:
        if constraints.get("required"):
            yield "空です。省略せずに書きます。"
        return
    if text != text.strip():
        yield "前後に空白があります。"
    if "\n" in text or "\r" in text:
        yield "セルの中に改行があります。"
    if text[0] in "=@":
        yield "数式と解釈される文字で始まっています。"
    if ";" in text and field["name"] not in _FREE:
        yield "複数の値が一つのセルに入っています（行を分けます）。"
    if field["type"] == "number" and not _NUMBER.fullmatch(text):
        yield f"「{text}」は数値ではありません（桁区切り・単位・記号は別の列に書きます）。"
    if field["type"] == "integer" and not _INTEGER.fullmatch(text):
        yield f"「{text}」は整数ではありません。"
    if "enum" in constraints and text not in constraints["enum"]:
        yield f"「{text}」は決められた値ではありません。"


def _row(row: dict[str, str]) -> Iterator[str]:
    """Rules about cells that belong together."""
    western = next((row[name] for name in row if name.endswith("_西暦")), "")
    japanese = next((row[name] for name in row if name.endswith("_和暦")), "")
    if western and japanese:
        try:
            same = FiscalYear.parse(japanese).western == int(western)
        except ValueError:
            same = False
        if not same:
            yield f"西暦（{western}）と和暦（{japanese}）が一致しません。"
    if "状態コード" in row:
        state = row["状態コード"]
        if (state == "number") != bool(row["数値"]):
            yield "状態コードと数値の有無が一致しません。"
        if (state in ("mark", "text")) != bool(row["記号・文字"]):
            yield "状態コードと記号・文字の有無が一致しません。"


def _references(found: Mapping[str, Rows]) -> Iterator[str]:
    known = {row["指標番号"] for row in found.get("indicators.csv", [])}
    for name, rows in found.items():
        for no in sorted({row["指標番号"] for row in rows if "指標番号" in row} - known):
            yield f"{name}: 指標番号「{no}」が indicators.csv にありません。"


def _catalogued(files: Mapping[str, bytes]) -> Iterator[str]:
    wanted = set(files) - {DCAT, CKAN}
    for name, key, title in ((DCAT, "dcat:distribution", "dct:title"), (CKAN, "resources", "name")):
        if name not in files:
            yield f"{name}: ファイルがありません。"
            continue
        listed = {one[title] for one in json.loads(files[name])[key]}
        for missing in sorted(wanted ^ listed):
            yield f"{name}: 「{missing}」の記載と実際のファイルが一致しません。"
