"""Indicators of several departments: a co-owner's opinion reaches the lead, two answers are compared."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from kpi_desktop.domain.finding import Category, Finding
from kpi_desktop.usecases.decide.exclusion import exclude
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.collect import collect
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.prepare.generate import generate
from kpi_desktop.usecases.record.versions import versions
from kpi_desktop.workbook.ooxml.sheet.cell_values import open_book
from kpi_desktop.workbook.ooxml.sheet.sheet_editor import CellFiller
from kpi_desktop.workbook.reading.form_sheet import OpenSheet
from tests.usecases.filling import set_indicators, submit, submit_all

NO, LEAD, CO_OWNER = "31", "土木部", "環境生活部"


def say(desk: Desk, text: str) -> None:
    """The co-owner writes its opinion on the sheet of No 31 and sends its form in once more."""
    path = form_of(desk, CO_OWNER)
    book = open_book(path.read_bytes())
    index, info = next((n, one) for n, one in enumerate(book.sheets) if one.name == f"No.{NO}")
    place = OpenSheet(book, index).address("共管意見")
    assert place
    path.write_bytes(CellFiller().fill(path.read_bytes(), {(info.name, place): text}))
    collect(desk, [path])


def form_of(desk: Desk, department: str) -> Path:
    (form,) = [one for one in desk.store.issued() if one.workbook.identity.department == department]
    return desk.workspace.inbox / form.file_name


def joint(desk: Desk) -> list[Finding]:
    return [one for one in validate(desk).findings if one.category is Category.JOINT]


def test_a_co_owners_opinion_stands_at_the_form_of_the_lead(asked: Desk) -> None:
    assert asked.plan().indicator(NO).lead == LEAD
    assert joint(asked) == []
    say(asked, "輸出額の単位を確認してください。")
    (found,) = joint(asked)
    assert (found.indicator, found.department, found.place.field) == (NO, LEAD, "部局名")
    assert found.place.cell and found.file == form_of(asked, LEAD).name
    assert found.message == (
        f"共管の{CO_OWNER}から意見があります：「輸出額の単位を確認してください」。"
    )


def test_only_the_latest_opinion_counts(asked: Desk) -> None:
    say(asked, "輸出額の単位を確認してください。")
    say(asked, "意見なし")
    assert joint(asked) == []


def test_an_opinion_of_an_excluded_submission_is_not_heard(asked: Desk) -> None:
    say(asked, "輸出額の単位を確認してください。")
    exclude(asked, asked.store.submissions()[-1].id, "別の県の意見だった")
    assert joint(asked) == []


def hand_over(desk: Desk, no: str) -> None:
    """An indicator gets another lead, and the forms go out once more."""
    plan = desk.plan()
    moved = dataclasses.replace(plan.indicator(no), departments=("警察本部",))
    set_indicators(desk, [moved if one.no == no else one for one in plan.indicators])
    generate(desk)


def test_two_departments_that_answer_differently_are_compared(asked: Desk) -> None:
    hand_over(asked, "4")
    submit_all(asked, {("4", "系列1_実績4"): 66.5})
    (found,) = joint(asked)
    assert (found.indicator, found.department) == ("4", "警察本部")
    assert (found.expected, found.actual, found.place.field) == ("67.5", "66.5", "実績")
    submit(asked, {("4", "系列1_実績4"): 67.5})
    assert joint(asked) == []


def test_a_department_that_leads_nothing_can_still_send_its_opinion(asked: Desk) -> None:
    hand_over(asked, "49")
    assert asked.plan().led_by(CO_OWNER) == ()
    path = form_of(asked, CO_OWNER)
    path.write_bytes((asked.workspace.outbox / path.name).read_bytes())
    say(asked, "輸出額の単位を確認してください。")
    last = versions(asked).versions[-1]
    assert (last.submission.department, last.standing) == (CO_OWNER, "意見のみ")
    assert [one.indicator for one in joint(asked)] == [NO]
