"""Mail drafts from the window: they are what comes next once the forms are made, and when some are late."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.ui.pages.steps.collect import CollectPage
from kpi_desktop.ui.pages.steps.distribute import DistributePage
from kpi_desktop.usecases.decide.decisions import accept
from kpi_desktop.usecases.gather.collect import collect
from kpi_desktop.usecases.gather.send_back import send_back
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.practice.demo_fill import demo_fill
from tests.ui.conftest import Opener
from tests.ui.hands import desk_of, here, main_button, page_of, press, session_of
from tests.usecases.filling import make_small


@pytest.fixture(scope="module")
def own_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace of an office's own plan with its forms; not to be changed."""
    root = tmp_path_factory.mktemp("own") / "評価R5"
    make_small(root, "第二期総合戦略")
    return root


def test_once_the_forms_are_made_the_main_button_drafts_the_mails(
    opened: Opener, own_once: Path, qtbot: QtBot
) -> None:
    window = opened(own_once)
    press(qtbot, window, desk_of(window).next_button)
    page = page_of(window, DistributePage)
    assert here(window) is page.step and main_button(window) is page.letters
    press(qtbot, window, page.letters)
    outbox = session_of(window).workspace.outbox
    drafts = list(outbox.glob("*_案内.eml"))
    assert len(drafts) == len(list(outbox.glob("*.xlsx")))
    said = [one.text() for one in page.last.findChildren(QLabel)]
    assert any(f"メールの下書き {len(drafts)} 通" in words for words in said), said


def test_when_the_rest_was_accepted_or_sent_back_the_main_button_drafts_the_reminder(
    opened: Opener, own_once: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    own = Path(shutil.copytree(own_once, tmp_path / "前" / "評価R5"))
    with open_desk(own) as desk:
        demo_fill(desk)
        late, *_ = sorted(desk.workspace.inbox.glob("*.xlsx"))
        late.unlink()
        collect(desk)
        validate(desk)
        accept(desk)
        send_back(desk)
    window = opened(own)
    press(qtbot, window, desk_of(window).next_button)
    page = page_of(window, CollectPage)
    assert here(window) is page.step and main_button(window) is page.remind
    press(qtbot, window, page.remind)
    (draft,) = session_of(window).workspace.outbox.glob("*.eml")
    assert draft.name == f"{late.stem}_お願い.eml"
