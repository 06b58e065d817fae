"""The log: one file a run, in the workspace's hidden folder; only troubles make one."""

from __future__ import annotations

import contextlib
import datetime
import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

from kpi_desktop import __version__

_KEPT_RUNS = 30
_MAX_BYTES = 5_000_000
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def start_log(folder: Path) -> Path:
    """Log this run into *folder* (``.kpi/logs``); gives the file, which is made at the first entry.

    Each run has its own file, so that two programs never rotate the same one. Older runs are removed.
    """
    name = f"{datetime.datetime.now():%Y%m%d-%H%M%S}_{os.getpid()}.log"
    path = folder / name
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for old in sorted(folder.glob("*.log*"))[: 1 - _KEPT_RUNS]:
            old.unlink()
    root = logging.getLogger("kpi_desktop")
    for earlier in list(root.handlers):
        root.removeHandler(earlier)
        earlier.close()
    handler = RotatingFileHandler(
        path, "a", _MAX_BYTES, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    root.propagate = False
    return path


def report_bug(error: BaseException, log: Path) -> str:
    """Write *error* with its traceback to the log; gives the calm message for the person."""
    import platform

    logger = logging.getLogger("kpi_desktop")
    system = f"{platform.platform()}, Python {platform.python_version()}"
    logger.error("kpi-desktop %s, %s", __version__, system, exc_info=error)
    return (
        "予期しない問題が起きたため、処理を止めました。それまでに記録したものは残っています。"
        f"もう一度試しても直らないときは、ログ「{log}」を添えて問い合わせてください。"
    )
