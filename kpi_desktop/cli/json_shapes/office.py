"""Documents of the commands for Excel and LibreOffice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_desktop.cli.json_shapes.domain import Shape

if TYPE_CHECKING:
    from kpi_desktop.office.checking import OfficeCheck
    from kpi_desktop.usecases.gather.open_in_office import Shown


def office(result: OfficeCheck) -> Shape:
    """The programs, the fonts, and which program is used."""
    return {
        "setting": result.setting,
        "used": result.used,
        "programs": [
            {
                "kind": program.kind,
                "name": program.name,
                "present": program.present,
                "place": program.place,
                "missing": program.missing,
                "remedy": program.remedy,
                "version": program.version,
                "works": program.works,
            }
            for program in result.programs
        ],
        "fonts": [
            {"name": font.name, "drawn_as": font.drawn_as, "japanese": font.japanese}
            for font in result.fonts
        ],
        "problem": result.problem,
        "remedy": result.remedy,
    }


def shown(result: Shown) -> Shape:
    """What is now before the person."""
    return {
        "program": result.program,
        "path": str(result.path),
        "sheet": result.sheet,
        "cell": result.cell,
        "message": result.message,
    }
