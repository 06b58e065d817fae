"""A file that hangs its reader or eats its memory is a row of the result, and the others arrive."""

from __future__ import annotations

import dataclasses
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.system.isolation import Limits, Reason
from kpi_desktop.system.workers import Workers
from kpi_desktop.usecases.collect import Outcome, collect
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.workbook.apart import ReaderApart
from tests.workbook.damage.by_xml import encrypted
from tests.workbook.damage.kinds import MAIN, OTHER
from tests.workbook.damage.sent_forms import filled
from tests.workbook.forms import packed, parts

ROWS = range(1000, 200_000)


@contextmanager
def limited(desk: Desk, limits: Limits) -> Iterator[Desk]:
    """The desk with a reader of other limits than usual."""
    with Workers(limits) as workers:
        reader = ReaderApart(workers, lambda: desk.files.read(desk.workspace.template))
        yield dataclasses.replace(desk, reader=reader)


def slow() -> bytes:
    """An encrypted form whose password takes many seconds to try."""
    data = encrypted("合言葉")
    rest = b' saltSize="16" blockSize="16" keyBits="256"\n'
    count = b'spinCount="100000"' + rest + b" "
    assert data.count(count) == 1
    return data.replace(count, b'spinCount="9999999"' + rest)


def greedy() -> bytes:
    """A form with an innocent part that becomes large in memory."""
    contents = parts(filled(MAIN))
    sheet = "xl/worksheets/sheet3_1.xml"
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row * 37}</v></c></row>' for row in ROWS)
    contents[sheet] = contents[sheet].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    return packed(contents)


def collected(desk: Desk, folder: Path, bad: bytes) -> dict[str, tuple[Outcome, str]]:
    inbox = folder / "届いたもの"
    inbox.mkdir()
    for name, data in {"1悪.xlsx": bad, "2良.xlsx": filled(MAIN)}.items():
        (inbox / name).write_bytes(data)
        os.utime(inbox / name, (0, int(name[0])))
    return {one.file: (one.outcome, one.reason) for one in collect(desk, [inbox]).entries}


@pytest.mark.parametrize(
    ("bad", "limits", "reason"),
    [
        (slow, Limits(seconds=3.0), Reason.TIME),
        (greedy, Limits(memory=40 << 20), Reason.MEMORY),
    ],
)
def test_a_harmful_file_is_refused_in_words_and_the_next_one_arrives(
    generated: Desk,
    tmp_path: Path,
    bad: Callable[[], bytes],
    limits: Limits,
    reason: Reason,
) -> None:
    with limited(generated, limits) as desk:
        found = collected(desk, tmp_path, bad())
    assert found["1悪.xlsx"][0] is Outcome.REJECTED
    assert reason.value in found["1悪.xlsx"][1]
    assert found["2良.xlsx"] == (Outcome.COLLECTED, "")


def test_nothing_outlives_the_desk(generated_once: Path, tmp_path: Path) -> None:
    before = set(psutil.Process().children(recursive=True))
    root = Path(shutil.copytree(generated_once, tmp_path / "評価R5"))
    with open_desk(root) as desk:
        collected(desk, tmp_path, filled(MAIN))
        assert set(psutil.Process().children(recursive=True)) - before
    assert not set(psutil.Process().children(recursive=True)) - before


def protected(folder: Path, *passwords: str) -> Path:
    """A folder with a protected form for each password."""
    inbox = folder / "保護"
    inbox.mkdir()
    for number, password in enumerate(passwords, 1):
        (inbox / f"{number}.xlsx").write_bytes(encrypted(password))
        os.utime(inbox / f"{number}.xlsx", (0, number))
    (inbox / "9.xlsx").write_bytes(filled(OTHER))
    return inbox


def test_a_password_is_asked_only_for_protected_files_and_remembered_when_it_fits(
    generated_once: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(generated_once, tmp_path / "評価R5"))
    answers, asked = iter(["まちがい", "ひみつ甲", ""]), []

    def ask(name: str) -> str:
        asked.append(name)
        return next(answers)

    inbox = protected(tmp_path, "ひみつ乙", "ひみつ甲", "ひみつ甲", "だれも知らない")
    with open_desk(root, passwords=["ひみつ乙"], ask=ask) as desk:
        entries = collect(desk, [inbox]).entries
    assert asked == ["2.xlsx", "2.xlsx", "4.xlsx"]
    outcomes = [one.outcome for one in entries]
    assert outcomes[:3] == [Outcome.SUPERSEDED, Outcome.SUPERSEDED, Outcome.COLLECTED]
    assert outcomes[3:] == [Outcome.REJECTED, Outcome.COLLECTED]
    assert "指定したパスワードでは開けません" in entries[3].reason
    secrets = [word.encode() for word in ("まちがい", "ひみつ甲", "ひみつ乙")]
    kept = [path.read_bytes() for path in root.rglob("*") if path.is_file()]
    assert not any(secret in content for secret in secrets for content in kept)


def test_without_anybody_to_ask_a_protected_file_says_what_to_do(
    generated: Desk, tmp_path: Path
) -> None:
    entries = collect(generated, [protected(tmp_path, "ひみつ")]).entries
    assert [one.outcome for one in entries] == [Outcome.REJECTED, Outcome.COLLECTED]
    assert "パスワードを指定して回収し直す" in entries[0].reason
