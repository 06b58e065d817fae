"""A rule on trial (試行中) only asks to make sure, and the page says so."""

from __future__ import annotations

import dataclasses

from kpi_desktop.domain.finding import Severity
from kpi_desktop.rules.registry import RULES, run
from kpi_desktop.rules.rules_page import rules_page
from tests.rules.examples import EXAMPLES

SURE = next(one for one in RULES if one.severity is Severity.ERROR and not one.trial)
TRIAL = dataclasses.replace(SURE, trial=True)


def test_what_a_rule_on_trial_finds_keeps_no_form_back() -> None:
    make, _ = EXAMPLES[SURE.code]
    assert [one.severity for one in run(make(), [SURE])] == [Severity.ERROR]
    assert [one.severity for one in run(make(), [TRIAL])] == [Severity.WARNING]


def test_the_page_tells_that_a_rule_is_on_trial() -> None:
    words = "要確認（試行中：要確認として扱います）"
    assert words in rules_page([TRIAL])
    assert "試行中" not in rules_page([SURE])
