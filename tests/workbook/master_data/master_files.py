"""A small master data workbook for tests, written by another program than the product's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from kpi_desktop.domain.indicators.master_data import MasterData, MasterProblem
from kpi_desktop.workbook.master_data.reader import MasterDataFile

Rows = Sequence[Sequence[object]]


def small_sheets() -> dict[str, list[list[object]]]:
    """Two pillars, three departments (one with ・ in its name), three indicators, four series."""
    return {
        "計画": [
            ["項目", "値"],
            ["計画名", "試験計画"],
            ["評価年度", "R5"],
            ["策定時年度", "R1"],
            ["目標年度", "R5"],
            ["提出期限", "令和6年6月28日"],
            ["事務局", "企画課"],
        ],
        "柱": [["柱番号", "柱名"], ["1", "くらし"], [None, "横断的な取組み"]],
        "部局": [
            ["部局名", "並び順", "担当課", "担当者", "メール"],
            ["健康福祉部", 2, None, None, None],
            ["文化・スポーツ部", 1, None, None, None],
            ["土木部", 3, None, None, None],
        ],
        "指標": [
            ["No", "柱番号", "部局", "課", "指標名", "注記", "方向", "脚注", "再掲"],
            ["1", "1", "健康福祉部", "医療課", "看護職員数", None, None, None, None],
            [
                "2",
                "横断的な取組み",
                "土木部・文化・スポーツ部",
                "砂防課、芸術課",
                "住宅移転数",
                None,
                "増",
                None,
                "1",
            ],
            ["追加1", "1", "健康福祉部", "医療課", "待機児童数", None, "減", "※注", None],
        ],
        "系列": [
            [
                "No",
                "系列番号",
                "区分",
                "単位",
                "策定時年度",
                "策定時実績値",
                "目標年度",
                "目標値",
                "評価対象",
            ],
            ["1", 1, "累計", "人", "H30", "34,248", "R5", "36,900", None],
            ["2", 1, "単年", "件/年", None, "23", None, "－", None],
            ["2", 2, "累計", "件/4年", None, "62", None, "65", "○"],
            ["追加1", 1, None, "%", None, "3.4", None, "0", None],
        ],
        "実績": [
            ["No", "系列番号", "年度", "実績値", "備考"],
            ["1", 1, "R3", "35,102", None],
            ["1", 1, "R4", "集計中", "国の公表待ち"],
            ["2", 1, "R3", "26", None],
            ["2", 1, "R4", "20", None],
            ["2", 2, "R3", "57", None],
            ["2", 2, "R4", "77", None],
            ["追加1", 1, "R4", "1.1", None],
        ],
    }


def write(
    path: Path,
    sheets: Mapping[str, Rows],
    cells: Mapping[str, object] | None = None,
    formats: Mapping[str, str] | None = None,
) -> Path:
    """Write *sheets*; then set single *cells* and number *formats*, keyed ``系列!D2``."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for place, value in (cells or {}).items():
        name, address = place.split("!")
        book[name][address].value = value
    for place, text in (formats or {}).items():
        name, address = place.split("!")
        book[name][address].number_format = text
    book.save(path)
    book.close()
    return path


def read(path: Path, cells: Mapping[str, object] | None = None, **more: object) -> MasterData:
    """The small master with some *cells* changed, as the product reads it."""
    sheets = small_sheets()
    return MasterDataFile().read(write(path / "指標マスタ.xlsx", sheets, cells, **more))  # type: ignore[arg-type]


def at(data: MasterData, sheet: str, cell: str) -> list[MasterProblem]:
    """The problems of one cell."""
    return [one for one in data.problems if (one.sheet, one.cell) == (sheet, cell)]
