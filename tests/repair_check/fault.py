"""One fault of a workbook file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """``rule`` names it, ``part`` and ``place`` say where, ``what`` says in Japanese what is wrong."""

    rule: str
    part: str
    place: str
    what: str
