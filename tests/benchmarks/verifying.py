"""Seconds that verify needs for 1,000 submissions: ``python -m tests.benchmarks.verifying``."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from kpi_desktop.store.opening import open_store
from kpi_desktop.system.files import LocalFiles
from tests.fixed_clock import FixedClock
from tests.store.samples import a_submission, some_cells

SUBMISSIONS, TIMES = 1000, 20


def main() -> None:
    """Record, check, print."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder), FixedClock(), LocalFiles())
        for version in range(1, SUBMISSIONS + 1):
            with store.transaction():
                store.record_submission(a_submission(version), some_cells(f"{version}") * TIMES)
        began = time.perf_counter()
        check = store.check_audit()
        seconds = time.perf_counter() - began
        store.close()
    cells = SUBMISSIONS * TIMES * len(some_cells())
    print(
        f"{check.entries} entries, {cells:,} cells, {len(check.problems)} problems: {seconds:.2f} s"
    )


if __name__ == "__main__":
    main()
