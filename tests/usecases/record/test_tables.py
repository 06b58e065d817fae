"""The record as plain data: what counts, what is open, what comes next, without any file."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import parse_reading
from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.forms.form import CellKind, CellRead
from kpi_desktop.domain.forms.submission import Action, RecordedCell, Remark, RemarkKind, State
from kpi_desktop.domain.forms.workbook_kinds import FormUnit
from kpi_desktop.domain.indicators.indicator import Indicator
from kpi_desktop.domain.indicators.master_data import MasterProblem
from kpi_desktop.domain.indicators.plan import Department, Plan
from kpi_desktop.domain.record.audit import AuditAction, AuditEntry
from kpi_desktop.domain.record.correction import Correction, LedgerEntry, Proposed
from kpi_desktop.domain.record.ruling import Ruling, RulingKind
from kpi_desktop.domain.record.waiver import Waiver
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.ports import Store
from kpi_desktop.usecases.record.allowed_decisions import Acceptance, acceptances
from kpi_desktop.usecases.record.assessments import overrides
from kpi_desktop.usecases.record.authority import (
    answers,
    answers_in,
    excluded,
    latest_submissions,
    submission_subject,
)
from kpi_desktop.usecases.record.doubts import Doubt, doubt_subject, doubts, open_doubts
from kpi_desktop.usecases.record.figures import reported
from kpi_desktop.usecases.record.forms import build_forms, form_sheet, form_years, sheet_name
from kpi_desktop.usecases.record.next_task import NextTask, Task, next_task
from kpi_desktop.usecases.record.overview import FileEntry, Issued, Overview, arrivals, files_in
from kpi_desktop.usecases.record.selection import check_departments, check_indicators
from kpi_desktop.usecases.record.status import is_validated, status
from kpi_desktop.usecases.record.versions import FieldThreeWays, Version, versions
from kpi_desktop.usecases.workspace import Workspace
from tests.rules.forms import R5, indicator, line, plan_of
from tests.store.samples import a_finding, a_submission, an_issue

R4 = FiscalYear(2022)
AT = datetime.datetime(2024, 6, 1, tzinfo=datetime.timezone.utc)
ROWS = (line("累計", "人", "1,027", "1,027 1,188 集計中", "1,500"),)
ONE, TWO = indicator(*ROWS, no="1"), indicator(*ROWS, no="追加1")
LATE = dataclasses.replace(plan_of(ONE, TWO), deadline=datetime.date(2024, 5, 30))


def ruling(kind: RulingKind, subject: str, decision: str, **details: Any) -> Ruling:
    return Ruling(kind, subject, decision, f"{decision}の理由", "企画", AT, details)


FIRST, SECOND = a_submission(1, number=1), a_submission(2, number=2)
HALF = dataclasses.replace(a_submission(3, number=3), indicators=("1",))
OUT = ruling(RulingKind.EXCLUSION, "提出2 農林水産部 第2版", "除外")
BACK = ruling(RulingKind.EXCLUSION, "提出2 農林水産部 第2版", "除外の取消")


class Known:
    """A record that was made by hand."""

    def __init__(self, submissions: Sequence[Any] = (), rulings: Sequence[Ruling] = ()) -> None:
        self._submissions, self._rulings = submissions, rulings
        self.kept: dict[int, list[RecordedCell]] = {}
        self.said: dict[int, list[Remark]] = {}
        self.state: dict[str, State] = {}
        self.found: list[Any] = []

    submissions = property(lambda self: lambda: list(self._submissions))
    rulings = property(lambda self: lambda: list(self._rulings))
    states = property(lambda self: lambda: self.state)
    findings = property(lambda self: lambda: self.found)

    def issued(self) -> list[Any]:
        return [an_issue(issue_no=2)]

    def issue(self, form_id: str, issue_no: int) -> Any:
        return an_issue(form_id) if issue_no == 1 else None

    def cells(self, number: int) -> list[RecordedCell]:
        return self.kept.get(number, [])

    def remarks(self, number: int) -> list[Remark]:
        return self.said.get(number, [])

    @property
    def store(self) -> Store:
        return cast(Store, self)

    def desk(self, plan: Plan = LATE) -> Desk:
        clock = SimpleNamespace(now=lambda: AT)
        return cast(Desk, SimpleNamespace(plan=lambda: plan, store=self, clock=clock))


def typed(no: str, field: str, raw: str) -> RecordedCell:
    return RecordedCell(no, field, CellRead(no, "F8", raw, CellKind.TEXT, raw))


@pytest.mark.parametrize(
    ("submissions", "rulings", "counts"),
    [
        ([], [], {}),
        ([FIRST], [], {"1": 1, "追加1": 1}),
        ([FIRST, SECOND], [], {"1": 2, "追加1": 2}),
        ([FIRST, HALF], [], {"1": 3, "追加1": 1}),
        ([FIRST, SECOND], [OUT], {"1": 1, "追加1": 1}),
        ([SECOND], [OUT], {}),
        ([FIRST, SECOND], [OUT, BACK], {"1": 2, "追加1": 2}),
        ([FIRST, SECOND], [BACK, OUT], {"1": 1, "追加1": 1}),
    ],
)
def test_of_what_is_not_left_out_the_last_counts(
    submissions: list[Any], rulings: list[Ruling], counts: dict[str, int]
) -> None:
    found = latest_submissions(submissions, rulings)
    assert {no: one.id for no, one in found.items()} == counts
    out = {2: OUT} if rulings and rulings[-1] is OUT else {}
    assert excluded(submissions, rulings) == out


def test_the_subject_of_a_submission_and_of_a_doubt_never_changes() -> None:
    assert submission_subject(SECOND) == "提出2 農林水産部 第2版"
    assert doubt_subject(SECOND, "1", "列？") == "提出2 農林水産部 第2版 No 1 列？"


def test_an_answer_has_its_cells_its_copy_as_sent_and_the_newest_sheet() -> None:
    known = Known([FIRST, HALF])
    known.kept = {3: [typed("1", "課題等", "三"), typed("追加1", "課題等", "他")]}
    (found,) = answers(known.store).values()
    assert (found.submission, found.sent.identity.issue_no, found.latest_issue) == (HALF, 1, 2)
    assert [(name, cell.raw) for name, cell in found.cells.items()] == [("課題等", "三")]
    assert found.sheet.no == "1" and found.latest_sheet == found.sheet
    known.kept = {}
    assert answers(known.store)["1"].cells == {}


def test_an_issue_that_was_not_kept_is_read_by_the_newest() -> None:
    lost = dataclasses.replace(HALF, issue_no=7)
    (found,) = answers_in(Known([lost]).store, lost, an_issue(issue_no=2)).values()
    assert found.sent.identity.issue_no == 2
    other = dataclasses.replace(HALF, indicators=("追加1",))
    assert answers_in(Known([other]).store, other, an_issue()) == {}


QUESTION, OPINION = RemarkKind.QUESTION, RemarkKind.OPINION


@pytest.mark.parametrize(
    ("remarks", "rulings", "open_ones"),
    [
        ([Remark(QUESTION, "1", "列？")], [], {"1": ["列？"]}),
        ([Remark(QUESTION, "", "列？")], [], {"1": ["列？"], "追加1": ["列？"]}),
        ([Remark(QUESTION, "9", "列？"), Remark(OPINION, "1", "異存なし")], [], {}),
        (
            [Remark(QUESTION, "1", "列？"), Remark(QUESTION, "1", "行？")],
            [ruling(RulingKind.CONFIRMATION, "提出1 農林水産部 第1版 No 1 列？", "確認")],
            {"1": ["行？"]},
        ),
        (
            [Remark(QUESTION, "1", "列？")],
            [ruling(RulingKind.WAIVER, "提出1 農林水産部 第1版 No 1 列？", "免除")],
            {"1": ["列？"]},
        ),
    ],
)
def test_a_question_is_open_until_somebody_has_looked_into_it(
    remarks: list[Remark], rulings: list[Ruling], open_ones: Mapping[str, list[str]]
) -> None:
    known = Known([FIRST], rulings)
    known.said = {1: remarks}
    found = open_doubts(known.store)
    assert {no: [one.text for one in each] for no, each in found.items()} == open_ones


def test_a_settled_doubt_says_by_whom_and_why() -> None:
    known = Known(
        [FIRST], [ruling(RulingKind.CONFIRMATION, doubt_subject(FIRST, "1", "？"), "確認")]
    )
    known.said = {1: [Remark(QUESTION, "", "？")]}
    settled, still_open = doubts(known.store)
    file = "農林水産部.xlsx"
    assert settled == Doubt("1", "農林水産部", 1, file, "？", "確認の理由", "企画")
    assert still_open == Doubt("追加1", "農林水産部", 1, file, "？")
    assert (settled.is_open, still_open.is_open) == (False, True)


def answered(**cells: str) -> Any:
    sheet = form_sheet(LATE, ONE)
    kept = {name: CellRead("1", "F8", raw, CellKind.TEXT, raw) for name, raw in cells.items()}
    return SimpleNamespace(sheet=sheet, cells=kept)


@pytest.mark.parametrize(
    ("answer", "figures"),
    [
        (None, {"R2": "1,027", "R3": "1,188", "R4": "集計中"}),
        (answered(), {"R2": "1,027", "R3": "1,188", "R4": "", "R5": ""}),
        (
            answered(系列1_実績1="9", 系列1_実績3="1,592", 系列1_実績4="１，７５９人"),
            {"R2": "1,027", "R3": "1,188", "R4": "1,592", "R5": "1,759"},
        ),
    ],
)
def test_what_was_open_is_as_answered_and_the_rest_as_the_master_data_say(
    answer: Any, figures: dict[str, str]
) -> None:
    found = reported(ONE, answer)
    assert {year.short: one.display() for year, one in found[1].items()} == figures


def test_what_the_plan_does_not_know_is_named() -> None:
    check_departments(LATE, ["土木部"])
    check_indicators(LATE, ["1", "追加1"])
    with pytest.raises(KpiError, match="「教育庁」「企画」は.*指定してください: 土木部$"):
        check_departments(LATE, ["教育庁", "土木部", "企画"])
    with pytest.raises(KpiError, match="No「2」「3」の指標は.*No を確かめて"):
        check_indicators(LATE, ["2", "1", "3"])


def test_the_board_says_how_far_each_department_is() -> None:
    mine = dataclasses.replace(SECOND, department="土木部", indicators=("1",))
    known = Known([FIRST, mine])
    known.state = {"1": State.ACCEPTED}
    known.found = [
        a_finding(),
        dataclasses.replace(a_finding(), ruling="免除"),
        dataclasses.replace(a_finding(), severity=Severity.WARNING),
        dataclasses.replace(a_finding(), indicator="9"),
    ]
    known.said = {2: [Remark(QUESTION, "1", "列？")]}
    board = status(known.desk())
    (one,) = board.departments
    assert (board.deadline, board.days_left) == (LATE.deadline, -2)
    assert (one.name, one.state, one.version) == ("土木部", State.NOT_SUBMITTED, 2)
    assert (one.submitted_at, one.errors, one.warnings) == (mine.received_at, 1, 1)
    assert (one.indicators, one.questions) == (2, 1)
    first, second = board.indicators
    assert (first.no, first.department, first.state) == ("1", "土木部", State.ACCEPTED)
    assert (first.assessment, first.reason) == ("判定不能", "R5実績値がありません")
    assert (second.state, second.assessment, second.reason) == (State.NOT_SUBMITTED, "", "")
    assert (first.questions, second.questions) == (("列？",), ())
    empty = status(Known().desk(dataclasses.replace(LATE, deadline=None)))
    assert (empty.days_left, empty.departments[0].version) == (None, 0)
    assert empty.departments[0].submitted_at is None


def entry(action: AuditAction, hour: int = 0, **details: Any) -> AuditEntry:
    return AuditEntry(1, AT + datetime.timedelta(hours=hour), "企画", action, details, "", "")


COLLECT, VALIDATE = AuditAction.COLLECT, AuditAction.VALIDATE


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


def test_grades_by_hand_are_those_of_the_year_that_were_not_taken_back() -> None:
    def by_hand(no: str, year: str, grade: str = "A") -> Ruling:
        return ruling(RulingKind.OVERRIDE, f"{no} {year}", grade, indicator=no, year=year)

    found = overrides(
        [by_hand("1", "R5"), by_hand("2", "R4"), by_hand("3", "R5"), by_hand("3", "R5", "取消")], R5
    )
    assert [(no, one.grade, one.year, one.reason) for no, one in found.items()] == [
        ("1", "A", R5, "Aの理由")
    ]


@pytest.mark.parametrize(
    ("of", "counts", "out", "standing"),
    [
        (("1", "2"), ("1", "2"), "", "有効"),
        (("1", "2"), ("1",), "", "一部有効"),
        (("1", "2"), (), "", "旧版"),
        ((), (), "", "意見のみ"),
        (("1", "2"), (), "誤送", "除外"),
    ],
)
def test_a_version_stands_in_a_word(
    of: tuple[str, ...], counts: tuple[str, ...], out: str, standing: str
) -> None:
    submission = dataclasses.replace(FIRST, indicators=of)
    assert Version(submission, counts, None, False, (), out).standing == standing


def test_versions_say_what_changed_since_the_one_before() -> None:
    known = Known([FIRST, SECOND, HALF], [OUT])
    same, other = typed("1", "課題等", "一\r\n二"), typed("1", "課題等", "三")
    known.kept = {1: [same], 2: [typed("1", "課題等", "一\n二")], 3: [other]}
    first, second, third = versions(known.desk()).versions
    assert [one.before for one in (first, second, third)] == [None, 1, 2]
    assert [one.unchanged for one in (first, second, third)] == [False, True, False]
    assert [one.changed for one in (first, second, third)] == [(), (), ("1",)]
    assert [one.counts_for for one in (first, second, third)] == [("追加1",), (), ("1",)]
    assert [one.excluded for one in (first, second, third)] == ["", "除外の理由", ""]


@pytest.mark.parametrize(
    ("sent", "last", "now", "word"),
    [
        ("", "", "", ""),
        ("", "", "5", "記入"),
        ("5", "", "５", ""),
        ("", "5", "５", "記入"),
        ("", "5", "6", "前回から変更"),
        ("6", "5", "6", "前回から変更"),
    ],
)
def test_a_field_three_ways_says_what_is_new(sent: str, last: str, now: str, word: str) -> None:
    assert FieldThreeWays("f", "t", sent, last, now, "").changed == word


@pytest.mark.parametrize(
    ("years", "columns"),
    [
        ((), "R2 R3 R4 R5"),
        ((2020, 2021), "R2 R3 R4 R5"),
        ((2022,), "R4 R5"),
        ((2015,), "R1 R2 R3 R4 R5"),
        ((2023,), "R5"),
        ((2024,), "R2 R3 R4 R5"),
    ],
)
def test_the_year_columns_begin_at_the_first_known_actual(
    years: tuple[int, ...], columns: str
) -> None:
    (series,) = ONE.series
    actuals = {FiscalYear(year): parse_reading("1") for year in years}
    one = dataclasses.replace(ONE, series=(dataclasses.replace(series, actuals=actuals),))
    assert " ".join(year.short for year in form_years(one, R5)) == columns


@pytest.mark.parametrize(
    ("row", "format_"),
    [
        (line("", "人", "1", "1,027 40.0 集計中", "2"), "#,##0.0"),
        (line("", "人", "1.25", "1,027 1 1", "2"), "#,##0"),
        (line("", "人", "1.25", "－ － －", "2.5"), "#,##0.00"),
        (line("", "", "－", "－ － －", "完了"), None),
    ],
)
def test_a_typed_figure_prints_as_the_series_prints(row: Any, format_: str | None) -> None:
    formats = form_sheet(LATE, indicator(row)).number_formats
    fields = [f"系列1_実績{index}" for index in range(1, 5)]
    assert formats == ({} if format_ is None else dict.fromkeys(fields, format_))


def test_this_year_and_what_was_pending_is_open_and_nothing_on_a_shared_sheet() -> None:
    sheet = form_sheet(LATE, ONE)
    texts = {"取組状況", "課題等", "今後の方向性", "脚注"}
    assert sheet.inputs == {"系列1_実績3", "系列1_実績4", *texts}
    assert form_sheet(LATE, ONE, is_lead=False).inputs == frozenset()
    assert (sheet.narratives, sheet.is_lead) == (
        {"取組状況": "", "課題等": "", "今後の方向性": ""},
        True,
    )
    assert sheet_name("追加1/[2]") == "No.追加1__2_"
    assert sheet_name("1" * 40) == "No." + "1" * 28


def test_workbooks_are_cut_by_department_division_or_indicator() -> None:
    def owned(no: str, division: str, *departments: str) -> Indicator:
        return dataclasses.replace(ONE, no=no, divisions=(division,), departments=departments)

    plan = dataclasses.replace(
        plan_of(
            owned("1", "甲", "土木"), owned("2", "乙", "土木", "農林"), owned("3", "甲", "土木")
        ),
        departments=(Department("農林", 2), Department("土木", 1), Department("空", 3)),
    )

    def cut(unit: FormUnit) -> list[tuple[str, str]]:
        return [
            (one.file_name, " ".join(s.no + "*" * (not s.is_lead) for s in one.sheets))
            for one in build_forms(plan, unit)
        ]

    end = "ＫＰＩ分析シート_R5.xlsx"
    assert cut(FormUnit.DEPARTMENT) == [(f"01_土木_{end}", "1 2 3"), (f"02_農林_{end}", "2*")]
    assert cut(FormUnit.DIVISION) == [(f"01_土木_甲_{end}", "1 3"), (f"01_土木_乙_{end}", "2")]
    assert cut(FormUnit.INDICATOR) == [(f"01_土木_No.{no}_{end}", no) for no in "123"]


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
