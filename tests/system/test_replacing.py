"""A file that people edit is replaced only when it still is what was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_desktop.domain.errors import WorkspaceError
from kpi_desktop.system.files import LocalFiles

FILES = LocalFiles()


def test_a_file_that_holds_what_was_read_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "指標マスタ.xlsx"
    path.write_bytes(b"read")
    FILES.replace(path, b"new", expected=b"read")
    assert path.read_bytes() == b"new"


def test_a_file_that_was_rewritten_since_it_was_read_stands_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "指標マスタ.xlsx"
    path.write_bytes(b"somebody's work")
    with pytest.raises(WorkspaceError, match="読んだ後に書き換えられました"):
        FILES.replace(path, b"new", expected=b"read")
    assert path.read_bytes() == b"somebody's work"


def test_a_file_that_was_removed_since_it_was_read_is_not_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "指標マスタ.xlsx"
    with pytest.raises(WorkspaceError, match="がありません"):
        FILES.replace(path, b"new", expected=b"read")
    assert not path.exists()


@pytest.mark.parametrize("owner", [".~lock.指標マスタ.xlsx#", "~$指標マスタ.xlsx"])
def test_a_file_that_somebody_has_open_stands_as_it_is(tmp_path: Path, owner: str) -> None:
    path = tmp_path / "指標マスタ.xlsx"
    path.write_bytes(b"read")
    (tmp_path / owner).write_bytes(b"")
    with pytest.raises(WorkspaceError, match="開いているため、書き換えません"):
        FILES.replace(path, b"new", expected=b"read")
    assert path.read_bytes() == b"read"
