"""collect takes whatever departments send, says what was odd, and keeps each answer with its owner."""

from __future__ import annotations

import dataclasses
import weakref
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from kpi_desktop.usecases.collect import Collected, Outcome, collect
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.ports import Arrival
from kpi_desktop.usecases.progress import Silent
from kpi_desktop.workbook.intake import FileIntake
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


class Watched(FileIntake):
    """Counts how many arrivals are alive whenever the next one is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.most = 0

    def arrivals(self, paths: Sequence[Path]) -> Iterator[Arrival]:
        """Those of the files."""
        alive: list[weakref.ref[Arrival]] = []
        for one in super().arrivals(paths):
            alive.append(weakref.ref(one))
            self.most = max(self.most, sum(each() is not None for each in alive))
            yield one


class Heard(Silent):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []

    def step(self, done: int, total: int, what: str) -> None:
        """Keep it."""
        self.steps.append((done, total))


def test_arrivals_are_taken_one_by_one_and_progress_never_passes_its_end(
    generated: Desk, tmp_path: Path
) -> None:
    inbox = tmp_path / "届いたもの"
    inbox.mkdir()
    for name in "12345":
        (inbox / f"{name}.xlsx").write_bytes(name.encode())
    with zipfile.ZipFile(inbox / "6.zip", "w") as archive:
        for name in "789":
            archive.writestr(f"{name}.xlsx", name)
    intake, heard = Watched(), Heard()
    entries = collect(dataclasses.replace(generated, intake=intake), [inbox], heard).entries
    assert len(entries) == 8
    assert intake.most <= 2
    assert heard.steps[0] == (0, 6) and heard.steps[-1] == (8, 8)
    assert all(done < total for done, total in heard.steps[:-1])
