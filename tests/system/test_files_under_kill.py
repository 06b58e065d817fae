"""A write that is killed leaves a whole file; KPI_KILLS sets how many are."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from pathlib import Path

from kpi_desktop.system.files import LocalFiles
from tests.system.writer import CONTENTS, write_for_ever

KILLS = int(os.environ.get("KPI_KILLS", "20"))


def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    fresh = multiprocessing.get_context("forkserver")
    fresh.set_forkserver_preload(["tests.system.writer"])
    chance = random.Random(20240507)
    path = tmp_path / "統合マスタ.xlsx"
    for _ in range(KILLS):
        heard, tell = fresh.Pipe(duplex=False)
        process = fresh.Process(target=write_for_ever, args=(path, tell))
        process.start()
        tell.close()
        heard.poll(20)
        time.sleep(chance.uniform(0, 0.03))
        process.kill()
        process.join()
        heard.close()
        assert LocalFiles().read(path) in CONTENTS
    rests = [one.name for one in tmp_path.iterdir() if one != path]
    assert all(name.startswith(".kpi-") and name.endswith(".tmp") for name in rests)
