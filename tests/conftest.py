"""A sample workspace, built once by the real program and copied for each test that changes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_desktop.bootstrap import make_workspace, open_desk
from kpi_desktop.usecases.demo import demo
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.generate import generate


@pytest.fixture(scope="session")
def generated_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample workspace with its forms in 配布/. Not to be changed."""
    root = tmp_path_factory.mktemp("generated") / "評価R5"
    make_workspace(root, sample=True, master=None)
    with open_desk(root) as desk:
        generate(desk)
    return root


@pytest.fixture(scope="session")
def finished_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample workspace after the whole cycle. Not to be changed."""
    root = tmp_path_factory.mktemp("finished") / "評価R5"
    make_workspace(root, sample=True, master=None)
    with open_desk(root) as desk:
        demo(desk)
    return root


@pytest.fixture
def generated(generated_once: Path, tmp_path: Path) -> Iterator[Desk]:
    """The desk of a fresh copy of the workspace with its forms."""
    with open_desk(Path(shutil.copytree(generated_once, tmp_path / "評価R5"))) as desk:
        yield desk


@pytest.fixture
def finished(finished_once: Path, tmp_path: Path) -> Iterator[Desk]:
    """The desk of a fresh copy of the workspace after the whole cycle."""
    with open_desk(Path(shutil.copytree(finished_once, tmp_path / "評価R5"))) as desk:
        yield desk
