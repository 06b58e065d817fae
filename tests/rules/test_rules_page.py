"""The page of rules is what the catalogue says."""

from __future__ import annotations

from kpi_desktop.domain.finding import Category
from kpi_desktop.rules.registry import RULES
from kpi_desktop.rules.rules_page import CATEGORY_WORDS, rules_page
from tests.checkout import ROOT

PAGE = ROOT / "docs" / "rules.md"


def test_the_page_of_rules_is_up_to_date() -> None:
    assert (
        PAGE.read_text(encoding="utf-8") == rules_page()
    ), "python -m kpi_desktop.rules > docs/rules.md"


def test_every_rule_has_a_section_with_its_example_and_its_remedy() -> None:
    page = rules_page()
    for one in RULES:
        assert f"### {one.code} {one.title}" in page
        assert one.example in page and one.suggestion in page


def test_every_category_has_a_name_in_the_manual() -> None:
    assert set(CATEGORY_WORDS) == set(Category)
