"""The whole corpus of damage."""

from __future__ import annotations

from tests.workbook.reading.damage import (
    by_detour,
    by_habit,
    by_libreoffice,
    by_looks,
    by_openpyxl,
    by_xml,
)
from tests.workbook.reading.damage.kinds import Damage


def corpus() -> list[Damage]:
    """Every damage of every program; those of LibreOffice only where there is one."""
    programs = (by_xml, by_openpyxl, by_habit, by_detour, by_looks, by_libreoffice)
    return [damage for program in programs for damage in program.kinds()]
