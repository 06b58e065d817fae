from __future__ import annotations

import pytest

from kpi_desktop.workbook.ooxml.sheet.cell_values import open_book
from kpi_desktop.workbook.reading.comments_and_shapes import drawn_on, questions_beside
from kpi_desktop.workbook.reading.form_sheet import OpenSheet
from tests.workbook.reading.damage.by_habit import TEXT_BOX, drawn
from tests.workbook.reading.damage.by_libreoffice import is_available
from tests.workbook.reading.damage.corpus import corpus
from tests.workbook.reading.damage.kinds import Damage
from tests.workbook.reading.damage.sent_forms import Outcome, judge

CORPUS = corpus()


@pytest.mark.parametrize("damage", CORPUS, ids=[one.name for one in CORPUS])
def test_a_damaged_file_is_never_misread_and_ends_as_expected(damage: Damage) -> None:
    verdict = judge(damage.make(), damage.truth())
    assert verdict.outcome is not Outcome.MISREAD, verdict.reason
    assert verdict.outcome is damage.expected, verdict.reason


def test_the_corpus_has_forty_kinds_of_several_programs() -> None:
    assert len({one.kind for one in CORPUS}) >= 40
    assert len({one.program for one in CORPUS}) >= 3


def test_libreoffice_takes_part_where_the_whole_suite_is_run() -> None:
    assert is_available() == any(one.program == "LibreOffice" for one in CORPUS)


def test_shapes_and_pictures_of_the_template_are_no_answers() -> None:
    book = open_book(drawn(TEXT_BOX, "取組状況"))
    sheet = OpenSheet(book, next(at for at, one in enumerate(book.sheets) if one.name == "No.10"))
    empty = {"取組状況": "A20"}
    assert len(list(questions_beside(sheet, empty, {}, None))) == 1
    assert not list(questions_beside(sheet, empty, {}, drawn_on(sheet)))
