"""Killed, crowded out or starved at any moment: what was told is safe, nothing is half.

KPI_KILLS sets the number of kills (20 for CI; hundreds for a long run).
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from tests.store.conftest import Place
from tests.store.recorder import check_whole, record_for_ever, record_until_full

KILLS = int(os.environ.get("KPI_KILLS", "20"))


@pytest.fixture(scope="module")
def fresh() -> ForkServerContext:
    """Starts processes quickly, none of which ever shared a connection."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store.recorder"])
    return context


def drain(told: Connection) -> list[int]:
    versions: list[int] = []
    try:
        while told.poll():
            versions.append(told.recv())
    except EOFError:
        pass
    return versions


def run_and_kill(fresh: ForkServerContext, place: Place, programs: int, pause: float) -> list[int]:
    """Let *programs* record side by side, kill them after *pause* seconds; gives what they told."""
    running = []
    for _ in range(programs):
        told, tell = fresh.Pipe(duplex=False)
        process = fresh.Process(target=record_for_ever, args=(place.folder, place.url, tell))
        process.start()
        tell.close()
        running.append((process, told))
    running[0][1].poll(20)
    time.sleep(pause)
    versions = []
    for process, told in running:
        process.kill()
        process.join()
        versions += drain(told)
        told.close()
        process.close()
    return versions


@pytest.mark.parametrize("programs", [1, 2])
def test_a_kill_at_any_moment_loses_nothing_and_leaves_nothing_half(
    fresh: ForkServerContext, place: Place, programs: int
) -> None:
    chance = random.Random(20240507 + programs)
    told: list[int] = []
    for _ in range(KILLS // 4 if programs == 2 else KILLS):
        told += run_and_kill(fresh, place, programs, chance.uniform(0, 0.08))
    assert told and len(set(told)) == len(told)
    kept = check_whole(place.folder, place.url, told)
    print(f"{len(told)} told, {kept} kept")


def test_a_kill_while_the_store_is_made_does_not_hinder_the_next_start(
    fresh: ForkServerContext, tmp_path: Path
) -> None:
    chance = random.Random(7)
    for number in range(KILLS // 4):
        told, tell = fresh.Pipe(duplex=False)
        folder = tmp_path / f"{number}"
        folder.mkdir()
        process = fresh.Process(target=record_for_ever, args=(folder, "", tell))
        process.start()
        tell.close()
        time.sleep(chance.uniform(0.02, 0.35))
        process.kill()
        process.join()
        check_whole(folder, "", drain(told))
        told.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount one")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting is not permitted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill_up(fresh: ForkServerContext, folder: Path, limit: int | None) -> tuple[list[int], str]:
    """Record until nothing more fits; gives the versions told and the last words."""
    heard, tell = fresh.Pipe(duplex=False)
    process = fresh.Process(target=record_until_full, args=(folder, limit, tell))
    process.start()
    tell.close()
    said = []
    try:
        while True:
            said.append(heard.recv())
    except EOFError:
        process.join()
        heard.close()
    return said[:-1], said[-1]


def test_a_full_disk_is_told_and_harms_nothing(
    fresh: ForkServerContext, small_disk: Path, tmp_path: Path
) -> None:
    told, words = fill_up(fresh, small_disk, None)
    print(words)
    assert told and ("ディスクがいっぱい" in words or "残せません" in words)
    room = tmp_path / "copy"
    shutil.copytree(small_disk, room)
    assert check_whole(room, "", told) == len(told)


def test_a_store_that_cannot_grow_says_so_and_stays_whole(
    fresh: ForkServerContext, tmp_path: Path
) -> None:
    told, words = fill_up(fresh, tmp_path, 300_000)
    assert told and "記録は元のままです" in words
    assert check_whole(tmp_path, "", told) == len(told)
