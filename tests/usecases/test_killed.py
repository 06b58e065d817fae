"""Killed at any moment, every verb leaves the state before or after, and running again completes it.

KPI_KILLS sets the number of kills (20 for CI; hundreds for a long run).
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import time
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.usecases.deliver.verify import verify
from kpi_desktop.usecases.practice.demo_fill import demo_fill
from kpi_desktop.usecases.workspace import Workspace
from tests.fixed_clock import FixedClock
from tests.usecases.yearly_run import run_everything

KILLS = int(os.environ.get("KPI_KILLS", "20"))


@pytest.fixture(scope="module")
def fresh() -> ForkServerContext:
    """Starts processes quickly."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["tests.usecases.yearly_run", "kpi_desktop.workbook.master_book.writer"]
    )
    return context


@pytest.fixture
def returned(generated_once: Path, tmp_path: Path) -> Path:
    """A workspace to which two departments have sent their files."""
    root = Path(shutil.copytree(generated_once, tmp_path / "評価R5"))
    with open_desk(root) as desk:
        demo_fill(desk, seed=0, defects=0)
    for path in sorted(Workspace(root).inbox.glob("*.xlsx"))[:-2]:
        path.unlink()
    return root


def start(fresh: ForkServerContext, root: Path) -> multiprocessing.process.BaseProcess:
    process = fresh.Process(target=run_everything, args=(root,))
    process.start()
    return process


def finished_record(root: Path) -> tuple[object, ...]:
    """Everything that counts in a workspace: submissions, states, log, master workbook."""
    with open_desk(root, FixedClock()) as desk:
        submissions, states, log = desk.store.submissions(), desk.store.states(), desk.store.audit()
    masters = [path.read_bytes() for path in sorted(Workspace(root).results.glob("*.xlsx"))]
    return submissions, states, [one.hash for one in log], masters


def test_kills_at_any_moment_change_nothing_of_what_is_recorded_in_the_end(
    fresh: ForkServerContext, returned: Path, tmp_path: Path
) -> None:
    undisturbed = Path(shutil.copytree(returned, tmp_path / "undisturbed"))
    began = time.monotonic()
    process = start(fresh, undisturbed)
    process.join()
    usual = time.monotonic() - began
    assert process.exitcode == 0
    chance, killed = random.Random(20240507), 0
    root = Path(shutil.copytree(returned, tmp_path / "0"))
    for number in range(1, KILLS + 1):
        process = start(fresh, root)
        process.join(chance.uniform(0.05, 1.0) * usual)
        if process.exitcode is None:
            killed += 1
            process.kill()
            process.join()
            with open_desk(root, FixedClock()) as desk:
                assert verify(desk).problems == ()
            continue
        assert process.exitcode == 0
        assert finished_record(root) == finished_record(undisturbed)
        root = Path(shutil.copytree(returned, tmp_path / str(number)))
    process = start(fresh, root)
    process.join()
    assert killed >= KILLS // 4, "the kills came too late to disturb anything"
    assert finished_record(root) == finished_record(undisturbed)
