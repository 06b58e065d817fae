"""The open data as one JSON document, and its JSON Schema."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from kpi_desktop.domain.figures.readings import Reading
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.record.master_content import Figure, IndicatorContent, MasterContent
from kpi_desktop.publishing.open_data_tables import (
    STATE_CODES,
    TEXT_CODES,
    VERDICT_CODES,
    mark_text,
)

DATA, SCHEMA = "kpi.json", "kpi.schema.json"


def data(content: MasterContent) -> bytes:
    """The document: plan, pillars, and indicators with series, figures and texts."""
    plan = content.plan
    return as_json(
        {
            "$schema": SCHEMA,
            "snapshot": content.snapshot,
            "plan": {
                "name": plan.name,
                "organisation": plan.organisation,
                "year": _year(content.year.western, content.year.full),
                "complete": not content.missing,
            },
            "pillars": [{"number": one.number, "name": one.name} for one in plan.pillars],
            "indicators": [_indicator(one, content.has_own_scheme) for one in content.indicators],
        }
    )


def as_json(document: Any) -> bytes:
    """UTF-8 JSON, readable, the same for the same document."""
    text = json.dumps(document, ensure_ascii=False, indent=1, default=_number)
    return (text + "\n").encode()


def _number(value: object) -> int | float:
    """A Decimal as the JSON number that prints it."""
    if not isinstance(value, Decimal):
        raise TypeError(value)
    return int(value) if value == value.to_integral_value() else float(value)


def _year(western: int, full: str) -> dict[str, Any]:
    return {"western": western, "japanese": full}


def _indicator(indicator: IndicatorContent, graded: bool) -> dict[str, Any]:
    known, assessment = indicator.indicator, indicator.assessment
    return {
        "no": known.no,
        "name": known.name,
        "note": known.name_note,
        "pillar": {"number": indicator.pillar.number, "name": indicator.pillar.name},
        "relisted_under": list(known.relisted_under),
        "departments": list(known.departments),
        "divisions": list(known.divisions),
        "assessment": {
            "code": VERDICT_CODES[indicator.verdict],
            "label": indicator.verdict,
            **({"grade": indicator.grade} if graded else {}),
            "reason": assessment.public_reason if assessment else "",
            "progress_percent": assessment.progress if assessment else None,
            "provisional": bool(assessment and assessment.provisional),
        },
        "series": [
            {
                "number": each.series.number,
                "label": each.series.label,
                "unit": each.series.unit.text,
                "baseline": _figure(each.baseline),
                "actuals": [_figure(figure) for figure in each.actuals],
                "target": _figure(each.target),
            }
            for each in indicator.series
        ],
        "texts": {TEXT_CODES[text.field]: text.text for text in indicator.texts},
        "submitted": indicator.state is not State.NOT_SUBMITTED,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    reading: Reading = figure.reading
    return {
        "year": _year(figure.year.western, figure.year.full),
        "state": STATE_CODES[reading.kind],
        "value": reading.value,
        "mark": mark_text(reading),
        "printed": reading.display(),
    }


def schema() -> bytes:
    """JSON Schema (2020-12) of the document."""
    text: dict[str, Any] = {"type": "string"}
    words = {"type": "array", "items": text}
    year = _object(
        western={"type": "integer", "description": "年度（西暦）"},
        japanese={"type": "string", "description": "年度（和暦）"},
    )
    figure = _object(
        year=year,
        state={"enum": list(STATE_CODES.values()), "description": "数値・記号・文字・欠測"},
        value={"type": ["number", "null"], "description": "単位による数値"},
        mark={"type": "string", "description": "数値の代わりの記号・文字"},
        printed={"type": "string", "description": "印刷するとおりの表記"},
    )
    pillar = _object(number=text, name=text)
    series = _object(
        number={"type": "integer", "minimum": 1},
        label=text,
        unit=text,
        baseline=figure,
        actuals={"type": "array", "items": figure},
        target=figure,
    )
    assessment = _object(
        code={"enum": list(VERDICT_CODES.values())},
        label={"enum": list(VERDICT_CODES)},
        reason=text,
        progress_percent={"type": ["number", "null"]},
        provisional={"type": "boolean"},
    )
    assessment["properties"]["grade"] = {**text, "description": "計画の判定基準による判定"}
    indicator = _object(
        no={"type": "string", "minLength": 1},
        name={"type": "string", "minLength": 1},
        note=text,
        pillar=pillar,
        relisted_under=words,
        departments={**words, "minItems": 1},
        divisions=words,
        assessment=assessment,
        series={"type": "array", "items": series, "minItems": 1},
        texts=_object(**{code: text for code in TEXT_CODES.values()}),
        submitted={"type": "boolean"},
    )
    plan = _object(name=text, organisation=text, year=year, complete={"type": "boolean"})
    document = _object(
        plan=plan,
        snapshot=text,
        pillars={"type": "array", "items": pillar},
        indicators={"type": "array", "items": indicator},
    )
    document["properties"]["$schema"] = text
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "KPI評価データ"}
    return as_json({**head, **document})


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
