"""A write leaves the old or the new file, and says what went wrong."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from kpi_desktop.domain.errors import WorkspaceError
from kpi_desktop.system.files import LocalFiles, editor_of

FILES = LocalFiles()


def in_use() -> PermissionError:
    """What Windows says while Excel holds a file."""
    error = PermissionError(13, "in use")
    error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
    return error


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_written_is_read(tmp_path: Path) -> None:
    assert FILES.write(tmp_path / "配布.xlsx", b"one") is True
    assert FILES.read(tmp_path / "配布.xlsx") == b"one"
    assert names(tmp_path) == ["配布.xlsx"]


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a"
    FILES.write(path, b"one")
    os.utime(path, (1, 1))
    assert FILES.write(path, b"one") is False
    assert path.stat().st_mtime == 1
    assert FILES.write(path, b"two") is True


def test_missing_folders_are_made(tmp_path: Path) -> None:
    FILES.write(tmp_path / "差戻し" / "農林水産部" / "a", b"one")
    assert (tmp_path / "差戻し" / "農林水産部" / "a").read_bytes() == b"one"


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("県" * 85)
    assert FILES.write(path, b"one") and path.read_bytes() == b"one"


def test_permissions_stay_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "a"
    FILES.write(path, b"one")
    path.chmod(0o640)
    FILES.write(path, b"two")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_still_points_to_the_file_after_a_write(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"one")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    FILES.write(tmp_path / "link", b"two")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real").read_bytes() == b"two"


def test_a_failed_write_leaves_the_old_file_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    FILES.write(path, b"one")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkspaceError, match="ディスクがいっぱい"):
        FILES.write(path, b"two")
    assert path.read_bytes() == b"one" and names(tmp_path) == ["a"]


def test_a_file_that_excel_holds_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    real = os.replace

    def held_twice(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) < 3:
            raise in_use()
        real(source, target)

    monkeypatch.setattr(os, "replace", held_twice)
    FILES.write(tmp_path / "a", b"one")
    assert len(calls) == 3 and (tmp_path / "a").read_bytes() == b"one"


def test_a_file_that_excel_keeps_is_named_with_its_holder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: Path) -> None:
        raise in_use()

    (tmp_path / "a.xlsx").write_bytes(b"one")
    who = "山田".encode("cp932")
    (tmp_path / "~$a.xlsx").write_bytes(bytes([len(who)]) + who + b" " * 40)
    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(WorkspaceError, match="山田さんがほかのプログラム.*閉じてから"):
        LocalFiles(patience=0.0).write(tmp_path / "a.xlsx", b"two")
    assert (tmp_path / "a.xlsx").read_bytes() == b"one"
    assert names(tmp_path) == ["a.xlsx", "~$a.xlsx"]


def test_libreoffice_owner_files_are_understood(tmp_path: Path) -> None:
    (tmp_path / ".~lock.a.xlsx#").write_text(",山田 太郎,pc,07.05.2024 09:30,file;", "utf-8")
    assert editor_of(tmp_path / "a.xlsx") == "山田 太郎"
    assert editor_of(tmp_path / "b.xlsx") == ""


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="指標マスタ.xlsx」がありません"):
        FILES.read(tmp_path / "指標マスタ.xlsx")


def test_a_folder_is_not_read_as_a_file(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="ファイルではありません"):
        FILES.read(tmp_path)


def test_a_pipe_does_not_hang_the_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    with pytest.raises(WorkspaceError, match="ファイルではありません"):
        FILES.read(tmp_path / "pipe.xlsx")


def test_only_old_rests_are_swept_away(tmp_path: Path) -> None:
    old, young, other = (tmp_path / n for n in (".kpi-0a.tmp", ".kpi-0b.tmp", "mine.tmp"))
    for path in (old, young, other):
        path.write_bytes(b"half")
    long_ago = time.time() - 2 * 86400
    os.utime(old, (long_ago, long_ago))
    os.utime(other, (long_ago, long_ago))
    FILES.sweep(tmp_path)
    assert names(tmp_path) == [".kpi-0b.tmp", "mine.tmp"]
