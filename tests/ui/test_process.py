"""The launcher as a process of its own, started by its command on a real (unseen) screen."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kpi_desktop
from tests.screen import first_page, unseen_screen

PYTHON = Path(sys.executable)


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with unseen_screen() as name:
        yield name


def test_the_first_page_speaks_japanese(display: str, tmp_path: Path) -> None:
    platform, file, title, *words = first_page(PYTHON, display, tmp_path)
    assert (platform, file, title) == ("xcb", kpi_desktop.__file__, "ＫＰＩ評価デスク")
    assert {"サンプルで試す", "新しく始める", "事業フォルダを開く", "全工程の実演を見る"} <= set(
        words
    )
    assert "57 指標の見本の計画で、配布から統合までを自分の手で一通り試せます。" in words


def test_the_first_page_speaks_english_to_whoever_chose_it(display: str, tmp_path: Path) -> None:
    platform, file, title, *words = first_page(PYTHON, display, tmp_path, "en")
    assert (platform, file, title) == ("xcb", kpi_desktop.__file__, "KPI sheet desk")
    assert {"Try the sample", "Open a workspace"} <= set(words)
    assert [one for one in words if re.search("[ぁ-んァ-ヶ一-龠]", one)] == []
