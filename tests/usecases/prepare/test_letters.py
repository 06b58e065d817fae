"""Mails to departments: each gets its own form, and is asked for what it owes and for nothing else."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.domain.errors import KpiError
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.collect import collect
from kpi_desktop.usecases.practice.demo_fill import demo_fill
from kpi_desktop.usecases.prepare.generate import generate
from kpi_desktop.usecases.prepare.mails import Drafted, Letter, letters
from tests.fixed_clock import FixedClock
from tests.usecases.filling import make_small, set_indicators


@pytest.fixture(scope="module")
def small_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace with its forms; not to be changed."""
    root = tmp_path_factory.mktemp("letters") / "評価R5"
    make_small(root)
    return root


@pytest.fixture
def small(small_once: Path, tmp_path: Path) -> Iterator[Desk]:
    """The desk of a fresh copy of it."""
    root = Path(shutil.copytree(small_once, tmp_path / "評価R5"))
    with open_desk(root, FixedClock()) as desk:
        yield desk


def mail_of(one: Drafted) -> EmailMessage:
    """The draft as a mail program sees it."""
    assert one.path is not None
    return message_from_bytes(one.path.read_bytes(), policy=policy.default)


def words_of(one: Drafted) -> str:
    """What it says."""
    body = mail_of(one).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_every_department_gets_its_form_and_the_list_of_its_indicators(small: Desk) -> None:
    plan, forms = small.plan(), {one.file_name for one in small.store.issued()}
    drafts = letters(small).drafts
    assert {one.file for one in drafts} == forms
    for one in drafts:
        mail, words = mail_of(one), words_of(one)
        assert mail["X-Unsent"] == "1" and one.department in mail["Subject"]
        assert one.address in mail["To"]
        (form,) = mail.iter_attachments()
        assert form.get_filename() == one.file
        assert form.get_content() == (small.workspace.outbox / one.file).read_bytes()
        assert one.indicators == tuple(each.no for each in plan.led_by(one.department))
        assert all(f"No.{each.no}　" in words for each in plan.led_by(one.department))
        assert "2024年6月28日までに" in words and plan.contact in words


def test_what_a_department_only_gives_its_opinion_on_stands_apart(small: Desk) -> None:
    shared = {one.name: small.plan().shared_with(one.name) for one in small.plan().departments}
    one = next(one for one in letters(small).drafts if shared[one.department])
    asked, opinions = words_of(one).split("共管")
    assert all(f"No.{each.no}　" in opinions for each in shared[one.department])
    assert not any(f"No.{each.no}　" in asked for each in shared[one.department])


def test_a_department_that_leads_nothing_is_only_asked_for_its_opinion(small: Desk) -> None:
    plan = small.plan()
    lead, other = (one.name for one in plan.departments[:2])
    owned = [dataclasses.replace(one, departments=(lead, other)) for one in plan.indicators]
    set_indicators(small, owned)
    generate(small)
    (one,) = letters(small, departments=[other]).drafts
    assert one.indicators == () and "記入をお願いする" not in words_of(one)
    assert f"（共管、{len(owned)}）" in words_of(one)
    assert letters(small, Letter.REMINDER, [other]).drafts == ()


def test_reminders_go_to_those_of_whom_something_is_missing(small: Desk) -> None:
    demo_fill(small)
    late, *_ = sorted(small.workspace.inbox.glob("*.xlsx"))
    late.unlink()
    collect(small)
    (one,) = letters(small, Letter.REMINDER).drafts
    assert one.file == late.name
    assert f"{len(one.indicators)}指標がまだ届いていません" in words_of(one)


def test_when_everything_has_come_back_nobody_is_reminded_and_old_drafts_are_told(
    small: Desk,
) -> None:
    before = letters(small, Letter.REMINDER)
    assert before.leftovers == ()
    demo_fill(small)
    collect(small)
    after = letters(small, Letter.REMINDER)
    assert after.drafts == ()
    assert set(after.leftovers) == {one.path.name for one in before.drafts if one.path}


def test_writing_the_drafts_again_changes_nothing(small: Desk) -> None:
    assert all(one.written for one in letters(small).drafts)
    log = len(small.store.audit())
    assert not any(one.written for one in letters(small).drafts)
    assert len(small.store.audit()) == log


def test_only_the_chosen_department_is_written_to(small: Desk) -> None:
    name = small.plan().departments[0].name
    assert {one.department for one in letters(small, departments=[name]).drafts} == {name}


def test_without_forms_it_says_what_to_do_first(small: Desk) -> None:
    for path in small.workspace.outbox.glob("*.xlsx"):
        path.unlink()
    with pytest.raises(KpiError, match="generate"):
        letters(small)


def test_forms_of_a_plan_that_has_another_name_now_are_not_sent(small: Desk) -> None:
    set_indicators(small, small.plan().indicators, "第二期総合戦略")
    generate(small)
    drafts = letters(small).drafts
    assert len(drafts) == len({one.file for one in drafts})
    assert all("第二期総合戦略" in words_of(one) for one in drafts)
