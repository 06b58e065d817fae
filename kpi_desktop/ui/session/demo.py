"""The whole cycle on the sample, played from the start page."""

from __future__ import annotations

from pathlib import Path

from kpi_desktop.usecases.practice.demo import DemoResult, demo
from kpi_desktop.usecases.progress import Progress


def play(directory: Path, progress: Progress) -> DemoResult:
    """Make the sample workspace in *directory* and take it through the year."""
    from kpi_desktop.bootstrap import make_workspace, open_desk

    make_workspace(directory, sample=True, master=None)
    with open_desk(directory) as desk:
        return demo(desk, progress)
