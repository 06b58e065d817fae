"""Kinds of workbooks, as commands and forms name them."""

from __future__ import annotations

from enum import Enum


class FormUnit(Enum):
    """What one workbook holds: all of a department, of one of its divisions, or one indicator."""

    DEPARTMENT = "department"
    DIVISION = "division"
    INDICATOR = "indicator"


class MacroKind(Enum):
    """Which workbook a copy was made of."""

    FORM = "form"
    MASTER = "master"

    @property
    def label(self) -> str:
        """In words."""
        return "様式" if self is MacroKind.FORM else "統合マスタ"
