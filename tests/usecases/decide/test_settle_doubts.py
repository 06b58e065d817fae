"""Doubts of the collection are kept with the submission and keep a form back until a person confirms them."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

import pytest

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.forms.submission import Remark, RemarkKind, State
from kpi_desktop.usecases.decide.decisions import accept
from kpi_desktop.usecases.decide.settle_doubts import confirm, questions
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.collect import collect
from kpi_desktop.usecases.gather.send_back import send_back
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.record.status import status
from kpi_desktop.workbook.ooxml.sheet.addresses import place_of
from kpi_desktop.workbook.ooxml.sheet.cell_values import open_book
from kpi_desktop.workbook.ooxml.sheet.sheet_editor import CellFiller
from kpi_desktop.workbook.reading.form_sheet import OpenSheet
from tests.workbook.reading.damage import by_openpyxl
from tests.workbook.reading.damage.kinds import MAIN
from tests.workbook.reading.damage.sent_forms import filled, form_of

LED = tuple(one.no for one in form_of(MAIN).sheets if one.is_lead)


def send(desk: Desk, folder: Path, data: bytes) -> None:
    path = folder / "提出.xlsx"
    path.write_bytes(data)
    collect(desk, [path])


def doubtful() -> bytes:
    """A form with a column inserted, which the reader is not quite sure of."""
    return next(one for one in by_openpyxl.kinds() if one.kind == "左に列を挿入").make()


def asked(desk: Desk) -> dict[str, tuple[str, ...]]:
    return {one.no: one.questions for one in status(desk).indicators if one.questions}


def test_an_open_question_keeps_its_form_back_until_it_is_confirmed(
    generated: Desk, tmp_path: Path
) -> None:
    send(generated, tmp_path, doubtful())
    doubted = set(asked(generated))
    assert doubted and doubted <= set(LED)
    first = {one.indicator: one for one in accept(generated, [MAIN]).decisions}
    assert {no for no, one in first.items() if "読み取りの疑問" in one.reason} == doubted
    assert {no for no, one in first.items() if one.after is State.ACCEPTED} == set(LED) - doubted

    told = confirm(generated, "部局に電話で確かめた", [MAIN])
    assert {one.indicator for one in told.confirmed} == doubted and not told.open
    assert {one.confirmed for one in told.doubts} == {"部局に電話で確かめた"}
    assert asked(generated) == {}
    after = {one.indicator: one.after for one in accept(generated, [MAIN]).decisions}
    assert set(after.values()) == {State.ACCEPTED}
    assert generated.store.check_audit().problems == ()


def test_a_confirmation_is_of_one_indicator_and_of_one_submission(
    generated: Desk, tmp_path: Path
) -> None:
    send(generated, tmp_path, doubtful())
    every = asked(generated)
    one, *others = every
    confirm(generated, "確かめた", indicators=[one])
    assert set(asked(generated)) == set(others)
    again = CellFiller().fill(doubtful(), {("提出票", "A60"): "再提出"})
    send(generated, tmp_path, again)
    assert asked(generated) == every
    send(generated, tmp_path, filled(MAIN))
    assert asked(generated) == {}


def test_a_shifted_column_is_one_question_with_one_answer_and_each_field_keeps_its_own_cell(
    generated: Desk, tmp_path: Path
) -> None:
    send(generated, tmp_path, filled(MAIN))
    send(generated, tmp_path, doubtful())
    (no,) = asked(generated)
    (question,) = asked(generated)[no]
    assert "列が1つ右にずれています" in question and "27か所" in question

    before, after = (
        {one.field: place_of(one.cell.address) for one in cells if one.indicator == no}
        for cells in map(generated.store.cells, (1, 2))
    )
    shifted = [field for field in after if after[field] == (before[field][0], before[field][1] + 1)]
    assert len(shifted) > 20

    validate(generated)
    (returned,) = send_back(generated, [MAIN]).returns
    listed = OpenSheet(open_book(returned.listing.read_bytes()), 0).constants().values()
    assert sum(question in text for text in listed) == 1
    mail = email.message_from_bytes(returned.mail.read_bytes(), policy=email.policy.default)
    body = mail.get_body()
    assert body is not None and body.get_content().count(question) == 1

    assert len(confirm(generated, "電話で確かめた", indicators=[no]).confirmed) == 1
    assert asked(generated) == {}


@pytest.mark.parametrize(("reason", "chosen"), [(" ", [MAIN]), ("確かめた", [])])
def test_a_confirmation_needs_a_reason_and_a_choice(
    generated: Desk, reason: str, chosen: list[str]
) -> None:
    with pytest.raises(KpiError):
        confirm(generated, reason, chosen)


def test_a_sound_form_has_no_question(generated: Desk, tmp_path: Path) -> None:
    send(generated, tmp_path, filled(MAIN))
    assert questions(generated).doubts == ()
    assert not accept(generated, [MAIN]).refused


def test_who_filled_it_in_and_what_another_department_says_is_kept(
    generated: Desk, tmp_path: Path
) -> None:
    book = open_book(filled(MAIN))
    at = {info.name: OpenSheet(book, index) for index, info in enumerate(book.sheets)}
    shared = next(one for one in form_of(MAIN).sheets if not one.is_lead)
    person = at["提出票"].address("提出票_記入者氏名")
    opinion = at[shared.sheet_name].address("共管意見")
    assert person and opinion
    entries = {("提出票", person): "県庁 花子", (shared.sheet_name, opinion): "数値は妥当です。"}
    send(generated, tmp_path, CellFiller().fill(filled(MAIN), entries))
    (submission,) = generated.store.submissions()
    assert list(generated.store.remarks(submission.id)) == [
        Remark(RemarkKind.CONTACT, "記入者氏名", "県庁 花子"),
        Remark(RemarkKind.OPINION, shared.no, "数値は妥当です。"),
    ]
    assert not accept(generated, [MAIN]).refused
