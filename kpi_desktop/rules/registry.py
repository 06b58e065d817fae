"""The catalogue: every rule, in the order in which they speak. One cause gives one finding."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_desktop.domain.finding import Finding
from kpi_desktop.rules import (
    footnotes,
    identity,
    joint,
    missing_values,
    narratives,
    past_values,
    plausibility,
    states,
    sums,
    typed_values,
    units,
)
from kpi_desktop.rules.case import IndicatorCase
from kpi_desktop.rules.narrative_figures import rules as figures
from kpi_desktop.rules.rule import Rule

#: A rule comes after those whose findings would explain its own.
RULES: tuple[Rule, ...] = (
    joint.OPINION,
    identity.OLD_ISSUE,
    identity.OLD_ISSUE_SAME_CONTENT,
    identity.ALTERED_NO,
    identity.ALTERED_NAME,
    identity.ALTERED_LABEL,
    identity.LOST_INPUT,
    identity.ALTERED_UNIT,
    typed_values.FORMULA,
    typed_values.ERROR_CELL,
    typed_values.DATE_OR_BOOLEAN,
    missing_values.NO_ACTUAL,
    missing_values.NO_ACTUAL_AS_BEFORE,
    missing_values.PENDING_ERASED,
    typed_values.REMARK,
    typed_values.UNREADABLE,
    typed_values.GOAL_WORD,
    typed_values.FIGURE_FOR_STATE,
    units.UNIT_MISMATCH,
    typed_values.APPROXIMATE,
    typed_values.GROUPING,
    typed_values.HIDDEN_DIGITS,
    typed_values.NORMALISED,
    past_values.PAST_VALUE,
    past_values.CORRECTION,
    past_values.TARGET_CHANGED,
    past_values.FOOTNOTE_ERASED,
    footnotes.ASKED_IN_WORDS,
    footnotes.FOOTNOTE_ADDED,
    sums.SUM,
    states.PART_OVER_WHOLE,
    plausibility.SLIP,
    plausibility.JUMP,
    plausibility.SUDDENLY_ZERO,
    plausibility.NEGATIVE,
    plausibility.OVER_HUNDRED,
    plausibility.FALLING,
    plausibility.UNCHANGED,
    states.UNKNOWN_STATE,
    states.FALLEN_BACK,
    states.NO_VALUE,
    states.STILL_PENDING,
    states.COUNT_FOR_COMPLETION,
    joint.OTHER_ANSWER,
    narratives.NO_TEXT,
    narratives.PLACEHOLDER,
    narratives.TOO_LONG,
    narratives.BLANKED,
    narratives.LAST_YEARS_TEXT,
    narratives.SAME_TWICE,
    narratives.WRONG_YEAR,
    figures.FIGURE_DIFFERS,
    figures.CHANGE_DIFFERS,
    figures.VERDICT_DIFFERS,
    figures.DIRECTION_DIFFERS,
)


def rule_of(code: str) -> Rule:
    """The rule with that code. KeyError when there is none."""
    for rule in RULES:
        if rule.code == code:
            return rule
    raise KeyError(code)


def run(case: IndicatorCase, rules: Sequence[Rule] = RULES) -> list[Finding]:
    """Every finding about one indicator of one submission, in catalogue order.

    What rests on a field that an earlier rule has settled is a consequence and is left out.
    """
    settled: set[str] = set()
    found: list[Finding] = []
    for rule in rules:
        fresh = [hit for hit in rule.check(case) if settled.isdisjoint((hit.field, *hit.uses))]
        found += [rule.finding(case, hit) for hit in fresh]
        if rule.settles:
            settled.update(hit.field for hit in fresh)
    return found
