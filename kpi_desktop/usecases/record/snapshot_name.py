"""The name of a snapshot: equal content has an equal name, on any day and in any process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

from kpi_desktop.domain.finding import Finding
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.domain.record.correction import LedgerEntry
from kpi_desktop.domain.record.master_content import IndicatorContent, Origin, Source
from kpi_desktop.domain.record.ruling import Ruling


def snapshot_name(
    plan: Plan,
    indicators: Sequence[IndicatorContent],
    findings: Sequence[Finding],
    corrections: Sequence[LedgerEntry],
    excluded: Mapping[int, Ruling],
) -> str:
    """``R5-`` and sixteen hex digits over everything that is reported, with its origin."""
    rows: list[object] = [plan.name, plan.evaluation_year.short, plan.organisation]
    for indicator in indicators:
        rows += _of_indicator(indicator)
    rows += [[one.rule, one.indicator, one.place.field, one.message] for one in findings]
    rows += [[one.rule, one.indicator, one.ruling] for one in findings if one.ruling]
    for entry in corrections:
        decided = entry.correction
        rows.append([decided.subject, entry.state, decided.reason, decided.decision_reason])
    rows += [[number, excluded[number].reason] for number in sorted(excluded)]
    text = json.dumps(rows, ensure_ascii=False)
    return f"{plan.evaluation_year.short}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _of_indicator(content: IndicatorContent) -> Iterator[object]:
    known = content.indicator
    yield from (known.no, known.name, known.pillar, known.departments, known.divisions)
    yield from (known.name_note, known.relisted_under, content.state.value, content.verdict)
    for each in content.series:
        yield from (each.series.number, each.series.label, each.series.unit.text)
        for figure in each.figures:
            yield from (figure.item.value, figure.year.short, figure.reading.display())
            yield from (figure.remark, _of_origin(figure.origin))
    for text in content.texts:
        yield [text.field, text.text, _of_origin(text.origin)]
    assessment = content.assessment
    if content.grade != content.verdict or (assessment and assessment.overridden):
        yield from (content.grade, assessment.reason if assessment else "")


def _of_origin(origin: Origin) -> list[object]:
    """What identifies an origin; the master data file's own hash is left out, its content counts."""
    if origin.source is not Source.SUBMISSION:
        return [origin.source.value, origin.raw]
    return [origin.sha256, origin.sheet, origin.cell, origin.raw, origin.version]
