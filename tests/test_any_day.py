"""The same record gives the same files byte for byte, whatever day it is and whoever works."""

from __future__ import annotations

import datetime
import hashlib
import shutil
from pathlib import Path

from kpi_desktop.bootstrap import open_desk, open_publications
from kpi_desktop.usecases.deliver.build_macros import build_macros
from kpi_desktop.usecases.deliver.consolidate import consolidate
from kpi_desktop.usecases.deliver.publish import publish
from tests.fixed_clock import FixedClock


def made_on(root: Path, days: int, person: str) -> dict[str, str]:
    """Hashes of all results, made from nothing so many days later."""
    shutil.rmtree(root / "統合")
    clock = FixedClock(person)
    clock.time += datetime.timedelta(days=days)
    with open_desk(root, clock) as desk:
        consolidate(desk)
        build_macros(desk)
        publish(desk, open_publications())
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((root / "統合").rglob("*"))
        if path.is_file()
    }


def test_two_runs_on_different_days_give_identical_files(
    finished_once: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(finished_once, tmp_path / "評価R5"))
    first = made_on(root, 1000, "企画 花子")
    kinds = {Path(name).suffix for name in first}
    assert {".xlsx", ".xlsm", ".json", ".jsonld", ".csv", ".html"} <= kinds
    assert made_on(root, 1400, "統計 次郎") == first
