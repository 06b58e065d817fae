"""How soon commands start, against only importing click: ``python -m tests.benchmarks.startup``.

Whole processes by their own CPU time, in turn, the quickest of each: a busy machine only adds.
Exit status 1 when a goal is missed.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

#: What is run → how many times the floor it may take.
GOALS = {"--version": 4.0, "--help": 4.0, "status": 12.0}
ROUNDS = 9


def cpu_seconds(*arguments: str) -> float:
    """CPU time of one process of this Python, its children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Measure and print; 1 when a goal is missed."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = str(Path(folder) / "評価R5")
        program = ("-m", "kpi_desktop")
        for step in (("init", workspace, "--sample"), ("generate", workspace)):
            cpu_seconds(*program, *step)
        runs = {
            "import click": ("-c", "import click"),
            "--version": (*program, "--version"),
            "--help": (*program, "--help"),
            "status": (*program, "status", workspace),
        }
        times: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(ROUNDS):
            for name, arguments in runs.items():
                times[name].append(cpu_seconds(*arguments))
    floor = min(times["import click"])
    print(f"import click: {floor * 1000:.0f} ms")
    missed = 0
    for name, goal in GOALS.items():
        ratio = min(times[name]) / floor
        missed += ratio > goal
        print(f"{name}: {min(times[name]) * 1000:.0f} ms, {ratio:.1f} times (goal {goal:.0f})")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
