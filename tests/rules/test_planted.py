"""Both directions: what is planted is found at its cell, and nothing else is called an error."""

from __future__ import annotations

import pytest

from kpi_desktop.domain.finding import Category, Severity
from kpi_desktop.usecases.practice.defects import KINDS
from tests.rules.planting import findings, planted

SEEDS = (*range(4), 8)
#: A narrative that quotes a figure is rightly called into question when that figure is damaged.
OTHER_THAN_NARRATIVES = tuple(set(Category) - {Category.NARRATIVE_FIGURES})


@pytest.mark.parametrize("seed", SEEDS)
def test_every_planted_defect_is_found_once_at_its_cell_with_its_category(seed: int) -> None:
    defects = planted(seed, 200)
    found = findings(defects)
    categories = {
        (one.name, one.indicator): [
            each.category
            for each in found.get((one.indicator, one.field), [])
            if each.severity is not Severity.INFO
            and each.category in (one.category, *OTHER_THAN_NARRATIVES)
        ]
        for one in defects
    }
    assert categories == {(one.name, one.indicator): [one.category] for one in defects}


@pytest.mark.parametrize("seed", SEEDS)
def test_no_cell_without_a_planted_defect_has_an_error(seed: int) -> None:
    defects = planted(seed, 200)
    places = {(one.indicator, one.field) for one in defects}
    beside = [
        (place, one.rule)
        for place, at_place in findings(defects).items()
        for one in at_place
        if place not in places and one.severity is Severity.ERROR
    ]
    assert beside == []


def test_two_hundred_defects_can_be_planted() -> None:
    assert len(planted(0, 200)) == 200


def test_every_kind_of_defect_is_planted_by_some_seed() -> None:
    assert {one.name for seed in range(8) for one in planted(seed, 200)} == set(KINDS)


def test_defects_cover_every_category_that_one_form_alone_can_have() -> None:
    assert {category for category, _ in KINDS.values()} == set(Category) - {Category.JOINT}


def test_the_same_seed_plants_the_same_defects_and_another_seed_others() -> None:
    assert planted(3, 40) == planted(3, 40) != planted(4, 40)
