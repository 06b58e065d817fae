"""A sample workspace, built once by the real program and copied for each test that changes it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from kpi_desktop.bootstrap import (
    make_workspace,
    open_desk,
    open_publications,
    printed_publication,
)
from kpi_desktop.usecases.deliver.publish import publish
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.practice.demo import demo
from kpi_desktop.usecases.prepare.generate import generate


def _made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A workspace that is made once in a run, however many workers there are; each has its own copy."""
    own = factory.mktemp(name) / "評価R5"
    if "PYTEST_XDIST_WORKER" not in os.environ:
        make(own)
        return own
    shared = factory.getbasetemp().parent / name
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            beside = factory.mktemp(f"{name}-new")
            make(beside / "評価R5")
            beside.rename(shared)
    return Path(shutil.copytree(shared / "評価R5", own))


@pytest.fixture(scope="session")
def generated_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample workspace with its forms in 配布/. Not to be changed."""

    def make(root: Path) -> None:
        make_workspace(root, sample=True, master=None)
        with open_desk(root) as desk:
            generate(desk)

    return _made_once(tmp_path_factory, "generated", make)


@pytest.fixture(scope="session")
def finished_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample workspace after the whole cycle. Not to be changed."""

    def make(root: Path) -> None:
        make_workspace(root, sample=True, master=None)
        with open_desk(root) as desk:
            demo(desk)

    return _made_once(tmp_path_factory, "finished", make)


@pytest.fixture(scope="session")
def published_once(finished_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with everything that goes out, the printed set too. Not to be changed."""

    def make(root: Path) -> None:
        shutil.copytree(finished_once, root)
        with open_desk(root) as desk:
            publish(desk, (*open_publications(), printed_publication(desk)))

    return _made_once(tmp_path_factory, "published", make)


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
