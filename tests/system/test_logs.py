"""Troubles go to the log; people get a calm message that names it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_desktop.system.logs import report_bug, start_log


@pytest.fixture(autouse=True)
def no_log_stays_open() -> Iterator[None]:
    yield
    root = logging.getLogger("kpi_desktop")
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    root.propagate = True


def test_the_traceback_is_in_the_log_and_not_in_the_message(tmp_path: Path) -> None:
    log = start_log(tmp_path / "logs")
    try:
        raise ZeroDivisionError("割れません")
    except ZeroDivisionError as error:
        message = report_bug(error, log)
    assert "Traceback" in log.read_text("utf-8") and "割れません" in log.read_text("utf-8")
    assert str(log) in message and "Zero" not in message


def test_a_quiet_run_makes_no_file(tmp_path: Path) -> None:
    assert not start_log(tmp_path / "logs").exists()


def test_only_the_newest_runs_are_kept(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"20230101-0000{number:02}_1.log").write_text("old")
    start_log(tmp_path)
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert len(kept) == 29 and kept[0] == "20230101-000011_1.log"
