"""From nothing, as a new user: an empty environment, the wheel with its libraries, and everything is made."""

from __future__ import annotations

import os
import subprocess
import venv
from pathlib import Path

import pytest

from tests.on_the_wheel import build_wheel
from tests.screen import first_page, unseen_screen

#: Every command that makes what goes out, and a file that it has to leave in 統合/.
PUBLICATIONS = {
    ("consolidate",): "統合マスタ_R5.xlsx",
    ("build-macros",): "統合マスタ_R5.xlsm",
    ("publish", "--open-data"): "公開データ_R5/*.csv",
    ("publish",): "公開ページ_R5.html",
    ("publish", "--pdf"): "個票集_R5.pdf",
}


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that has the wheel and what it asks for, and nothing else."""
    folder = tmp_path_factory.mktemp("empty")
    env = {name: one for name, one in os.environ.items() if name != "PYTHONPATH"}
    venv.create(folder / "venv", with_pip=True, symlinks=True)
    made = folder / "venv" / "bin" / "python"
    wheel = build_wheel(folder / "dist")
    subprocess.run([made, "-m", "pip", "install", "-q", wheel], check=True, env=env)
    return made


@pytest.mark.long
def test_the_cycle_and_every_publication_run_from_an_empty_environment(
    python: Path, tmp_path: Path
) -> None:
    env = {name: one for name, one in os.environ.items() if name not in ("PYTHONPATH", "DISPLAY")}
    command = python.with_name("kpi-desktop")
    subprocess.run([command, "demo", "評価"], cwd=tmp_path, env=env, check=True)
    (root,) = {one.parent.parent for one in tmp_path.rglob("統合マスタ_R5.xlsx")}
    for (verb, *options), made in PUBLICATIONS.items():
        for old in (root / "統合").glob(made):
            old.unlink()
        subprocess.run([command, verb, root, *options], cwd=tmp_path, env=env, check=True)
        assert list((root / "統合").glob(made)), verb


@pytest.mark.long
@pytest.mark.parametrize(("language", "word"), [("", "サンプルで試す"), ("en", "Try the sample")])
def test_the_launcher_starts_from_an_empty_environment(
    python: Path, tmp_path: Path, language: str, word: str
) -> None:
    with unseen_screen() as display:
        _, file, *words = first_page(python, display, tmp_path, language)
    assert Path(file).is_relative_to(python.parents[1]) and word in words
