"""Every command of the year ends with the one thing to do next, and that command does it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from kpi_desktop.bootstrap import make_workspace, open_desk
from kpi_desktop.cli.next_line import next_json
from kpi_desktop.usecases.gather.collect import collect
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.practice.demo_fill import demo_fill
from kpi_desktop.usecases.record.next_task import Task
from tests.cli.test_commands import json_of, run
from tests.usecases.filling import make_small, type_in


@pytest.fixture(scope="module")
def small_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace with its forms; not to be changed."""
    root = tmp_path_factory.mktemp("small") / "評価R5"
    make_small(root)
    return root


@pytest.fixture
def small(small_once: Path, tmp_path: Path) -> Path:
    """A fresh copy of it."""
    return Path(shutil.copytree(small_once, tmp_path / "評価R5"))


def last_line(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """The last line that a command says to people."""
    return run(capsys, *arguments)[1].splitlines()[-1]


def task_of(root: Path) -> Task:
    """What is to do next in a workspace."""
    with open_desk(root) as desk:
        return Task(next_json(desk)["task"])


def test_who_does_only_what_the_last_line_says_gets_from_nothing_to_the_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "評価R5"
    make_small(root)
    shutil.rmtree(root / ".kpi")
    make_workspace(root, sample=False, master=None)  # as it was before the forms were made
    said = [last_line(capsys, "check-master", root)]
    while "verify" not in said[-1] and len(said) < 12:
        command = said[-1].partition("（kpi-desktop ")[2].removesuffix("）").split()
        said.append(last_line(capsys, *command))
    commands = [line.partition("（kpi-desktop ")[2].split()[0] for line in said]
    assert commands == [
        "generate",
        "demo-fill",
        "collect",
        "validate",
        "accept",
        "finalise",
        "consolidate",
        "verify",
    ]
    assert all(line.startswith("次: ") for line in said)


def test_status_tells_programs_what_is_next(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json_of(capsys, "status", small)["next"]
    assert found == {
        "task": "fill-sample",
        "count": 0,
        "command": f"kpi-desktop demo-fill {small}",
    }


def test_a_file_that_cannot_be_taken_in_does_not_stop_the_year(small: Path) -> None:
    with open_desk(small) as desk:
        demo_fill(desk)
        (desk.workspace.inbox / "お知らせ.txt").write_text("様式ではありません", encoding="utf-8")
        collect(desk)
    assert task_of(small) is Task.VALIDATE


def test_a_file_saved_again_without_a_change_does_not_ask_to_be_taken_in_again(
    small: Path,
) -> None:
    with open_desk(small) as desk:
        demo_fill(desk)
        collect(desk)
        for path in desk.workspace.inbox.glob("*.xlsx"):
            os.utime(path)
    assert task_of(small) is Task.VALIDATE


def test_a_mended_file_that_was_saved_before_the_first_one_came_in_is_new(small: Path) -> None:
    with open_desk(small) as desk:
        demo_fill(desk)
        collect(desk)
        type_in(desk, {("6", "取組状況"): "・書き改めた。"})
        for path in desk.workspace.inbox.glob("*.xlsx"):
            os.utime(path, (0, 0))
    assert task_of(small) is Task.COLLECT


def test_what_came_in_again_with_the_same_findings_is_validated_only_once(small: Path) -> None:
    with open_desk(small) as desk:
        demo_fill(desk)
        collect(desk)
        validate(desk)
        type_in(desk, {("6", "脚注"): "※県の調べによる"})
        collect(desk)
        assert Task(next_json(desk)["task"]) is Task.VALIDATE
        before = len(desk.store.audit())
        validate(desk)
        validate(desk)
        assert len(desk.store.audit()) == before + 1
    assert task_of(small) is not Task.VALIDATE


@pytest.mark.parametrize(
    ("changes", "task"),
    [
        ({("12", "系列1_実績4"): "たくさん"}, Task.RETURN),
        ({("6", "系列1_実績3"): 1529.0, ("6", "脚注"): "※錯誤により実績値修正"}, Task.CORRECT),
    ],
)
def test_what_departments_send_decides_what_is_next(
    small: Path,
    changes: dict[tuple[str, str], str | float | None],
    task: Task,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with open_desk(small) as desk:
        demo_fill(desk)
        type_in(desk, changes)
        collect(desk)
        validate(desk)
    run(capsys, "accept", small)
    assert task_of(small) is task


def test_what_has_to_be_mended_is_sent_back_before_others_are_chased(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_desk(small) as desk:
        demo_fill(desk)
        sorted(desk.workspace.inbox.glob("*.xlsx"))[-1].unlink()
        type_in(desk, {("12", "系列1_実績4"): "たくさん"})
        collect(desk)
        validate(desk)
    run(capsys, "accept", small)
    assert task_of(small) is Task.RETURN
    run(capsys, "return", small)
    assert task_of(small) is Task.CHASE


def test_what_was_sent_back_is_waited_for(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_desk(small) as desk:
        demo_fill(desk)
        type_in(desk, {("12", "系列1_実績4"): "たくさん"})
        collect(desk)
        validate(desk)
    run(capsys, "accept", small)
    run(capsys, "return", small)
    assert task_of(small) is Task.AWAIT
    assert "collect" in last_line(capsys, "validate", small)


def test_departments_that_sent_nothing_are_chased_last(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_desk(small) as desk:
        demo_fill(desk)
        sorted(desk.workspace.inbox.glob("*.xlsx"))[-1].unlink()
        collect(desk)
        validate(desk)
    assert task_of(small) is Task.ACCEPT
    run(capsys, "accept", small)
    assert task_of(small) is Task.CHASE


def test_collecting_from_an_empty_folder_says_so_and_what_to_do(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "collect", small)
    assert status == 0
    first, second = out.splitlines()
    assert first == "受け付けるファイルがありません。"
    assert "demo-fill" in second


def test_what_was_done_is_told_although_the_master_data_cannot_be_read(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_desk(small) as desk:
        demo_fill(desk)
        desk.workspace.master_data.write_bytes(b"")
    status, out, _ = run(capsys, "collect", small)
    *_, counts, last = out.splitlines()
    assert status == 0 and "受付" in counts
    assert last.startswith("次: 指標マスタ.xlsx を") and "保存し直してください" in last
