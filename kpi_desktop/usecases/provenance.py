"""Provenance as one JSON document: each figure and text with the file and cell it came from."""

from __future__ import annotations

import json
from typing import Any

from kpi_desktop.usecases.master_content import (
    Figure,
    IndicatorContent,
    MasterContent,
    Origin,
    SeriesContent,
)


def provenance(content: MasterContent) -> bytes:
    """The document, UTF-8; the same content gives the same bytes.

    ``values`` is a list of {indicator, series, item, year, value, number, origin}; ``origin`` has source,
    file, sha256, sheet, cell, raw, notes, version, received_at and operator. Texts have series null.
    """
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
        "values": [value for one in content.indicators for value in _values(one)],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _values(one: IndicatorContent) -> list[dict[str, Any]]:
    figures = [_figure(one, each, figure) for each in one.series for figure in each.figures]
    texts = [
        {
            "indicator": one.indicator.no,
            "series": None,
            "item": text.field,
            "year": None,
            "value": text.text,
            "number": None,
            "origin": _origin(text.origin),
        }
        for text in one.texts
    ]
    return figures + texts


def _figure(one: IndicatorContent, series: SeriesContent, figure: Figure) -> dict[str, Any]:
    value = figure.reading.value
    return {
        "indicator": one.indicator.no,
        "series": series.series.number,
        "item": figure.item.value,
        "year": figure.year.short,
        "value": figure.reading.display(),
        "number": None if value is None else str(value),
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
