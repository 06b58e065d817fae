"""A question (疑問) belongs to the very submission in which it arose, and so does its settlement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kpi_desktop.domain.forms.submission import Remark, RemarkKind, Submission
from kpi_desktop.domain.record.ruling import Ruling, RulingKind
from kpi_desktop.store.opening import open_store
from kpi_desktop.store.sql_store import SqlStore
from kpi_desktop.system.files import LocalFiles
from kpi_desktop.usecases.decide.settle_doubts import confirm
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.collect import collect
from kpi_desktop.usecases.record.doubts import doubt_subject, doubts, open_doubts
from tests.fixed_clock import FixedClock
from tests.store.samples import a_submission
from tests.workbook.reading.damage import by_openpyxl
from tests.workbook.reading.damage.kinds import MAIN
from tests.workbook.reading.damage.sent_forms import filled

SHIFTED = "列が1つ右にずれています。"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    """A new, empty store."""
    opened = open_store(tmp_path, FixedClock(), LocalFiles())
    yield opened
    opened.close()


def keep(store: SqlStore, form: str, nos: Sequence[str], *asked: Remark) -> Submission:
    """A further submission of *form* for these Nos, with what was asked in it."""
    version = len(store.submissions_of(form_id=form)) + 1
    made = replace(
        a_submission(version, form), indicators=tuple(nos), file_name=f"{form}-{version}.xlsx"
    )
    with store.transaction():
        return replace(made, id=store.record_submission(made, (), asked))


def question(text: str, no: str = "") -> Remark:
    return Remark(RemarkKind.QUESTION, no, text)


def asked(store: SqlStore) -> list[tuple[str, int, str, str]]:
    return [(one.indicator, one.submission, one.file, one.text) for one in doubts(store)]


def settle(store: SqlStore, one: Submission, no: str, text: str, reason: str) -> None:
    clock = FixedClock()
    with store.transaction():
        store.record_ruling(
            Ruling(
                RulingKind.CONFIRMATION,
                doubt_subject(one, no, text),
                "確認済",
                reason,
                clock.operator(),
                clock.now(),
                {},
            )
        )


def test_each_question_names_the_submission_in_which_it_arose(store: SqlStore) -> None:
    first = keep(store, "f1", ["1"], question("一つ目"))
    second = keep(store, "f2", ["2"], question("二つ目"))
    assert asked(store) == [
        ("1", first.id, "f1-1.xlsx", "一つ目"),
        ("2", second.id, "f2-1.xlsx", "二つ目"),
    ]


def test_a_question_of_an_earlier_version_is_not_asked_of_the_one_that_counts(
    store: SqlStore,
) -> None:
    keep(store, "f1", ["1"], question(SHIFTED))
    keep(store, "f1", ["1"])
    assert asked(store) == []


def test_a_question_of_an_earlier_version_stays_for_what_only_that_one_answers(
    store: SqlStore,
) -> None:
    first = keep(store, "f1", ["1", "2"], question(SHIFTED))
    keep(store, "f1", ["2"])
    assert asked(store) == [("1", first.id, "f1-1.xlsx", SHIFTED)]


def test_a_question_about_one_indicator_is_not_asked_about_another(store: SqlStore) -> None:
    keep(store, "f1", ["1", "2"], question(SHIFTED, "2"))
    assert [no for no, *_ in asked(store)] == ["2"]


def test_notes_and_opinions_are_no_questions(store: SqlStore) -> None:
    keep(store, "f1", ["1"], *(Remark(kind, "1", "？") for kind in RemarkKind))
    assert len(asked(store)) == 1


def test_what_was_settled_for_one_version_is_asked_again_of_the_next(store: SqlStore) -> None:
    first = keep(store, "f1", ["1"], question(SHIFTED))
    settle(store, first, "1", SHIFTED, "電話で確かめた")
    assert [one.confirmed for one in doubts(store)] == ["電話で確かめた"]
    second = keep(store, "f1", ["1"], question(SHIFTED))
    assert [one.submission for one in open_doubts(store)["1"]] == [second.id]


def test_settling_one_of_two_questions_leaves_the_other_open(store: SqlStore) -> None:
    one = keep(store, "f1", ["1"], question("一つ目"), question("二つ目"))
    settle(store, one, "1", "一つ目", "電話で確かめた")
    assert [each.text for each in open_doubts(store)["1"]] == ["二つ目"]


def test_a_confirmation_keeps_which_submission_and_which_file_it_is_about(
    generated: Desk, tmp_path: Path
) -> None:
    shifted = next(one for one in by_openpyxl.kinds() if one.kind == "左に列を挿入").make()
    for data in (filled(MAIN), shifted):
        path = tmp_path / "提出.xlsx"
        path.write_bytes(data)
        collect(generated, [path])
    _, second = generated.store.submissions()
    confirm(generated, "部局に電話で確かめた", [MAIN])
    details = [one.details for one in generated.store.rulings()]
    assert details and {(one["submission"], one["sha256"]) for one in details} == {
        (second.id, second.sha256)
    }
