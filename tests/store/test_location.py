"""A store on a network folder is refused before anything is written there."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest

from kpi_desktop.domain.errors import StoreError
from kpi_desktop.store import location
from kpi_desktop.store.location import remote_kind, remote_kind_on_windows
from tests.store.conftest import SqlitePlace

MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
//server/share /mnt/share cifs rw 0 0
//server/share /mnt/my\040share cifs rw 0 0
server:/home /home/nfs nfs4 rw 0 0
/dev/sdb1 /home/nfs/disk xfs rw 0 0
host /mnt/vm 9p rw 0 0
me@server: /mnt/ssh fuse.sshfs rw 0 0
tmpfs /run tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    "path", ["/mnt/share/a", "/mnt/my share/a", "/home/nfs/a", "/mnt/vm/a/b/c", "/mnt/ssh/x"]
)
def test_a_network_folder_is_recognised(path: str) -> None:
    assert remote_kind(Path(path), MOUNTS)


@pytest.mark.parametrize("path", ["/a", "/mnt/share2/a", "/home/nfs/disk/a", "/run/a", "/mnt/my"])
def test_a_local_folder_is_not_accused(path: str) -> None:
    assert not remote_kind(Path(path), MOUNTS)


@pytest.mark.parametrize(
    "path", [r"\\server\share\a", r"\\?\UNC\server\share\a", "//server/share/a"]
)
def test_a_unc_path_is_recognised(path: str) -> None:
    assert remote_kind_on_windows(PureWindowsPath(path))


@pytest.mark.parametrize("path", [r"C:\kpi\a", r"\\?\C:\kpi\a"])
def test_a_windows_disk_is_not_accused(path: str) -> None:
    assert not remote_kind_on_windows(PureWindowsPath(path))


def test_the_way_out_is_named_and_nothing_is_written(
    sqlite_place: SqlitePlace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"//server/share {sqlite_place.folder} cifs rw 0 0\n")
    monkeypatch.setattr(location, "_MOUNTS", mounts)
    with pytest.raises(StoreError, match="Windows共有.*PostgreSQL"):
        sqlite_place.open()
    assert [path.name for path in sqlite_place.folder.iterdir()] == ["mounts"]
