"""Two collectors on one workspace."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.practice.demo_fill import demo_fill


def test_two_collectors_at_once_keep_each_file_once(generated: Desk) -> None:
    demo_fill(generated)
    root: Path = generated.workspace.root
    command = [sys.executable, "-m", "kpi_desktop", "collect", str(root), "--json"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    printed = [json.loads(one.communicate()[0]) for one in running]
    outcomes = sorted(entry["outcome"] for entries in printed for entry in entries)
    assert [one.returncode for one in running] == [0, 0, 0]
    assert outcomes == ["collected"] * 10 + ["duplicate"] * 20
    assert [one.version for one in generated.store.submissions()] == [1] * 10
    assert generated.store.check_audit().problems == ()
