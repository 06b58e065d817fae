"""Findings block a form, or they do not."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from kpi_desktop.domain.finding import Finding, Place, Severity, count_open
from kpi_desktop.domain.forms.form import CellKind, CellRead, FormIdentity
from kpi_desktop.domain.forms.spot import AS_LEFT
from kpi_desktop.domain.forms.submission import Arrival
from kpi_desktop.domain.forms.workbook_kinds import FormUnit
from kpi_desktop.domain.record.correction import Proposed
from kpi_desktop.domain.record.master_content import Origin, Source
from tests.store.samples import R5, a_finding

RULED = "免除（理由）"


@pytest.mark.parametrize(
    ("severity", "ruling", "blocks"),
    [
        (Severity.ERROR, "", True),
        (Severity.ERROR, RULED, False),
        (Severity.WARNING, "", False),
        (Severity.INFO, "", False),
    ],
)
def test_only_an_error_without_a_ruling_blocks(
    severity: Severity, ruling: str, blocks: bool
) -> None:
    assert dataclasses.replace(a_finding(), severity=severity, ruling=ruling).blocks is blocks


def test_findings_with_a_ruling_are_not_counted_as_open() -> None:
    found = [
        dataclasses.replace(a_finding(), severity=severity, ruling=ruling)
        for severity in (Severity.ERROR, Severity.ERROR, Severity.WARNING)
        for ruling in ("", RULED)
    ]
    assert [count_open(found, one) for one in Severity] == [2, 1, 0]


#: A record of which only the necessary was said → what it says then of the rest.
UNSAID: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "place": (Place(), ("", "", "", None, "")),
    "spot": (AS_LEFT, ("", "")),
    "proposed": (Proposed(), ("", "", 0, "", "")),
    "origin": (Origin(Source.NOWHERE), (Source.NOWHERE, "", "", "", "", "", (), None, None, "")),
    "arrival": (Arrival("a", None), ("a", None, "", "", None, "")),
    "cell": (CellRead("1", "A1", "", CellKind.BLANK), ("", None, True)),
    "identity": (FormIdentity("i", "p", R5, "d", FormUnit.DIVISION), ("", 1, "", "")),
    "finding": (
        Finding("K1", a_finding().category, Severity.INFO, "d", "1", Place(), "m", "s"),
        ("", "", "", ""),
    ),
}


@pytest.mark.parametrize("name", UNSAID)
def test_what_was_not_said_of_a_thing_is_empty(name: str) -> None:
    thing, expected = UNSAID[name]
    values = (
        tuple(thing)
        if isinstance(thing, tuple)
        else tuple(getattr(thing, one.name) for one in dataclasses.fields(thing))
    )
    assert values[-len(expected) :] == expected
