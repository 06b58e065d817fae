"""collect takes whatever departments send, says what was odd, and keeps each answer with its owner."""

from __future__ import annotations

from pathlib import Path

from kpi_desktop.usecases.collect import Collected, Outcome, collect
from kpi_desktop.usecases.desk import Desk
from tests.workbook.damage import by_openpyxl
from tests.workbook.damage.kinds import MAIN, OTHER
from tests.workbook.damage.sent_forms import filled


def taken(desk: Desk, folder: Path, data: bytes) -> Collected:
    path = folder / "提出.xlsx"
    path.write_bytes(data)
    (entry,) = collect(desk, [path]).entries
    return entry


def test_a_sound_form_is_collected_without_a_remark(generated: Desk, tmp_path: Path) -> None:
    entry = taken(generated, tmp_path, filled(MAIN))
    assert (entry.outcome, entry.department, entry.reason) == (Outcome.COLLECTED, MAIN, "")


def test_doubts_of_reading_are_told_with_the_outcome(generated: Desk, tmp_path: Path) -> None:
    damage = next(one for one in by_openpyxl.kinds() if one.kind == "左に列を挿入")
    entry = taken(generated, tmp_path, damage.make())
    assert entry.outcome is Outcome.COLLECTED
    assert "【要確認】" in entry.reason


def test_the_form_of_another_department_in_the_same_file_is_collected_too(
    generated: Desk, tmp_path: Path
) -> None:
    entry = taken(generated, tmp_path, by_openpyxl.pasted_from_another_department())
    assert (entry.outcome, entry.department) == (Outcome.COLLECTED, MAIN)
    assert f"{OTHER}の様式" in entry.reason
    assert {one.department for one in generated.store.submissions()} == {MAIN, OTHER}
