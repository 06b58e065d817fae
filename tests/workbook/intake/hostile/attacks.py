"""Files made to harm: each with the reason that it has to be refused for, or the value it has to read as."""

from __future__ import annotations

from tests.workbook.intake.hostile.cell_attacks import cell_attacks
from tests.workbook.intake.hostile.harmful_files import Attack
from tests.workbook.intake.hostile.markup_attacks import markup_attacks
from tests.workbook.intake.hostile.part_attacks import disguises, part_attacks
from tests.workbook.intake.hostile.zip_attacks import zip_attacks


def attacks() -> list[Attack]:
    """Every attack."""
    return [*zip_attacks(), *markup_attacks(), *cell_attacks(), *part_attacks(), *disguises()]
