"""Every rule speaks where it should, and the catalogue keeps its own order."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

from kpi_desktop import rules
from kpi_desktop.domain.finding import Severity
from kpi_desktop.rules.registry import RULES, rule_of, run
from kpi_desktop.rules.rule import Rule
from tests.rules.examples import EXAMPLES, people
from tests.rules.forms import sample_cases


@pytest.mark.parametrize("code", EXAMPLES)
def test_each_rule_finds_its_example_at_its_cell_and_says_nothing_else(code: str) -> None:
    make, field = EXAMPLES[code]
    case = make()
    found = [one for one in run(case) if one.severity is not Severity.INFO or one.rule == code]
    assert [(one.rule, one.place) for one in found] == [(code, case.place(field))]
    assert (found[0].category, found[0].severity) == (
        rule_of(code).category,
        rule_of(code).severity,
    )


def test_every_rule_has_an_example_that_fails_without_it() -> None:
    assert {one.code for one in RULES} <= set(EXAMPLES)


def test_every_rule_that_is_declared_speaks() -> None:
    modules = [
        importlib.import_module(one.name)
        for one in pkgutil.walk_packages(rules.__path__, "kpi_desktop.rules.")
        if not one.name.endswith("__main__")
    ]
    declared = {
        value.code
        for module in modules
        for value in vars(module).values()
        if isinstance(value, Rule)
    }
    assert declared == {one.code for one in RULES}


def test_no_finding_is_made_outside_the_catalogue() -> None:
    package = Path(rules.__file__).parents[1]
    makers = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id == "Finding"
    }
    assert makers == {"rules/rule.py", "store/rows.py"}, "store/rows.py reads what was recorded"


def test_no_two_rules_share_a_code_or_a_title() -> None:
    assert len({one.code for one in RULES}) == len({one.title for one in RULES}) == len(RULES)


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_message_has_no_placeholder_left_and_says_how_to_mend(code: str) -> None:
    (found,) = [one for one in run(EXAMPLES[code][0]()) if one.rule == code]
    assert not re.search(r"[{}]", found.message + found.suggestion)
    assert found.message.endswith(("。", "。）")) and found.suggestion.endswith(("。", "。）"))


def test_a_form_filled_in_well_has_no_finding() -> None:
    assert run(people(1759)) == []


def test_the_published_figures_with_the_sample_narratives_have_no_error_at_all() -> None:
    found = [one for case in sample_cases() for one in run(case)]
    assert [(one.indicator, one.rule) for one in found] == [
        ("1", "K202"),
        ("2", "K706"),
        ("3", "K706"),
        ("16", "K705"),
    ]


def test_a_rule_on_trial_only_warns_and_says_so() -> None:
    trial = dataclasses.replace(rule_of("K201"), trial=True)
    (found,) = run(people(None), [trial])
    assert found.severity is Severity.WARNING and "試行中" in found.message


#: What each rule says of its example: place, message, how to mend it, what is expected, what stands.
FINDINGS = Path(__file__).parent / "findings_of_each_rule.txt"


def test_each_rule_says_this_of_its_example() -> None:
    lines = []
    for code, (make, _) in sorted(EXAMPLES.items()):
        for one in run(make()):
            if one.rule == code:
                place = f"{one.place.field}/{one.place.series or ''}/{one.place.year}"
                lines.append(f"{code} {place}")
                texts = (one.message, one.suggestion, one.expected, one.actual)
                lines += [f"  {text}".rstrip() for text in texts]
    assert lines == FINDINGS.read_text(encoding="utf-8").splitlines()
