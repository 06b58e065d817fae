"""office --check: what is there, tried out, and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.office.choice import (
    Presence,
    chosen,
    excel_presence,
    libreoffice_presence,
    program_of,
    wanted,
)
from kpi_desktop.office.font_check import FontCheck, check_fonts
from kpi_desktop.office.gateway import LiveOffice


@dataclass(frozen=True)
class OfficeCheck:
    """``used`` is the kind of the program that features use, empty when there is none; then why."""

    setting: str
    used: str
    programs: tuple[Presence, ...]
    fonts: tuple[FontCheck, ...]
    problem: str = ""
    remedy: str = ""


def check_office() -> OfficeCheck:
    """Which spreadsheet programs are there, each started once for its version, and which one is used."""
    return check(_version_of)


def _version_of(presence: Presence) -> str:
    with TemporaryDirectory() as folder:
        office = LiveOffice(program_of(presence.kind, Path(folder)))
        try:
            return office.version()
        finally:
            office.close()


def check(version_of: Callable[[Presence], str]) -> OfficeCheck:
    """The same, *version_of* giving the version of a program that is there."""
    programs = tuple(
        _tried(presence, version_of) for presence in (excel_presence(), libreoffice_presence())
    )
    fonts = (
        check_fonts() if any(one.kind == "libreoffice" and one.present for one in programs) else ()
    )
    try:
        used = chosen().kind
    except KpiError as error:
        return OfficeCheck(wanted(), "", programs, fonts, error.what, error.remedy)
    if not next(one for one in programs if one.kind == used).works:
        return OfficeCheck(
            wanted(),
            "",
            programs,
            fonts,
            "使うことにしたプログラムが起動しません。",
            "入れ直してください。",
        )
    return OfficeCheck(wanted(), used, programs, fonts)


def _tried(presence: Presence, version_of: Callable[[Presence], str]) -> Presence:
    if not presence.present:
        return presence
    try:
        return replace(presence, version=version_of(presence), works=True)
    except KpiError as error:
        return replace(presence, missing=error.what, remedy=error.remedy)
