"""Planting defects in the sample's forms, and what the rules then say."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from kpi_desktop.domain.finding import Finding
from kpi_desktop.rules.case import IndicatorCase
from kpi_desktop.rules.registry import run
from kpi_desktop.sample import load_sample
from kpi_desktop.usecases.practice.defects import Defect, choose_defects
from tests.rules.forms import sample_cases, sample_plan, typed_cell


def planted(seed: int, count: int) -> list[Defect]:
    """Defects for the sample plan."""
    sample = load_sample()
    return choose_defects(sample_plan(), sample.answers, sample.narratives, seed, count)


def damaged(defects: Sequence[Defect]) -> list[IndicatorCase]:
    """The sample's forms with the defects typed in."""
    found = []
    for case in sample_cases():
        own = [one for one in defects if one.indicator == case.indicator.no]
        cells = {
            name: typed_cell(name, value)._replace(address=case.cells[name].address)
            for one in own
            for name, value in one.entries
        }
        found.append(dataclasses.replace(case, cells={**case.cells, **cells}))
    return found


def findings(defects: Sequence[Defect]) -> dict[tuple[str, str], list[Finding]]:
    """(No, field) → what the rules say there."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for case in damaged(defects):
        fields = {cell.address: name for name, cell in case.cells.items()}
        for one in run(case):
            found.setdefault((case.indicator.no, fields[one.place.cell]), []).append(one)
    return found
