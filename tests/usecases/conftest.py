"""Workspaces in which everybody has submitted: with a request for a correction, with planted defects."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.gather.collect import collect
from kpi_desktop.usecases.gather.validate import validate
from kpi_desktop.usecases.practice.demo_fill import demo_fill
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


@pytest.fixture(scope="session")
def validated_once(generated_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Planted, collected, validated. Not to be changed."""
    root = shutil.copytree(generated_once, tmp_path_factory.mktemp("validated") / "評価R5")
    with open_desk(root) as desk:
        demo_fill(desk, seed=1, defects=20)
        collect(desk)
        validate(desk)
    return root


@pytest.fixture
def validated(validated_once: Path, tmp_path: Path) -> Iterator[Desk]:
    """The desk of a fresh copy of it."""
    with open_desk(Path(shutil.copytree(validated_once, tmp_path / "評価R5"))) as desk:
        yield desk
