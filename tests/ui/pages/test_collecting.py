"""Files that come in: dropped anywhere, arriving live in the drop folder, stopped half way, locked."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kpi_desktop.domain.forms.submission import State
from kpi_desktop.ui.pages.steps.collect import CollectPage
from kpi_desktop.ui.pages.steps.distribute import DistributePage
from kpi_desktop.ui.pages.steps.master import MasterPage
from kpi_desktop.ui.window import Window
from tests.ui.conftest import Opener
from tests.ui.hands import (
    desk_of,
    drop,
    here,
    now_of,
    page_of,
    press,
    session_of,
    settle,
    type_with_ime,
)
from tests.workbook.reading.damage.by_xml import encrypted


def outcomes(window: Window) -> list[tuple[str, str]]:
    page = page_of(window, CollectPage)
    return [(one.cells[1], one.cells[0]) for one in page.results.rows.rows]


def a_form(source: Path, number: int = 0) -> Path:
    return sorted((source / "配布").glob("*.xlsx"))[number]


def test_files_dropped_on_any_page_are_taken_in(
    opened: Opener, generated_once: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(generated_once)
    note = tmp_path / "お知らせ.txt"
    note.write_text("様式ではない", "utf-8")
    form = a_form(generated_once)
    assert drop(window, [form, note])
    settle(qtbot, window)
    assert here(window) is CollectPage.step
    assert outcomes(window)[0] == (form.name, "受付")
    assert outcomes(window)[1][0] == note.name and outcomes(window)[1][1] != "受付"
    assert now_of(window).count(State.SUBMITTED) > 0


def test_a_dropped_folder_and_an_archive_are_looked_into(
    opened: Opener, generated_once: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(generated_once)
    folder = tmp_path / "届いたもの"
    folder.mkdir()
    shutil.copy(a_form(generated_once), folder)
    archive = tmp_path / "まとめ.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(a_form(generated_once, 1), "提出.xlsx")
    assert drop(window, [folder, archive])
    settle(qtbot, window)
    assert [one for _, one in outcomes(window)] == ["受付", "受付"]


def test_the_same_file_twice_is_told_as_such(
    opened: Opener, generated_once: Path, qtbot: QtBot
) -> None:
    window = opened(generated_once)
    for _ in range(2):
        drop(window, [a_form(generated_once)])
        settle(qtbot, window)
    assert outcomes(window)[0][1] == "受付済みと同じ"
    assert (
        "変わりありません" in page_of(window, CollectPage).last_sentence
        or "1 件" in page_of(window, CollectPage).last_sentence
    )


def test_a_drop_while_something_runs_is_refused_with_a_notice(
    opened: Opener, generated_once: Path, qtbot: QtBot
) -> None:
    window = opened(generated_once)
    page_of(window, DistributePage).main.click()
    drop(window, [a_form(generated_once)])
    assert "もう一度落として" in window.notice.what.text()
    settle(qtbot, window)
    assert now_of(window).submissions == ()


def test_nothing_is_taken_on_the_start_page(window: Window, tmp_path: Path) -> None:
    assert not drop(window, [tmp_path])


def test_arrivals_in_the_drop_folder_are_shown_live(
    opened: Opener, generated_once: Path, qtbot: QtBot
) -> None:
    window = opened(generated_once)
    page = page_of(window, CollectPage)
    assert page.arrived.rows.rows == []
    shutil.copy(a_form(generated_once), session_of(window).workspace.inbox)
    qtbot.waitUntil(lambda: len(page.arrived.rows.rows) == 1, timeout=5000)
    assert page.arrived.rows.rows[0].cells[0] == "新着"
    assert page.tabs.tabText(0).endswith("1")
    assert "1 ファイルを受け付けます" in desk_of(window).next_words.text()
    press(qtbot, window, page.main)
    assert page.arrived.rows.rows[0].cells[0] == "受付済み"


def test_what_was_refused_stands_in_front_with_its_reason_and_is_not_asked_for_again(
    opened: Opener, generated_once: Path, qtbot: QtBot
) -> None:
    window = opened(generated_once)
    page = page_of(window, CollectPage)
    inbox = session_of(window).workspace.inbox
    shutil.copy(a_form(generated_once), inbox)
    (inbox / "議事録.pdf").write_bytes(b"%PDF-1.7")
    press(qtbot, window, page.main)
    first, second = page.arrived.rows.rows
    assert first.cells[0] == "受け付けず" and "PDF" in first.cells[-1]
    assert second.cells[0] == "受付済み" and second.cells[-1] == ""
    assert "検証" in desk_of(window).next_words.text()


def test_a_second_click_does_not_start_the_step_twice(
    opened: Opener, generated_once: Path, qtbot: QtBot
) -> None:
    window = opened(generated_once)
    page = page_of(window, DistributePage)
    page.main.click()
    assert not page.main.isEnabled()
    assert not session_of(window).do(page.step, "", lambda desk, progress: None, lambda _: "")
    settle(qtbot, window)
    assert page.main.isEnabled()


def test_stopping_distribution_leaves_whole_files_and_the_next_run_goes_on(
    opened: Opener, generated_once: Path, qtbot: QtBot
) -> None:
    window = opened(generated_once)
    outbox = session_of(window).workspace.outbox
    for one in outbox.glob("*.xlsx"):
        one.unlink()
    page = page_of(window, DistributePage)
    with qtbot.waitSignal(window.work.progressed):
        page.main.click()
    window.panel.cancel_button.click()
    settle(qtbot, window)
    half = len(list(outbox.glob("*.xlsx")))
    assert half < 10
    assert "途中で止めました" in page.last_sentence
    press(qtbot, window, page.main)
    assert len(list(outbox.glob("*.xlsx"))) == 10
    assert not [one for one in outbox.iterdir() if one.suffix != ".xlsx"]


def test_a_missing_master_is_told_with_what_to_do_and_the_window_goes_on(
    opened: Opener, generated_once: Path, qtbot: QtBot
) -> None:
    window = opened(generated_once)
    master = session_of(window).workspace.master_data
    master.rename(master.with_suffix(".bak"))
    press(qtbot, window, page_of(window, MasterPage).main)
    assert window.notice.isVisible()
    assert "指標マスタ.xlsx" in window.notice.what.text()
    assert window.notice.remedy.text()
    master.with_suffix(".bak").rename(master)
    press(qtbot, window, page_of(window, MasterPage).main)
    assert not window.notice.isVisible()


def test_a_form_that_is_open_in_excel_is_told_by_name(
    opened: Opener, generated_once: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(generated_once)
    target = a_form(session_of(window).directory)
    target.write_bytes(b"changed")
    real = Path.replace

    def locked(self: Path, other: Path) -> Path:
        if Path(other) == target:
            raise PermissionError(13, "Permission denied", str(target))
        return real(self, other)

    monkeypatch.setattr(Path, "replace", locked)
    monkeypatch.setattr("os.replace", lambda a, b: locked(Path(a), Path(b)))
    press(qtbot, window, page_of(window, DistributePage).main)
    assert window.notice.isVisible()
    assert target.name in window.notice.what.text()
    window.notice.copy_button.click()


def test_a_protected_file_is_opened_with_the_password_that_is_asked_for_or_left_out(
    opened: Opener, generated_once: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(generated_once)
    inbox = tmp_path / "保護"
    inbox.mkdir()
    for number in (1, 2):
        (inbox / f"{number}.xlsx").write_bytes(encrypted(f"ひみつ{number}"))
    page = page_of(window, CollectPage)
    assert page.take([inbox])
    qtbot.waitUntil(lambda: page.password.isVisible(), timeout=60_000)
    first = page.password.title.text()
    assert "1.xlsx" in first and page.password.password.echoMode() is QLineEdit.EchoMode.Password
    type_with_ime(page.password.password, "ひみつ1")
    QTest.keyClick(page.password.password, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: page.password.isVisible() and page.password.title.text() != first, timeout=60_000
    )
    QTest.mouseClick(page.password.skip_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert outcomes(window) == [("1.xlsx", "受付"), ("2.xlsx", "受け付けない")]
    assert not page.password.isVisible() and not page.password.password.text()


def test_cancelling_leaves_nobody_waiting_for_a_password(
    opened: Opener, generated_once: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(generated_once)
    (tmp_path / "1.xlsx").write_bytes(encrypted("ひみつ"))
    page = page_of(window, CollectPage)
    assert page.take([tmp_path / "1.xlsx"])
    qtbot.waitUntil(lambda: page.password.isVisible(), timeout=60_000)
    window.work.cancel()
    settle(qtbot, window)
    assert not page.password.isVisible()
    assert outcomes(window) == [("1.xlsx", "受け付けない")]
