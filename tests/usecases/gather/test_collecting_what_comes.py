"""collect takes whatever departments send, says what was odd, and keeps each answer with its owner."""

from __future__ import annotations

import dataclasses
import weakref
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kpi_desktop.domain.forms.submission import Arrival, State
from kpi_desktop.usecases.decide.decisions import accept, finalise
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.collect import Collected, Outcome, collect
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.practice.demo_fill import demo_fill
from kpi_desktop.usecases.progress import Silent
from kpi_desktop.usecases.record.authority import answers
from kpi_desktop.workbook.intake.file_intake import FileIntake
from tests.workbook.forms import packed, parts
from tests.workbook.reading.damage import by_openpyxl
from tests.workbook.reading.damage.kinds import MAIN, OTHER
from tests.workbook.reading.damage.sent_forms import filled


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


def refusals(desk: Desk) -> list[tuple[str, str]]:
    """(file, reason) of every refusal in the log."""
    log = [one.details for one in desk.store.audit() if one.action == "refuse"]
    return [(one["file"], one["reason"]) for one in log]


def test_what_was_not_taken_in_stands_in_the_log_once_with_its_reason(
    generated: Desk, tmp_path: Path
) -> None:
    first = taken(generated, tmp_path, b"%PDF-1.7 no workbook")
    taken(generated, tmp_path, b"%PDF-1.7 no workbook")
    assert first.outcome is Outcome.REJECTED
    assert refusals(generated) == [("提出.xlsx", first.reason)]
    assert generated.evidence.get(first.sha256) == b"%PDF-1.7 no workbook"


def test_a_form_that_was_taken_in_is_no_refusal_however_often_it_comes(
    generated: Desk, tmp_path: Path
) -> None:
    taken(generated, tmp_path, filled(MAIN))
    assert taken(generated, tmp_path, filled(MAIN)).outcome is Outcome.DUPLICATE
    assert refusals(generated) == []


def finalised(desk: Desk, folder: Path, *nos: str) -> None:
    """MAIN has sent the right answers in, and some of its indicators are finalised."""
    demo_fill(desk)
    taken(desk, folder, right(desk))
    validate(desk)
    accept(desk, (), nos)
    assert not finalise(desk, (), nos).refused


def right(desk: Desk, changes: Mapping[tuple[str, str], str] | None = None) -> bytes:
    """MAIN's right answers; some fields, by No and name, are typed over."""
    (form,) = (one for one in desk.store.issued() if one.workbook.identity.department == MAIN)
    data = (desk.workspace.inbox / form.file_name).read_bytes()
    cells = {
        (sheet.no, name): (cell.sheet, cell.address)
        for sheet in desk.reader.read(data, "", {form.form_id: form.workbook}).sheets
        for name, cell in sheet.cells.items()
    }
    return desk.filler.fill(data, {cells[key]: value for key, value in (changes or {}).items()})


def nos_of(desk: Desk) -> list[str]:
    """Nos of MAIN's indicators, in the order of its form."""
    return [one.no for one in desk.plan().led_by(MAIN)]


def test_a_mended_form_is_taken_in_although_others_of_its_indicators_are_final(
    generated: Desk, tmp_path: Path
) -> None:
    final, open_one, *_ = nos = nos_of(generated)
    finalised(generated, tmp_path, final)
    entry = taken(generated, tmp_path, right(generated, {(open_one, "課題等"): "・改めた。"}))
    assert (entry.outcome, entry.reason) == (Outcome.COLLECTED, "")
    assert entry.indicators == tuple(no for no in nos if no != final)
    assert generated.store.states()[final] is State.FINALISED


def test_what_a_form_says_otherwise_of_a_final_indicator_is_told_and_left_out(
    generated: Desk, tmp_path: Path
) -> None:
    final, *_ = nos_of(generated)
    finalised(generated, tmp_path, final)
    entry = taken(generated, tmp_path, right(generated, {(final, "課題等"): "・改めた。"}))
    assert entry.outcome is Outcome.COLLECTED and final not in entry.indicators
    assert f"No {final} は確定済み" in entry.reason and "reopen" in entry.reason
    text = answers(generated.store)[final].cells["課題等"].raw
    assert text != "・改めた。"


def test_a_form_whose_indicators_are_all_final_is_refused_only_if_it_says_otherwise(
    generated: Desk, tmp_path: Path
) -> None:
    nos = nos_of(generated)
    finalised(generated, tmp_path, *nos)
    same = taken(generated, tmp_path, packed(parts(right(generated))))
    other = taken(generated, tmp_path, right(generated, {(nos[0], "課題等"): "・改めた。"}))
    assert (same.outcome, other.outcome) == (Outcome.DUPLICATE, Outcome.REJECTED)
    assert "同じです" in same.reason and f"No {nos[0]} は確定済み" in other.reason
