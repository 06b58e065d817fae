"""LibreOffice for xlwings: plain xlwings code where there is no Excel.

``register()`` makes LibreOffice xlwings' active engine; ``convert_to_pdf`` and
``font_environment`` need no xlwings.  See README.md.
"""

from __future__ import annotations

from .conversion import Conversion, convert_to_pdf
from .errors import (
    CellsLocked,
    LibreOfficeError,
    LibreOfficeHangs,
    LibreOfficeMissing,
    LibreOfficeStopped,
    NoSuchObject,
    NotSupported,
)
from .process.fonts import font_environment
from .process.installation import Installation, find_installation
from .process.session import Session
from .registration import register, unregister

__all__ = [
    "CellsLocked",
    "Conversion",
    "Installation",
    "LibreOfficeError",
    "LibreOfficeHangs",
    "LibreOfficeMissing",
    "LibreOfficeStopped",
    "NoSuchObject",
    "NotSupported",
    "Session",
    "convert_to_pdf",
    "find_installation",
    "font_environment",
    "register",
    "unregister",
]
