"""What the commands for Excel and LibreOffice print for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_desktop.cli.output import say, table

if TYPE_CHECKING:
    from kpi_desktop.office.checking import OfficeCheck
    from kpi_desktop.usecases.gather.open_in_office import Shown


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


def shown(result: Shown) -> None:
    """What is now before the person."""
    place = "!".join(part for part in (result.sheet, result.cell) if part)
    say(f"{result.program} で開きました: {result.path.name}{f'　{place}' if place else ''}")
    if result.message:
        say(result.message)
