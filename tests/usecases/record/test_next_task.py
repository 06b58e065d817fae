"""What is open and what comes next, from an overview that was made by hand."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Any

import pytest

from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.forms.submission import Action, Remark, State
from kpi_desktop.domain.indicators.master_data import MasterProblem
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.domain.record.correction import Correction, LedgerEntry, Proposed
from kpi_desktop.domain.record.waiver import Waiver
from kpi_desktop.usecases.record.allowed_decisions import Acceptance, acceptances
from kpi_desktop.usecases.record.next_task import NextTask, Task, next_task
from kpi_desktop.usecases.record.overview import FileEntry, Issued, Overview, arrivals, files_in
from kpi_desktop.usecases.record.status import is_validated, status
from kpi_desktop.usecases.workspace import Workspace
from tests.rules.forms import R5
from tests.store.samples import a_finding
from tests.usecases.record.known_record import (
    AT,
    COLLECT,
    FIRST,
    LATE,
    QUESTION,
    R4,
    SECOND,
    VALIDATE,
    Known,
    entry,
)


@pytest.mark.parametrize(
    ("actions", "validated"),
    [
        ([], True),
        ([COLLECT], False),
        ([COLLECT, VALIDATE], True),
        ([VALIDATE, COLLECT], False),
        ([COLLECT, VALIDATE, AuditAction.ACCEPT], True),
        ([VALIDATE, COLLECT, AuditAction.ACCEPT], False),
    ],
)
def test_what_came_in_is_validated_when_nothing_came_since(
    actions: list[AuditAction], validated: bool
) -> None:
    assert is_validated([entry(one) for one in actions]) is validated


def file(name: str = "a.xlsx", hour: int = 0, is_new: bool = False) -> FileEntry:
    path = Path("/w") / name
    return FileEntry(path, name, 1, AT + datetime.timedelta(hours=hour), is_new)


BARE = Overview(
    workspace=Workspace(Path("/w")),
    plan=LATE,
    problems=(),
    board=None,
    findings=(),
    submissions=(FIRST,),
    issued=(Issued("土木部", "a.xlsx", 1, 2),),
    audit=(),
    arrivals=(),
    results=(),
    is_sample=False,
)
PROBLEMS = tuple(
    MasterProblem(one, "系列", "A1", "？", "！")
    for one in (Severity.ERROR, Severity.WARNING, Severity.ERROR)
)
READY = Acceptance(State.SUBMITTED)
WRONG = Acceptance(State.SUBMITTED, has_open_errors=True, has_findings_to_return=True)
DOUBTFUL = Acceptance(State.SUBMITTED, doubts=("列？",))
ACCEPTED, DONE = Acceptance(State.ACCEPTED), Acceptance(State.FINALISED)
REQUEST = LedgerEntry(
    "1-1-R4",
    Correction("1", 1, "実績", R4, parse_reading("1"), parse_reading("2"), "", ""),
    "",
    "",
    Proposed(),
    parse_reading("1"),
    "",
)
BOARD = status(Known().desk())
MASTER = Workspace(Path("/w")).master_workbook(R5)
BOOK = dataclasses.replace(file(), path=MASTER)
RETURNED = entry(AuditAction.RETURN, submission=1)


@pytest.mark.parametrize(
    ("change", "task", "count"),
    [
        ({"plan": None, "problems": PROBLEMS}, Task.MEND_MASTER, 2),
        ({"issued": ()}, Task.DISTRIBUTE, 0),
        ({"submissions": ()}, Task.SEND, 0),
        ({"submissions": (), "is_sample": True}, Task.FILL_SAMPLE, 0),
        ({"arrivals": (file(is_new=True), file(), file(is_new=True))}, Task.COLLECT, 2),
        ({"submissions": (), "arrivals": (file(is_new=True),)}, Task.COLLECT, 1),
        ({"audit": (entry(COLLECT),)}, Task.VALIDATE, 0),
        ({"acceptances": {"1": READY, "2": READY, "3": WRONG}}, Task.ACCEPT, 2),
        ({"acceptances": {"1": DOUBTFUL, "2": WRONG}}, Task.CONFIRM, 1),
        ({"acceptances": {"1": WRONG}}, Task.RETURN, 1),
        ({"acceptances": {"1": WRONG}, "board": BOARD}, Task.RETURN, 1),
        ({"acceptances": {"1": WRONG}, "audit": (RETURNED,)}, Task.AWAIT, 1),
        ({"acceptances": {"1": WRONG}, "audit": (RETURNED,), "board": BOARD}, Task.CHASE, 2),
        (
            {"acceptances": {"1": WRONG}, "audit": (RETURNED,), "submissions": (FIRST, SECOND)},
            Task.RETURN,
            1,
        ),
        ({"acceptances": {"1": WRONG, "9": WRONG}, "audit": (RETURNED,)}, Task.RETURN, 2),
        ({"acceptances": {"1": DONE}, "board": BOARD}, Task.CHASE, 2),
        ({"acceptances": {"1": ACCEPTED}, "corrections": (REQUEST,)}, Task.CORRECT, 1),
        ({"acceptances": {"1": ACCEPTED, "2": DONE}}, Task.FINALISE, 1),
        ({"acceptances": {"1": DONE}}, Task.CONSOLIDATE, 0),
        ({"results": (BOOK,)}, Task.VERIFY, 0),
        ({"results": (file("別.xlsx"),)}, Task.CONSOLIDATE, 0),
        ({"results": (BOOK,), "audit": (entry(AuditAction.FINALISE, 0),)}, Task.VERIFY, 0),
        *(
            ({"results": (BOOK,), "audit": (entry(one, 1),)}, Task.CONSOLIDATE, 0)
            for one in (
                *(AuditAction.FINALISE, AuditAction.ACCEPT, AuditAction.REOPEN),
                *(AuditAction.CORRECT, AuditAction.EXCLUDE, AuditAction.WAIVE),
            )
        ),
        ({"results": (BOOK,), "audit": (entry(AuditAction.PUBLISH, 1),)}, Task.VERIFY, 0),
    ],
)
def test_the_one_thing_to_do_next(change: dict[str, Any], task: Task, count: int) -> None:
    assert next_task(dataclasses.replace(BARE, **change)) == NextTask(task, count)


def test_tasks_are_called_so_wherever_they_are_read() -> None:
    words = "mend-master distribute send fill-sample collect validate accept confirm return await"
    words += " chase correct finalise consolidate verify"
    assert [one.value for one in Task] == words.split()
    assert NextTask(Task.SEND).count == 0


def test_an_overview_counts_and_picks() -> None:
    waiver = Waiver("U1", "1", "理由", "課長", R5)
    expired = dataclasses.replace(waiver, expires=R4)
    now = dataclasses.replace(
        BARE,
        board=BOARD,
        acceptances={"1": READY, "2": WRONG, "3": DOUBTFUL, "4": Acceptance(State.NEEDS_FIX)},
        waivers=(expired, waiver),
        audit=(entry(COLLECT, 2), entry(COLLECT, 1), entry(VALIDATE, 3)),
    )
    assert (now.count(State.NOT_SUBMITTED), now.count(State.ACCEPTED)) == (2, 0)
    assert (now.ready_for(Action.ACCEPT), now.doubtful, now.to_mend) == (("1",), ("3",), ("2", "4"))
    assert (now.has_findings_to_return, BARE.has_findings_to_return) == (True, False)
    assert (now.waiver_of(a_finding()), BARE.waiver_of(a_finding())) == (waiver, None)
    assert dataclasses.replace(now, plan=None).waiver_of(a_finding()) is None
    assert now.last(COLLECT) == AT + datetime.timedelta(hours=2)
    assert now.last(COLLECT, VALIDATE) == AT + datetime.timedelta(hours=3)
    assert (now.last(AuditAction.ACCEPT), BARE.count(State.ACCEPTED)) == (None, 0)
    assert (BARE.master_errors, BARE.open_corrections, BARE.new_arrivals) == (0, 0, 0)


def test_what_stands_of_each_indicator_comes_from_findings_doubts_and_requests() -> None:
    known = Known([FIRST])
    known.state = {"1": State.SUBMITTED}
    known.found = [dataclasses.replace(a_finding(), severity=Severity.WARNING)]
    known.said = {1: [Remark(QUESTION, "1", "列？")]}
    found = acceptances(known.store, LATE, [REQUEST])
    assert found == {
        "1": Acceptance(State.SUBMITTED, False, True, True, ("列？",)),
        "追加1": Acceptance(State.NOT_SUBMITTED),
    }
    known.found = [a_finding(), dataclasses.replace(a_finding(), indicator="追加1", ruling="免除")]
    settled = dataclasses.replace(REQUEST, correction=dataclasses.replace(REQUEST.correction))
    found = acceptances(known.store, LATE, [settled])
    assert (found["1"].has_open_errors, found["追加1"].has_open_errors) == (True, False)
    assert not found["追加1"].has_findings_to_return


@pytest.mark.parametrize(
    ("state", "decided"),
    [
        (State.NOT_SUBMITTED, ()),
        (State.SUBMITTED, (Action.REOPEN,)),
        (State.NEEDS_FIX, ()),
        (State.ACCEPTED, (Action.ACCEPT,)),
        (State.FINALISED, (Action.ACCEPT, Action.FINALISE)),
    ],
)
def test_a_decision_whose_result_stands_is_made(state: State, decided: tuple[Action, ...]) -> None:
    actions = (Action.ACCEPT, Action.FINALISE, Action.REOPEN)
    assert tuple(one for one in actions if Acceptance(state).is_decided(one)) == decided


def test_files_are_listed_by_name_without_hidden_ones_and_locks(tmp_path: Path) -> None:
    for name in ("b.xlsx", "下/a.xlsx", ".隠し", "~$b.xlsx", ".下/c.xlsx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"12")
    found = files_in(tmp_path)
    assert [(one.name, one.size, one.is_new, one.refusal) for one in found] == [
        ("b.xlsx", 2, False, ""),
        ("下/a.xlsx", 2, False, ""),
    ]
    assert files_in(tmp_path / "ない") == ()


def test_a_file_in_the_drop_folder_is_new_until_it_was_taken_in_or_refused(tmp_path: Path) -> None:
    import hashlib

    workspace = Workspace(tmp_path)
    workspace.inbox.mkdir()
    hashes = {}
    for name in "abcde":
        (workspace.inbox / name).write_text(name)
        hashes[name] = hashlib.sha256(name.encode()).hexdigest()
    workspace.planted.write_text("{}")
    found = arrivals(
        workspace,
        [dataclasses.replace(FIRST, sha256=hashes["a"])],
        [
            entry(COLLECT, container=hashes["b"]),
            entry(COLLECT),
            entry(AuditAction.REFUSE, sha256=hashes["c"], reason="壊れています"),
            entry(AuditAction.REFUSE, container=hashes["d"], reason="鍵付き"),
            entry(VALIDATE, container=hashes["e"]),
        ],
    )
    assert [(one.name, one.is_new, one.refusal) for one in found] == [
        ("a", False, ""),
        ("b", False, ""),
        ("c", False, "壊れています"),
        ("d", False, "鍵付き"),
        ("e", True, ""),
    ]
