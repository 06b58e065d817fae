"""Which submission counts and what it says: answers, doubts, figures, the board, versions."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.forms.form import CellKind, CellRead
from kpi_desktop.domain.forms.submission import Remark, State
from kpi_desktop.domain.record.ruling import Ruling, RulingKind
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
from kpi_desktop.usecases.record.forms import form_sheet
from kpi_desktop.usecases.record.selection import check_departments, check_indicators
from kpi_desktop.usecases.record.status import status
from kpi_desktop.usecases.record.versions import FieldThreeWays, Version, versions
from tests.rules.forms import R5
from tests.store.samples import a_finding, an_issue
from tests.usecases.record.known_record import (
    BACK,
    FIRST,
    HALF,
    LATE,
    ONE,
    OPINION,
    OUT,
    QUESTION,
    SECOND,
    Known,
    ruling,
    typed,
)


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
