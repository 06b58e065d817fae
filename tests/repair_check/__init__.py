"""Faults that make Excel offer to repair a file, most of which validators miss and other programs forgive."""

from __future__ import annotations

from kpi_desktop.workbook.ooxml.package.refusals import Refusal
from tests.repair_check.fault import Fault
from tests.repair_check.parts import OpenedParts, broken_parts
from tests.repair_check.sheet_rules import SHEET_RULES
from tests.repair_check.table_rules import TABLE_RULES
from tests.repair_check.workbook_rules import WORKBOOK_RULES

__all__ = ["Fault", "RULES", "repair_faults"]

#: Every rule by its name.
RULES = {"container": None, "xml": None, **WORKBOOK_RULES, **SHEET_RULES, **TABLE_RULES}


def repair_faults(data: bytes) -> tuple[Fault, ...]:
    """Every fault of the workbook *data* (.xlsx or .xlsm), in the order of the rules; empty when sound."""
    try:
        found = broken_parts(data)
        if found:
            return tuple(found)
        opened = OpenedParts(data)
    except Refusal as refusal:
        return (Fault("container", "", "", str(refusal)),)
    faults = [
        Fault(rule, *fault)
        for rule, check in (WORKBOOK_RULES | TABLE_RULES).items()
        for fault in check(opened)
    ]
    for sheet in opened.sheets:
        faults += [
            Fault(rule, sheet.part, *fault)
            for rule, check in SHEET_RULES.items()
            for fault in check(opened, sheet)
        ]
    return tuple(faults)
