"""Without permission, or without room, nothing is lost and the person is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.privileges import UNPRIVILEGED

AS_NOBODY = """
import os, resource, sys
from pathlib import Path
from kpi_desktop.domain.errors import KpiError
from kpi_desktop.system.evidence import EvidenceFolder
from kpi_desktop.system.files import LocalFiles
what, folder = sys.argv[1], Path(sys.argv[2])
if what.endswith("full"):
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    if what.startswith("evidence"):
        EvidenceFolder(folder / "evidence").put(b"x" * 200_000)
    elif what == "read":
        LocalFiles().read(folder / "secret")
    else:
        LocalFiles().write(folder / "a", b"x" * 200_000)
except KpiError as error:
    print(type(error).__name__, error)
"""
CASES = [
    ("write", 0o555, "WorkspaceError", "権限がない"),
    ("read", 0o555, "WorkspaceError", "権限がない"),
    ("evidence", 0o555, "StoreError", "証跡"),
    ("write when full", 0o777, "WorkspaceError", "元のファイルはそのままです"),
    ("evidence when full", 0o777, "StoreError", "ディスクの空き"),
]


@pytest.mark.parametrize(("what", "mode", "error", "words"), CASES)
def test_the_person_is_told_and_the_old_file_stands(
    tmp_path: Path, what: str, mode: int, error: str, words: str
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a").write_bytes(b"old")
    (folder / "secret").write_bytes(b"")
    (folder / "secret").chmod(0)
    for above in (*tmp_path.parents[:2], tmp_path):
        above.chmod(0o755)
    folder.chmod(mode)
    told = subprocess.run(
        [*UNPRIVILEGED, sys.executable, "-c", AS_NOBODY, what, str(folder)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    folder.chmod(0o755)
    assert told.stdout.startswith(error) and words in told.stdout
    assert (folder / "a").read_bytes() == b"old"
    assert not list(folder.rglob("*.tmp"))
