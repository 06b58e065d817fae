"""What the office commands print for people."""

from __future__ import annotations

from kpi_desktop.cli.output import say, table
from kpi_desktop.office.checking import OfficeCheck


def office(result: OfficeCheck) -> None:
    """The programs, the fonts, and which program is used."""
    rows = [
        (one.name, "使えます" if one.works else one.missing, one.version, one.place or one.remedy)
        for one in result.programs
    ]
    table("表計算プログラム", ("プログラム", "状態", "版", "場所・すること"), rows)
    for font in result.fonts:
        if not font.japanese:
            say(
                f"日本語の書体がないため「{font.name}」が正しく出ません。fonts-ipafont などを入れてください。"
            )
    names = {one.kind: one.name for one in result.programs}
    if result.used:
        say(f"使うもの: {names[result.used]}（設定 KPI_DESKTOP_OFFICE={result.setting}）")
    else:
        say(f"{result.problem}{result.remedy}")
