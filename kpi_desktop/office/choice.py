"""Which program is there, and which one is used."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from kpi_desktop.domain.errors import OfficeError
from kpi_desktop.office.libreoffice import LibreOfficeMissing, find_installation
from kpi_desktop.office.program import Program
from kpi_desktop.office.troubles import INSTALL, MISSING

#: ``excel``, ``libreoffice`` or ``auto`` (Excel where it is, else LibreOffice).
VARIABLE = "KPI_DESKTOP_OFFICE"
AUTO, EXCEL, LIBREOFFICE = "auto", "excel", "libreoffice"
_PLATFORM: str = sys.platform
_MAC_EXCEL = Path("/Applications/Microsoft Excel.app")


@dataclass(frozen=True)
class Presence:
    """One program: whether it is there, where, and what to do when it is not.

    ``version`` and ``works`` are known once it was tried.

    ``kind`` is its name in settings.
    """

    kind: str
    name: str
    present: bool
    place: str = ""
    missing: str = ""
    remedy: str = ""
    version: str = ""
    works: bool = False


def excel_presence() -> Presence:
    """Excel on this machine."""
    name = "Microsoft Excel"
    if _PLATFORM == "win32":
        place = _windows_excel()
        if place:
            return Presence(EXCEL, name, True, place)
    elif _PLATFORM == "darwin":
        if _MAC_EXCEL.exists():
            return Presence(EXCEL, name, True, str(_MAC_EXCEL))
    else:
        return Presence(
            EXCEL, name, False, "", "この OS では使えません。", "LibreOffice を使います。"
        )
    return Presence(
        EXCEL, name, False, "", "入っていません。", "Microsoft 365 か Office を入れてください。"
    )


def _windows_excel() -> str:
    """Where Excel's COM server is registered; empty if it is not."""
    registry: Any = import_module("winreg")
    root = registry.HKEY_CLASSES_ROOT
    try:
        clsid = registry.QueryValue(root, r"Excel.Application\CLSID")
        return str(registry.QueryValue(root, rf"CLSID\{clsid}\LocalServer32"))
    except OSError:
        return ""


def libreoffice_presence() -> Presence:
    """LibreOffice on this machine, and a Python that can talk to it."""
    name = "LibreOffice"
    try:
        found = find_installation()
    except LibreOfficeMissing as error:
        if "python3-uno" in str(error):
            return Presence(
                LIBREOFFICE,
                name,
                False,
                "",
                "LibreOffice はありますが、操作するための Python（uno）がありません。",
                "python3-uno を入れるか、LIBREOFFICE_PYTHON に uno を使える Python を指定してください。",
            )
        return Presence(
            LIBREOFFICE,
            name,
            False,
            "",
            "入っていません。",
            "LibreOffice を入れるか、LIBREOFFICE_SOFFICE に soffice の場所を指定してください。",
        )
    return Presence(LIBREOFFICE, name, True, str(found.soffice))


def wanted() -> str:
    """What the setting says."""
    value = os.environ.get(VARIABLE, "").strip().lower() or AUTO
    if value not in (AUTO, EXCEL, LIBREOFFICE):
        raise OfficeError(
            f"{VARIABLE}={value} は使えません。",
            f"{AUTO}、{EXCEL}、{LIBREOFFICE} のどれかにしてください。",
        )
    return value


def chosen() -> Presence:
    """The program to use. OfficeError when it is not there."""
    setting = wanted()
    looked = {EXCEL: (excel_presence,), LIBREOFFICE: (libreoffice_presence,)}
    candidates = looked.get(setting, (excel_presence, libreoffice_presence))
    last = None
    for look in candidates:
        last = look()
        if last.present:
            return last
    if setting == AUTO or last is None:
        raise OfficeError(MISSING, INSTALL)
    raise OfficeError(
        f"{VARIABLE}={setting} と設定されていますが、{last.name} が使えません。{last.missing}",
        f"{last.remedy}設定を {AUTO} にすると、使えるほうを使います。",
    )


def program(folder: Path) -> Program:
    """The chosen program; *folder* is for the profile of a LibreOffice that a person sees."""
    return program_of(chosen().kind, folder)


def program_of(kind: str, folder: Path) -> Program:
    """One certain program."""
    if kind == EXCEL:
        from kpi_desktop.office.excel_program import ExcelProgram

        return ExcelProgram()
    from kpi_desktop.office.libreoffice_program import LibreOfficeProgram

    return LibreOfficeProgram(folder)
