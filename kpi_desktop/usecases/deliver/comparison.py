"""Comparison of the master with an earlier one: what changed, where, and by whose decision."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.record.audit import AuditAction, AuditEntry
from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.usecases.deliver.consolidate import snapshot
from kpi_desktop.usecases.deliver.provenance import provenance
from kpi_desktop.usecases.desk import Desk

_DECISIONS: dict[str, str] = {
    AuditAction.COLLECT: "回収",
    AuditAction.EXCLUDE: "提出の除外",
    AuditAction.CORRECT: "訂正",
    AuditAction.REOPEN: "再開",
    AuditAction.FINALISE: "確定",
}


@dataclass(frozen=True)
class Change:
    """One value that differs. ``kind`` is 変更, 追加 or 削除; places say file, sheet and cell.

    ``decided`` tells the last entry of the log since the earlier master that concerns the indicator.
    """

    no: str
    name: str
    series: int | None
    item: str
    year: str
    kind: str
    before: str
    after: str
    before_place: str
    after_place: str
    decided: str


@dataclass(frozen=True)
class Comparison:
    """Changes in the order of the new master; removed values last."""

    earlier: str
    later: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class ComparisonResult:
    """Where the comparison lies, and how many values differ."""

    path: Path
    written: bool
    earlier: str
    later: str
    changes: int


_Key = tuple[str, int | None, str, str | None]


def compare_with(
    desk: Desk, earlier: Path, workbook: Callable[[Comparison, str], bytes]
) -> ComparisonResult:
    """Write 統合/比較_….xlsx: the present record against the 証跡 JSON at *earlier*."""
    content = snapshot(desk)
    found = compare(desk.files.read(earlier), content)
    path = desk.workspace.results / f"比較_{found.earlier}_{found.later}.xlsx"
    title = f"{content.plan.name}　{content.year.full}"
    written = desk.files.write(path, workbook(found, title))
    return ComparisonResult(path, written, found.earlier, found.later, len(found.changes))


def compare(earlier: bytes, content: MasterContent) -> Comparison:
    """Compare with *earlier*, the 証跡 JSON of an earlier master, also one of another year.

    KpiError when *earlier* is not such a document.
    """
    before_document = _document(earlier)
    after_document = json.loads(provenance(content))
    before, after = _values(before_document), _values(after_document)
    known = int(before_document["audit"]["entries"])
    recent = content.audit
    if [one.hash for one in recent[known - 1 : known]] == [before_document["audit"]["head"]]:
        recent = recent[known:]
    names = {one.indicator.no: one.indicator.name for one in content.indicators}
    changes = [
        _change(key, before.get(key), after.get(key), names, recent)
        for key in dict.fromkeys((*after, *before))
        if _text(before.get(key)) != _text(after.get(key))
    ]
    changes.sort(key=lambda one: one.kind == "削除")
    return Comparison(before_document["snapshot"], content.snapshot, tuple(changes))


def _document(data: bytes) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(data)
        _ = found["snapshot"], int(found["audit"]["entries"]), found["audit"]["head"]
        _values(found)
    except (ValueError, KeyError, TypeError) as error:
        raise KpiError(
            "比べる相手が証跡のファイルではありません。",
            "以前の 統合/ にある 証跡_（年度）.json を指定してください。",
        ) from error
    return found


def _values(document: dict[str, Any]) -> dict[_Key, dict[str, Any]]:
    return {
        (one["indicator"], one["series"], one["item"], one["year"]): one
        for one in document["values"]
    }


def _text(value: dict[str, Any] | None) -> str | None:
    return None if value is None else value["value"]


def _change(
    key: _Key,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    names: dict[str, str],
    recent: Sequence[AuditEntry],
) -> Change:
    no, series, item, year = key
    kind = "追加" if before is None else "削除" if after is None else "変更"
    return Change(
        no=no,
        name=names.get(no, ""),
        series=series,
        item=item,
        year=year or "",
        kind=kind,
        before=_text(before) or "",
        after=_text(after) or "",
        before_place=_place(before),
        after_place=_place(after),
        decided=_decided(no, recent),
    )


def _place(value: dict[str, Any] | None) -> str:
    if value is None or not value["origin"]["file"]:
        return ""
    origin = value["origin"]
    version = f"（第{origin['version']}版）" if origin["version"] else ""
    return f"{origin['file']}{version} {origin['sheet']}!{origin['cell']}"


def _decided(no: str, recent: Sequence[AuditEntry]) -> str:
    """The last decision about the indicator, in words."""
    for one in reversed(recent):
        if one.action in _DECISIONS and no in map(str, one.details.get("indicators", ())):
            reason = str(one.details.get("reason", ""))
            when = one.at.strftime("%Y-%m-%d %H:%M")
            return f"{when} {_DECISIONS[one.action]}（{one.operator}）{reason}"
    return ""
