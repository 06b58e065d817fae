"""The public web page: one self-contained HTML file, complete without script, searchable with it.

``web/`` holds its templates; here stands what they ask for.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from jinja2 import Environment, PackageLoader, StrictUndefined

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.forms.form import FOOTNOTE_FIELD, NARRATIVE_FIELDS
from kpi_desktop.domain.indicators.plan import Pillar
from kpi_desktop.domain.record.master_content import (
    IndicatorContent,
    MasterContent,
    SeriesContent,
    Source,
)
from kpi_desktop.publishing.chart_scale import Chart, chart
from kpi_desktop.publishing.open_data_tables import VERDICT_CODES

#: A sign beside the word, so that nobody depends on colour.
_SIGNS = {"達成": "○", "未達成": "×", "集計中": "…", "判定不能": "？", "未提出": "－"}


def web_page(content: MasterContent) -> bytes:
    """The page in UTF-8; the same content gives the same bytes. Nothing internal is in it."""
    departments = (name for item in content.indicators for name in item.indicator.departments)
    page = _templates().get_template("page.html")
    return page.render(
        content=content,
        title=f"{content.plan.name}　{content.year.full}の達成状況",
        facts=_facts(content),
        overview=_overview(content),
        departments=list(dict.fromkeys(departments)),
        verdicts=_verdicts(content.indicators),
    ).encode()


def _templates() -> Environment:
    """Every value is escaped where a template writes it; a name that is not there is an error."""
    templates = Environment(
        loader=PackageLoader("kpi_desktop.publishing", "web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals |= {
        "codes": VERDICT_CODES,
        "signs": _SIGNS,
        "narratives": NARRATIVE_FIELDS,
        "footnote": FOOTNOTE_FIELD,
        "nowhere": Source.NOWHERE,
    }
    templates.filters |= {
        "json": _json,
        "key": _key,
        "heading": _heading,
        "pillars": _pillars,
        "years": _years,
        "judgement": _judgement,
        "charts": _charts,
    }
    return templates


def _facts(content: MasterContent) -> str:
    facts = [f"指標 {len(content.indicators)}", f"系列 {len(content.series)}"]
    if content.as_of:
        facts.append(f"{content.as_of.date().isoformat()} 時点")
    return "　".join(facts)


def _overview(content: MasterContent) -> list[tuple[str, Counter[str]]]:
    """How often each verdict is given, of each pillar and of all."""
    pillars = [
        (_heading(pillar), _verdicts(item for item in content.indicators if item.pillar == pillar))
        for pillar in content.plan.pillars
    ]
    return [*pillars, ("全体", _verdicts(content.indicators))]


def _verdicts(indicators: Iterable[IndicatorContent]) -> Counter[str]:
    return Counter(item.verdict for item in indicators)


def _json(values: Iterable[str]) -> str:
    """A list that the page's script reads from an attribute."""
    return json.dumps(list(values), ensure_ascii=False)


def _key(pillar: Pillar) -> str:
    return pillar.number or pillar.name


def _heading(pillar: Pillar) -> str:
    return f"{pillar.number}　{pillar.name}" if pillar.number else pillar.name


def _pillars(content: IndicatorContent) -> tuple[str, ...]:
    """Keys of the pillars under which an indicator is found, its own first."""
    return (_key(content.pillar), *content.indicator.relisted_under)


def _years(content: IndicatorContent) -> list[FiscalYear]:
    """The years of all its actuals."""
    return sorted({figure.year for each in content.series for figure in each.actuals})


def _judgement(content: IndicatorContent) -> str:
    """The grade, why, and how far it is."""
    assessment = content.assessment
    assert assessment is not None
    text = f"{content.grade}：{assessment.public_reason}"
    if assessment.progress is not None:
        kind = "暫定の進捗率" if assessment.provisional else "進捗率"
        text += f"（{kind} {assessment.progress}％）"
    return text


def _charts(content: IndicatorContent) -> list[tuple[str, Chart]]:
    """The charts that can be drawn, each below its caption."""
    name = content.indicator.name
    drawn = [(each, chart(each, f"{name} {each.series.label}".strip())) for each in content.series]
    return [(_caption(each), picture) for each, picture in drawn if picture is not None]


def _caption(content: SeriesContent) -> str:
    unit = f"（{content.series.unit.text}）" if content.series.unit.text else ""
    return f"{content.series.label or '実績値'}の推移{unit}"
