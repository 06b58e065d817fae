"""validate --all: today's rules over every version, and nothing is changed by it."""

from __future__ import annotations

import pytest

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.gather.validate_all import ValidateAllResult, validate_all
from tests.usecases.filling import submit

NOW = ("4", "系列1_実績4")


def of_4(result: ValidateAllResult) -> list[tuple[int, str, list[str]]]:
    return [
        (
            one.version.submission.version,
            one.version.standing,
            [each.rule for each in one.findings if each.indicator == "4"],
        )
        for one in result.versions
        if "4" in one.version.submission.indicators
    ]


def test_every_version_is_judged_with_its_own_figures(asked: Desk) -> None:
    submit(asked, {NOW: "別紙のとおり"})
    submit(asked, {NOW: 675.0})
    assert of_4(validate_all(asked)) == [
        (1, "旧版", []),
        (2, "旧版", ["K304"]),
        (3, "有効", ["K611"]),
    ]
    assert of_4(validate_all(asked, ["K611"]))[1] == (2, "旧版", [])


def test_what_counts_gets_the_findings_of_validate(asked: Desk) -> None:
    submit(asked, {NOW: 675.0})
    counted = {
        (one.indicator, one.rule, one.place, one.message, one.ruling)
        for version in validate_all(asked).versions
        for one in version.findings
        if one.indicator in version.version.counts_for
    }
    found = validate(asked).findings
    assert counted == {(o.indicator, o.rule, o.place, o.message, o.ruling) for o in found}


def test_nothing_is_recorded_by_it(asked: Desk) -> None:
    submit(asked, {NOW: "別紙のとおり"})
    before = (asked.store.audit(), asked.store.states(), asked.store.findings())
    validate_all(asked)
    assert (asked.store.audit(), asked.store.states(), asked.store.findings()) == before


def test_an_unknown_rule_is_refused(asked: Desk) -> None:
    with pytest.raises(KpiError, match="K999"):
        validate_all(asked, ["K999"])
