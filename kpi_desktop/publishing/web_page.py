"""The public web page: one self-contained HTML file, complete without script, searchable with it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from html import escape
from importlib.resources import files
from string import Template

from kpi_desktop.domain.form import NARRATIVE_FIELDS
from kpi_desktop.domain.master_content import (
    Figure,
    IndicatorContent,
    MasterContent,
    SeriesContent,
    Source,
)
from kpi_desktop.publishing.open_data_tables import VERDICT_CODES
from kpi_desktop.publishing.web_chart import chart

#: A sign beside the word, so that nobody depends on colour.
_SIGNS = {"達成": "○", "未達成": "×", "集計中": "…", "判定不能": "？", "未提出": "－"}


def web_page(content: MasterContent) -> bytes:
    """The page in UTF-8; the same content gives the same bytes. Nothing internal is in it."""
    plan = content.plan
    owners = dict.fromkeys(name for one in content.indicators for name in one.indicator.departments)
    listed = Counter(one.verdict for one in content.indicators)
    title = f"{plan.name}　{content.year.full}の達成状況"
    page = Template(_resource("page.html")).substitute(
        css=_resource("page.css"),
        js=_resource("page.js"),
        title=escape(title),
        organisation=escape(plan.organisation),
        facts=_facts(content),
        notice=_notice(content),
        snapshot=escape(content.snapshot),
        overview=_overview(content),
        pillars=_options(
            (one.number or one.name, _pillar(one.number, one.name)) for one in plan.pillars
        ),
        departments=_options((name, name) for name in owners),
        verdicts=_options(
            (name, f"{name}（{listed[name]}）") for name in VERDICT_CODES if listed[name]
        ),
        count=len(content.indicators),
        indicators="\n".join(_article(content, one) for one in content.indicators),
    )
    return page.encode()


def _resource(name: str) -> str:
    return (files("kpi_desktop.publishing") / "web" / name).read_text(encoding="utf-8").rstrip()


def _pillar(number: str, name: str) -> str:
    return f"{number}　{name}" if number else name


def _options(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in pairs
    )


def _facts(content: MasterContent) -> str:
    day = content.as_of.date().isoformat() if content.as_of else ""
    parts = [f"指標 {len(content.indicators)}", f"系列 {len(content.series)}"]
    return escape("　".join([*parts, *([f"{day} 時点"] if day else [])]))


def _notice(content: MasterContent) -> str:
    if not content.missing:
        return ""
    text = f"{len(content.missing)}件の指標は未提出です。内容は今後変わることがあります。"
    return f'<p class="notice">{escape(text)}</p>'


def _overview(content: MasterContent) -> str:
    """Counts of each pillar and of all."""
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in (*VERDICT_CODES, "計"))
    rows = []
    for pillar in content.plan.pillars:
        own = [one for one in content.indicators if one.pillar == pillar]
        rows.append(_counts(_pillar(pillar.number, pillar.name), own))
    rows.append(_counts("全体", content.indicators))
    return (
        '<div class="scroll"><table><caption>柱ごとの指標の数</caption><thead><tr><th scope="col">柱</th>'
        f"{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _counts(label: str, own: Iterable[IndicatorContent]) -> str:
    counted = Counter(one.verdict for one in own)
    cells = [*(counted[name] for name in VERDICT_CODES), sum(counted.values())]
    numbers = "".join(f'<td class="n">{number}</td>' for number in cells)
    return f'<tr><th scope="row">{escape(label)}</th>{numbers}</tr>'


def _article(content: MasterContent, one: IndicatorContent) -> str:
    known = one.indicator
    keys = (one.pillar.number or one.pillar.name, *known.relisted_under)
    data = {"pillar": keys, "department": known.departments, "verdict": (one.verdict,)}
    attributes = " ".join(
        f'data-{name}="{escape(json.dumps(list(values), ensure_ascii=False))}"'
        for name, values in data.items()
    )
    owners = "・".join(known.departments) + "　" + "・".join(known.divisions)
    place = _pillar(one.pillar.number, one.pillar.name)
    code = VERDICT_CODES[one.verdict]
    badge = f'<span class="badge {code}">{_SIGNS[one.verdict]} {escape(one.verdict)}</span>'
    return (
        f'<article id="no-{escape(known.no)}" {attributes}><details><summary>{badge}'
        f'<span class="no">No {escape(known.no)}</span><h3>{escape(known.name)}</h3>'
        f'<span class="who">{escape(place)}／{escape(owners)}</span></summary>'
        f'<div class="body">{_body(content, one)}</div></details></article>'
    )


def _body(content: MasterContent, one: IndicatorContent) -> str:
    parts = []
    if one.indicator.name_note:
        parts.append(f'<p class="note">{escape(one.indicator.name_note)}</p>')
    parts += [_table(one), _judged(one)]
    if footnote := one.text("脚注"):
        parts.append(f'<p class="note text">{escape(footnote)}</p>')
    charts = [(each, svg) for each in one.series if (svg := chart(each, _series_name(one, each)))]
    if charts:
        figures = "".join(
            f'<figure>{svg}<figcaption class="note">{escape(_caption(each))}</figcaption></figure>'
            for each, svg in charts
        )
        parts.append(f'<div class="charts">{figures}</div>')
    for name in NARRATIVE_FIELDS:
        text = one.text(name) or ("（未提出）" if one.submission is None else "（記載なし）")
        parts.append(f'<h4>{escape(name)}</h4><p class="text">{escape(text)}</p>')
    return "".join(parts)


def _judged(one: IndicatorContent) -> str:
    if one.assessment is None:
        return ""
    text = f"{one.grade}：{one.assessment.public_reason}"
    if one.assessment.progress is not None:
        kind = "暫定の進捗率" if one.assessment.provisional else "進捗率"
        text += f"（{kind} {one.assessment.progress}％）"
    return f'<p class="note">{escape(text)}</p>'


def _series_name(one: IndicatorContent, each: SeriesContent) -> str:
    return f"{one.indicator.name} {each.series.label}".strip()


def _caption(each: SeriesContent) -> str:
    unit = f"（{each.series.unit.text}）" if each.series.unit.text else ""
    return f"{each.series.label or '実績値'}の推移{unit}"


def _table(one: IndicatorContent) -> str:
    years = sorted({figure.year for each in one.series for figure in each.actuals})
    heads = ["区分", "単位", "策定時", *(f"{year.short}実績" for year in years), "目標"]
    rows = []
    for each in one.series:
        actuals = [each.actual(year) for year in years]
        cells = [_figure(each.baseline, dated=True), *map(_figure, actuals)]
        cells.append(_figure(each.target, dated=True))
        unit = escape(each.series.unit.text or "")
        label = escape(each.series.label or "実績値")
        rows.append(f'<tr><th scope="row">{label}</th><td>{unit}</td>{"".join(cells)}</tr>')
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    return (
        f'<div class="scroll"><table><caption>実績値と目標値</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _figure(figure: Figure | None, dated: bool = False) -> str:
    if figure is None:
        return "<td></td>"
    if figure.reading.is_missing:
        text = "未提出" if figure.origin.source is Source.NOWHERE else "データなし"
        return f'<td class="n missing">{text}</td>'
    year = f"（{figure.year.short}）" if dated else ""
    return f'<td class="n">{escape(figure.reading.display())}{year}</td>'
