"""Checks of the open data against the national rules for machine-readable tables, on the files themselves."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kpi_desktop.domain.figures.fiscal import FiscalYear
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
#: A column of a Table Schema.
Field = dict[str, Any]


def _constraints(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = field.get("constraints", {})
    return constraints


#: What a cell that is not empty may not be, in words; ``{}`` stands for its text.
_CELL_RULES: tuple[tuple[Callable[[str, Field], bool], str], ...] = (
    (lambda text, field: text != text.strip(), "前後に空白があります。"),
    (lambda text, field: "\n" in text or "\r" in text, "セルの中に改行があります。"),
    (lambda text, field: text[0] in "=@", "数式と解釈される文字で始まっています。"),
    (
        lambda text, field: ";" in text and field["name"] not in _FREE,
        "複数の値が一つのセルに入っています（行を分けます）。",
    ),
    (
        lambda text, field: field["type"] == "number" and not _NUMBER.fullmatch(text),
        "「{}」は数値ではありません（桁区切り・単位・記号は別の列に書きます）。",
    ),
    (
        lambda text, field: field["type"] == "integer" and not _INTEGER.fullmatch(text),
        "「{}」は整数ではありません。",
    ),
    (
        lambda text, field: text not in _constraints(field).get("enum", (text,)),
        "「{}」は決められた値ではありません。",
    ),
)


def lint(files: Mapping[str, bytes]) -> list[str]:
    """What breaks the rules, in words; empty when nothing does."""
    problems: list[str] = []
    resources = _resources(files, problems)
    tables: dict[str, Rows] = {}
    for name in sorted(name for name in files if name.endswith(".csv")):
        if name not in resources:
            problems.append(f"{name}: {PACKAGE} に説明がありません。")
            continue
        tables[name] = _table(name, files[name], resources[name]["schema"], problems)
    problems += [f"{name}: ファイルがありません。" for name in resources if name not in files]
    problems += _references(tables)
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
    """The rows of one file."""
    try:
        text = data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError:
        problems.append(f"{name}: UTF-8ではありません。")
        return []
    if _BOM in text:
        problems.append(f"{name}: 途中にBOMがあります。")
    header, *body = list(csv.reader(io.StringIO(text, newline=""))) or [[]]
    fields = schema["fields"]
    if header != [field["name"] for field in fields]:
        problems.append(f"{name}: 見出しが {PACKAGE} と違います。")
        return []
    problems += [f"{name}: {problem}" for problem in _header(header)]
    rows: Rows = []
    for number, cells in enumerate(body, 2):
        if len(cells) != len(header):
            problems.append(f"{name} {number}行目: セルの数が見出しと違います。")
            continue
        row = dict(zip(header, cells))
        rows.append(row)
        problems += [f"{name} {number}行目{problem}" for problem in _row(row, fields)]
    problems += [f"{name}: {problem}" for problem in _key(rows, schema["primaryKey"])]
    return rows


def _header(names: list[str]) -> Iterator[str]:
    """Rules about the names of the columns."""
    if len(set(names)) != len(names) or not all(names):
        yield "見出しが空か、重複しています。"
    for name in names:
        if any(word in name for word in _INTERNAL):
            yield f"内部の項目「{name}」が含まれています。"


def _row(row: dict[str, str], fields: list[Field]) -> Iterator[str]:
    """Rules about each cell, then about those that belong together."""
    for field in fields:
        for problem in _cell(row[field["name"]], field):
            yield f"「{field['name']}」: {problem}"
    for problem in (*_year(row), *_state(row)):
        yield f": {problem}"


def _cell(text: str, field: Field) -> Iterator[str]:
    if not text:
        if _constraints(field).get("required"):
            yield "空です。省略せずに書きます。"
        return
    for breaks, problem in _CELL_RULES:
        if breaks(text, field):
            yield problem.format(text)


def _year(row: dict[str, str]) -> Iterator[str]:
    western = next((row[name] for name in row if name.endswith("_西暦")), "")
    japanese = next((row[name] for name in row if name.endswith("_和暦")), "")
    if western and japanese:
        try:
            same = FiscalYear.parse(japanese).western == int(western)
        except ValueError:
            same = False
        if not same:
            yield f"西暦（{western}）と和暦（{japanese}）が一致しません。"


def _state(row: dict[str, str]) -> Iterator[str]:
    if "状態コード" not in row:
        return
    state = row["状態コード"]
    if (state == "number") != bool(row["数値"]):
        yield "状態コードと数値の有無が一致しません。"
    if (state in ("mark", "text")) != bool(row["記号・文字"]):
        yield "状態コードと記号・文字の有無が一致しません。"


def _key(rows: Rows, names: list[str]) -> Iterator[str]:
    keys = [tuple(row[name] for name in names) for row in rows]
    if len(set(keys)) != len(keys):
        yield f"主キー（{'、'.join(names)}）が重複しています。"


def _references(tables: Mapping[str, Rows]) -> Iterator[str]:
    known = {row["指標番号"] for row in tables.get("indicators.csv", [])}
    for name, rows in tables.items():
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
