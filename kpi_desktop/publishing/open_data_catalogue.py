"""What goes with the open data: dictionary, Table Schema, and catalogue entries (DCAT and CKAN)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.publishing.open_data_json import as_json
from kpi_desktop.publishing.open_data_tables import Field, Table, Type

DICTIONARY, CODES = "dictionary", "codes"
PACKAGE, DCAT, CKAN = "datapackage.json", "catalogue.jsonld", "ckan.json"
LICENCE = "https://creativecommons.org/licenses/by/4.0/deed.ja"
_LICENCE_NAME = "クリエイティブ・コモンズ 表示 4.0 国際"
_MEDIA = {"csv": "text/csv", "json": "application/json", "jsonld": "application/ld+json"}
_TYPES = {Type.TEXT: "文字", Type.INTEGER: "整数", Type.NUMBER: "数値"}


def dictionary(tables: Sequence[Table]) -> Table:
    """データ項目定義書: a row a column of every table."""
    fields = (
        Field("ファイル", "CSVファイルの名前"),
        Field("表題", "表の名称"),
        Field("列番号", "左から数えた列の番号", Type.INTEGER),
        Field("項目名", "1行目の見出し"),
        Field("説明", "項目の意味"),
        Field("型", "文字・整数・数値", codes=tuple(_TYPES.values())),
        Field("必須", "空のない項目は「必須」", required=False),
        Field("主キー", "行を一つに決める項目は「主キー」", required=False),
    )
    rows = tuple(
        (
            f"{table.file}.csv",
            table.title,
            str(number),
            field.name,
            field.meaning,
            _TYPES[field.type],
            "必須" if field.required else "",
            "主キー" if field.name in table.key else "",
        )
        for table in tables
        for number, field in enumerate(table.fields, 1)
    )
    return Table(DICTIONARY, "データ項目定義書", fields, ("ファイル", "列番号"), rows)


def codes(tables: Sequence[Table]) -> Table:
    """取り得る値: a row a value that a column may hold, where the values are fixed."""
    fields = (
        Field("ファイル", "CSVファイルの名前"),
        Field("項目名", "1行目の見出し"),
        Field("取り得る値", "その項目の値の一つ"),
    )
    rows = tuple(
        (f"{table.file}.csv", field.name, code)
        for table in tables
        for field in table.fields
        for code in field.codes
    )
    return Table(CODES, "項目の取り得る値", fields, ("ファイル", "項目名", "取り得る値"), rows)


def package(content: MasterContent, tables: Sequence[Table], bom: bool) -> bytes:
    """Data Package with a Table Schema for every CSV file."""
    resources = [
        {
            "name": table.file,
            "path": f"{table.file}.csv",
            "title": table.title,
            "mediatype": "text/csv",
            "encoding": "utf-8-sig" if bom else "utf-8",
            "dialect": {"lineTerminator": "\r\n", "header": True},
            "schema": {
                "fields": [_field(field) for field in table.fields],
                "primaryKey": list(table.key),
                "missingValues": [""],
            },
        }
        for table in tables
    ]
    return as_json(
        {
            "name": _name(content),
            "title": _title(content),
            "version": content.snapshot,
            "licenses": [{"name": "CC-BY-4.0", "path": LICENCE, "title": _LICENCE_NAME}],
            "resources": resources,
        }
    )


def _field(field: Field) -> dict[str, Any]:
    description: dict[str, Any] = {
        "name": field.name,
        "type": field.type.value,
        "description": field.meaning,
    }
    constraints: dict[str, Any] = {"required": True} if field.required else {}
    if field.codes:
        constraints["enum"] = list(field.codes)
    return {**description, "constraints": constraints} if constraints else description


def dcat(content: MasterContent, files: Mapping[str, bytes]) -> bytes:
    """The dataset and its files in DCAT (JSON-LD)."""
    year = content.year.western
    dataset: dict[str, Any] = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"urn:kpi:{content.snapshot}",
        "@type": "dcat:Dataset",
        "dct:title": {"@value": _title(content), "@language": "ja"},
        "dct:description": {"@value": _description(content), "@language": "ja"},
        "dct:identifier": content.snapshot,
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": content.plan.organisation},
        "dct:license": {"@id": LICENCE},
        "dct:language": "ja",
        "dct:accrualPeriodicity": {
            "@id": "http://publications.europa.eu/resource/authority/frequency/ANNUAL"
        },
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": f"{year}-04-01", "@type": "xsd:date"},
            "dcat:endDate": {"@value": f"{year + 1}-03-31", "@type": "xsd:date"},
        },
        "dcat:keyword": ["KPI", "政策評価", "総合計画", "重要業績評価指標"],
        "dcat:distribution": [_distribution(name, data) for name, data in sorted(files.items())],
    }
    if content.as_of:
        day = {"@value": content.as_of.date().isoformat(), "@type": "xsd:date"}
        dataset["dct:modified"] = day
    return as_json(dataset)


def _distribution(name: str, data: bytes) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dcat:downloadURL": {"@id": name},
        "dcat:mediaType": _MEDIA[name.rpartition(".")[2]],
        "dcat:byteSize": len(data),
        "dct:license": {"@id": LICENCE},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": hashlib.sha256(data).hexdigest(),
        },
    }


def ckan(content: MasterContent, files: Mapping[str, bytes]) -> bytes:
    """The same as CKAN's ``package_create`` takes it; uploads fill in the addresses."""
    return as_json(
        {
            "name": _name(content),
            "title": _title(content),
            "notes": _description(content),
            "license_id": "CC-BY-4.0",
            "author": content.plan.organisation,
            "version": content.snapshot,
            "tags": [{"name": word} for word in ("KPI", "政策評価", "総合計画")],
            "extras": [
                {"key": "年度", "value": content.year.full},
                {"key": "更新頻度", "value": "年次"},
            ],
            "resources": [
                {
                    "name": name,
                    "url": name,
                    "format": name.rpartition(".")[2].upper(),
                    "mimetype": _MEDIA[name.rpartition(".")[2]],
                    "hash": hashlib.sha256(data).hexdigest(),
                    "size": len(data),
                }
                for name, data in sorted(files.items())
            ],
        }
    )


def _name(content: MasterContent) -> str:
    """A name in plain letters, the same every time the plan and year are the same."""
    plan = hashlib.sha256(content.plan.name.encode()).hexdigest()[:8]
    return f"kpi-{content.year.western}-{plan}"


def _title(content: MasterContent) -> str:
    return f"{content.plan.name}　{content.year.full}　ＫＰＩ評価データ"


def _description(content: MasterContent) -> str:
    text = (
        f"{content.plan.organisation}「{content.plan.name}」の指標{len(content.indicators)}件について、"
        f"策定時実績値、{content.year.full}までの実績値、目標値、達成状況及び取組状況等を収録したもの。"
    )
    if content.missing:
        text += f"指標{len(content.missing)}件は未提出のため、実績値を含まない。"
    return text
