"""Whoever comes second is told who works in the workspace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from kpi_desktop.system.lock import WorkspaceLock
from tests.fixed_clock import FixedClock

HOLD = """
import sys, time
from pathlib import Path
from kpi_desktop.system.lock import WorkspaceLock
from tests.fixed_clock import FixedClock
lock = WorkspaceLock(Path(sys.argv[1]), FixedClock("総務 太郎"))
assert lock.take() is None
print("taken", flush=True)
time.sleep(60)
"""


def test_the_first_gets_it_and_the_second_hears_who_and_since_when(tmp_path: Path) -> None:
    first = WorkspaceLock(tmp_path, FixedClock("総務 太郎"))
    second = WorkspaceLock(tmp_path, FixedClock("企画 花子"))
    assert first.take() is None
    holder = second.take()
    assert holder is not None and holder.since == FixedClock().now()
    assert str(holder).startswith("総務 太郎さん（") and "05月07日09:30から" in str(holder)
    first.release()


def test_after_a_release_the_next_one_gets_it(tmp_path: Path) -> None:
    first, second = (WorkspaceLock(tmp_path, FixedClock()) for _ in range(2))
    first.take()
    first.release()
    assert second.take() is None
    second.release()


def test_a_release_by_somebody_else_changes_nothing(tmp_path: Path) -> None:
    first, second = (WorkspaceLock(tmp_path, FixedClock()) for _ in range(2))
    first.take()
    second.release()
    assert second.take() is not None
    first.release()


def test_a_killed_launcher_does_not_keep_it(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as held:
        assert held.stdout is not None and held.stdout.readline() == "taken\n"
        lock = WorkspaceLock(tmp_path, FixedClock())
        holder = lock.take()
        assert holder is not None and holder.operator == "総務 太郎" and holder.process == held.pid
        os.kill(held.pid, signal.SIGKILL)
        held.wait()
        assert lock.take() is None
        lock.release()
