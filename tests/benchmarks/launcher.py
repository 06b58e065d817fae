"""How quick is the board with a whole country on it: 1,788 departments × 57 indicators.

Run it with ``python -m tests.benchmarks.launcher``. It prints milliseconds and ends with 1 when the board
takes longer than two seconds to open, or longer than 150 ms to show another page of rows.
"""

from __future__ import annotations

import datetime
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication  # noqa: E402

from kpi_desktop.domain.forms.submission import State, least_advanced  # noqa: E402
from kpi_desktop.ui.pages.board import Board  # noqa: E402
from kpi_desktop.ui.parts.theme import Scheme, set_theme  # noqa: E402
from kpi_desktop.usecases.record.overview import Overview  # noqa: E402
from kpi_desktop.usecases.record.status import (  # noqa: E402
    DepartmentStatus,
    IndicatorStatus,
    StatusResult,
)
from kpi_desktop.usecases.workspace import Workspace  # noqa: E402

DEPARTMENTS, INDICATORS = 1_788, 57


def a_country() -> Overview:
    """States of every indicator of every department, seeded."""
    chance = random.Random(0)
    states = list(State)
    now = datetime.datetime(2024, 6, 20, 9, 0, tzinfo=datetime.UTC)
    departments, indicators = [], []
    for number in range(DEPARTMENTS):
        name = f"団体{number:04d}"
        own = [
            IndicatorStatus(
                f"{number}-{one}", f"指標{one}の実績", name, chance.choice(states), "達成", ""
            )
            for one in range(INDICATORS)
        ]
        indicators += own
        state = least_advanced([one.state for one in own])
        departments.append(DepartmentStatus(name, state, now, 1, 0, 0, INDICATORS))
    board = StatusResult(now.date(), 3, tuple(departments), tuple(indicators))
    place = Workspace(Path("synthetic"))
    return Overview(place, None, (), board, (), (), (), (), (), (), False)


def timed(what: str, action: Callable[[], object]) -> float:
    """Milliseconds until *action* is done and painted."""
    begun = time.perf_counter()
    action()
    QApplication.processEvents()
    spent = (time.perf_counter() - begun) * 1000
    sys.stdout.write(f"{what:<28}{spent:8.0f} ms\n")
    return spent


def main() -> int:
    """Print the times; 1 when they are too long."""
    app = QApplication.instance() or QApplication([])
    set_theme(Scheme.LIGHT)
    country = a_country()
    board = Board()
    board.resize(1200, 700)

    def show() -> None:
        board.show_overview(country)
        board.show()

    def search(words: str) -> None:
        board.search.setText(words)
        board._filter()

    opened = timed("open and first paint", show)
    bar = board.departments.verticalScrollBar()
    pages = [
        timed(f"scroll to row {row}", lambda row=row: bar.setValue(row))  # type: ignore[misc]
        for row in (20, 40, 900, 1_700)
    ]
    timed("filter by state", board.filters[State.NEEDS_FIX].click)
    timed("search 団体0123", lambda: search("団体0123"))
    timed("show all again", lambda: search(""))
    timed("list of indicators", board.by_indicator.click)
    del app
    return int(opened > 2000 or max(pages) > 150)


if __name__ == "__main__":
    sys.exit(main())
