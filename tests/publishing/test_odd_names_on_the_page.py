"""Whatever a plan, a department or an indicator is called, the page shows it as text."""

from __future__ import annotations

import dataclasses
from html.parser import HTMLParser

from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.publishing.web_page import web_page
from kpi_desktop.usecases.record.content_builder import build_content
from tests.usecases.contents import answer_all, sample_plan

ODD = "<b>戦略&\"'</b><script>alert(1)</script>"


class _Texts(HTMLParser):
    """What stands in each element that has a name for it, and how often each element is there."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self.texts: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts.setdefault(tag, []).append("")
        if tag not in ("meta", "input", "link", "br"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self._open):
            self.texts[tag][-1] += data


def texts(plan: Plan) -> dict[str, list[str]]:
    """Element → the text of each, in the page of *plan* with the sample's answers."""
    parser = _Texts()
    parser.feed(web_page(build_content(plan, answer_all(), {})).decode())
    parser.close()
    return parser.texts


def test_the_plans_name_is_text_in_the_title_and_the_heading() -> None:
    found = texts(dataclasses.replace(sample_plan(), name=ODD))
    for tag in ("title", "h1"):
        assert [text.startswith(ODD) for text in found[tag]] == [True]


def test_an_indicators_name_is_text_in_its_heading() -> None:
    plan = sample_plan()
    first, *others = plan.indicators
    found = texts(
        dataclasses.replace(plan, indicators=(dataclasses.replace(first, name=ODD), *others))
    )
    assert found["h3"][0].strip() == ODD


def test_who_owns_the_plan_is_text() -> None:
    found = texts(dataclasses.replace(sample_plan(), organisation=ODD))
    assert found["header"][0].count(ODD) == 1 and len(found["script"]) == 1


def test_a_pillars_name_is_text_in_the_table_and_among_the_choices() -> None:
    plan = sample_plan()
    first, *others = plan.pillars
    found = texts(
        dataclasses.replace(plan, pillars=(dataclasses.replace(first, name=ODD), *others))
    )
    for tag in ("th", "option"):
        assert f"{first.number}　{ODD}" in found[tag]
