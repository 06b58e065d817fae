"""Provenance as one JSON document: each figure and text with the file and cell it came from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kpi_desktop.domain.record.correction import LedgerEntry
from kpi_desktop.domain.record.master_content import (
    Figure,
    IndicatorContent,
    Item,
    MasterContent,
    Origin,
    SeriesContent,
)
from kpi_desktop.usecases.record.originals import copies

#: (No, 系列番号, 策定時実績値 | 目標値 | year), or (No, 0, field) → cell of the master workbook.
Cells = Mapping[tuple[str, int, str], str]
#: (No, 系列番号, item, year) → the requests to change that figure.
Asked = dict[tuple[str, int, str, str], list[dict[str, Any]]]


def provenance(content: MasterContent, cells: Cells | None = None) -> bytes:
    """The document, UTF-8; the same content gives the same bytes.

    ``values`` is a list of {indicator, series, item, year, value, number, place, origin}; ``place`` is
    the cell of the master workbook as *cells* know it (``実績データ!K5``), ``origin`` has source, file,
    sha256, sheet, cell, raw, notes, version, received_at and operator. Texts have series null.
    Figures that somebody asked to change have ``corrections`` too. ``originals`` tells where the copy of a
    file lies, by its sha256.
    """
    asked: Asked = {}
    for entry in content.corrections:
        one = entry.correction
        item = Item.BASELINE if one.field == "策定時" else Item.ACTUAL
        key = one.indicator, one.series, item.value, one.year.short
        asked.setdefault(key, []).append(_correction(entry))
    document = {
        "snapshot": content.snapshot,
        "plan": content.plan.name,
        "year": content.year.short,
        "as_of": content.as_of.isoformat() if content.as_of else None,
        "audit": {
            "entries": len(content.audit),
            "head": content.audit_head,
            "verify": "kpi-desktop verify",
        },
        "missing": list(content.missing),
        "originals": {sha256: place for place, sha256 in sorted(copies(content).items())},
        "values": [
            value for one in content.indicators for value in _values(one, asked, cells or {})
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _values(content: IndicatorContent, asked: Asked, cells: Cells) -> list[dict[str, Any]]:
    figures = [
        _figure(content, each, figure, cells) for each in content.series for figure in each.figures
    ]
    for value in figures:
        key = value["indicator"], value["series"], value["item"], value["year"]
        if key in asked:
            value["corrections"] = asked[key]
    texts = [
        {
            "indicator": content.indicator.no,
            "series": None,
            "item": text.field,
            "year": None,
            "value": text.text,
            "number": None,
            "place": cells.get((content.indicator.no, 0, text.field), ""),
            "origin": _origin(text.origin),
        }
        for text in content.texts
    ]
    return figures + texts


def _figure(
    content: IndicatorContent, series: SeriesContent, figure: Figure, cells: Cells
) -> dict[str, Any]:
    what = figure.year.short if figure.item is Item.ACTUAL else figure.item.value
    value = figure.reading.value
    return {
        "indicator": content.indicator.no,
        "series": series.series.number,
        "item": figure.item.value,
        "year": figure.year.short,
        "value": figure.reading.display(),
        "number": None if value is None else str(value),
        "place": cells.get((figure.no, figure.series, what), ""),
        "origin": _origin(figure.origin),
    }


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "source": origin.source.value,
        "file": origin.file,
        "sha256": origin.sha256,
        "sheet": origin.sheet,
        "cell": origin.cell,
        "raw": origin.raw,
        "notes": list(origin.notes),
        "version": origin.version,
        "received_at": origin.received_at.isoformat() if origin.received_at else None,
        "operator": origin.operator,
    }


def _correction(entry: LedgerEntry) -> dict[str, Any]:
    one = entry.correction
    return {
        "before": one.before.display(),
        "after": one.after.display(),
        "reason": one.reason,
        "department": one.department,
        "state": entry.state,
        "decided_by": one.decided_by,
        "decided_at": one.decided_at.isoformat() if one.decided_at else None,
        "decision_reason": one.decision_reason,
        "file": entry.proposed.file,
        "sha256": entry.proposed.sha256,
        "sheet": entry.proposed.sheet,
        "cell": entry.proposed.cell,
    }
