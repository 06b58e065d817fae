"""The office's verbs one after the other, in a process of their own that may be killed."""

from __future__ import annotations

from pathlib import Path

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.usecases.decide.decisions import accept, finalise
from kpi_desktop.usecases.deliver.consolidate import consolidate
from kpi_desktop.usecases.gather.collect import collect
from kpi_desktop.usecases.gather.validate import validate
from tests.fixed_clock import FixedClock


def run_everything(root: Path) -> None:
    """collect, validate, accept, finalise and consolidate the workspace in *root*."""
    with open_desk(root, FixedClock()) as desk:
        collect(desk)
        validate(desk)
        accept(desk)
        finalise(desk)
        consolidate(desk)
