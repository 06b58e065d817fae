"""A small workspace in which everybody has submitted, and one form asks for a correction."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.usecases.desk import Desk
from tests.usecases.filling import REQUEST, make_small, submit_all


@pytest.fixture(scope="session")
def asked_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace; not to be changed."""
    root = tmp_path_factory.mktemp("asked") / "評価R5"
    make_small(root)
    with open_desk(root) as desk:
        submit_all(desk, REQUEST)
    return root


@pytest.fixture
def asked(asked_once: Path, tmp_path: Path) -> Iterator[Desk]:
    """The desk of a fresh copy of it."""
    with open_desk(Path(shutil.copytree(asked_once, tmp_path / "評価R5"))) as desk:
        yield desk
