"""The whole corpus of damage."""

from __future__ import annotations

from tests.workbook.damage import by_habit, by_libreoffice, by_openpyxl, by_xml
from tests.workbook.damage.kinds import Damage


def corpus() -> list[Damage]:
    """Every damage of every program; those of LibreOffice only where there is one."""
    return [*by_xml.kinds(), *by_openpyxl.kinds(), *by_habit.kinds(), *by_libreoffice.kinds()]
