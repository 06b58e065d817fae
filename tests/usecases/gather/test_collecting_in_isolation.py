"""A file that hangs its reader or eats its memory is a row of the result, and the others arrive."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.system.isolation import Limits, Reason
from kpi_desktop.system.workers import Workers
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.collect import Outcome, collect
from kpi_desktop.workbook.intake.file_intake import FileIntake
from kpi_desktop.workbook.intake.isolated import IsolatedReader, IsolatedUnpacker
from tests.workbook.forms import packed, parts
from tests.workbook.intake.test_file_intake import zipped
from tests.workbook.reading.damage.by_xml import encrypted
from tests.workbook.reading.damage.kinds import MAIN, OTHER
from tests.workbook.reading.damage.sent_forms import filled

ROWS = range(1000, 200_000)


@contextmanager
def limited(desk: Desk, limits: Limits) -> Iterator[Desk]:
    """The desk with a reader and an unpacker of other limits than usual."""
    with Workers(limits) as readers, Workers(limits) as unpackers:
        reader = IsolatedReader(readers, lambda: desk.files.read(desk.workspace.template))
        intake = FileIntake(IsolatedUnpacker(unpackers, desk.evidence))
        yield dataclasses.replace(desk, reader=reader, intake=intake)


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


def endless() -> bytes:
    """A mail of so many parts that taking it apart takes many seconds."""
    parts = "--b\n\nx\n" * 400_000
    head = "From: a@example.jp\nSubject: 提出\nContent-Type: multipart/mixed; boundary=b\n\n"
    return (head + parts).encode()


def heavy() -> bytes:
    """An archive in which a form is followed by a file that is large, but no bomb."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("様式.xlsx", filled(OTHER))
        archive.writestr("写真.bmp", os.urandom(1 << 20) * 55)
    return stream.getvalue()


def collected(
    desk: Desk, folder: Path, bad: bytes, ending: str = ".xlsx"
) -> dict[str, tuple[Outcome, str]]:
    inbox = folder / "届いたもの"
    inbox.mkdir()
    for name, data in {f"1悪{ending}": bad, "2良.xlsx": filled(MAIN)}.items():
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


def test_a_mail_that_cannot_be_taken_apart_in_time_is_one_row_and_the_next_file_arrives(
    generated: Desk, tmp_path: Path
) -> None:
    with limited(generated, Limits(seconds=2.0)) as desk:
        found = collected(desk, tmp_path, endless(), ".eml")
    assert len(found) == 2
    assert found["1悪.eml"][0] is Outcome.REJECTED
    assert Reason.TIME.value in found["1悪.eml"][1]
    assert "中のファイルを取り出して" in found["1悪.eml"][1]
    assert found["2良.xlsx"] == (Outcome.COLLECTED, "")


def test_what_came_out_of_an_archive_before_it_was_too_much_arrives(
    generated: Desk, tmp_path: Path
) -> None:
    archive = heavy()
    with limited(generated, Limits(memory=100 << 20)) as desk:
        found = collected(desk, tmp_path, archive, ".zip")
    assert found["1悪.zip/様式.xlsx"] == (Outcome.COLLECTED, "")
    assert found["1悪.zip"][0] is Outcome.REJECTED
    assert Reason.MEMORY.value in found["1悪.zip"][1] and "中の1件まで" in found["1悪.zip"][1]
    assert found["2良.xlsx"] == (Outcome.COLLECTED, "")
    assert len(found) == 3


def test_an_archive_is_kept_as_it_came_and_the_record_of_what_was_inside_names_it(
    generated: Desk, tmp_path: Path
) -> None:
    (tmp_path / "提出.zip").write_bytes(
        zipped({"a.xlsx": filled(MAIN), "b.7z": b"7z\xbc\xaf\x27\x1c"})
    )
    sha256 = hashlib.sha256((tmp_path / "提出.zip").read_bytes()).hexdigest()
    form, other = collect(generated, [tmp_path / "提出.zip"]).entries
    assert (form.outcome, other.outcome) == (Outcome.COLLECTED, Outcome.REJECTED)
    assert generated.evidence.get(sha256) == (tmp_path / "提出.zip").read_bytes()
    log = {one.action: one.details for one in generated.store.audit()}
    assert log["collect"]["container"] == log["refuse"]["container"] == sha256


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
