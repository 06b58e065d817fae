from __future__ import annotations

import resource
import time

import pytest

from kpi_desktop.domain.forms.form import CellRead
from kpi_desktop.workbook.ooxml.package.refusals import Refusal
from kpi_desktop.workbook.reading.reader import FormFileReader
from tests.workbook.intake.hostile.attacks import attacks
from tests.workbook.intake.hostile.harmful_files import Attack, good

ATTACKS = attacks()
MOST_SECONDS = 10
MOST_MEMORY = 1 << 30


def read(data: bytes) -> CellRead:
    return FormFileReader().read(data, "x.xlsx", {}).sheets[0].cells["系列1_実績1"]


@pytest.mark.parametrize("attack", ATTACKS, ids=[one.name for one in ATTACKS])
def test_an_attack_is_refused_with_its_reason_or_read_as_it_is(attack: Attack) -> None:
    data = attack.make()
    begun = time.process_time()
    if isinstance(attack.expected, str):
        found = read(data)
        assert found.formula is not None if attack.expected == "=" else found.raw == attack.expected
    else:
        with pytest.raises(Refusal) as caught:
            read(data)
        assert caught.value.reason in attack.expected
        assert caught.value.what and caught.value.remedy
    assert time.process_time() - begun < MOST_SECONDS


def test_there_are_sixty_attacks() -> None:
    assert len({one.name for one in ATTACKS}) == len(ATTACKS) >= 60


def test_the_file_that_all_attacks_start_from_is_read() -> None:
    assert read(good()).raw == "1000"


def test_no_attack_takes_more_than_a_gibibyte() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    for attack in ATTACKS:
        try:
            read(attack.make())
        except Refusal:
            continue
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before < MOST_MEMORY
