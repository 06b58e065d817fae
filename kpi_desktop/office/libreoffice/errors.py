"""What can go wrong, as types a program can tell apart.  Texts name place and reason."""

from __future__ import annotations


class LibreOfficeError(Exception):
    """LibreOffice could not do what was asked."""


class LibreOfficeMissing(LibreOfficeError):
    """LibreOffice, or a Python that can talk to it, is not installed."""


class LibreOfficeStopped(LibreOfficeError):
    """The program has ended (killed, crashed, closed): start a new one."""


class LibreOfficeHangs(LibreOfficeError):
    """No answer within the time allowed."""


class NoSuchObject(LibreOfficeError, KeyError):
    """A workbook, sheet, name, chart, note or macro that is not there (any more)."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class CellsLocked(LibreOfficeError):
    """A write into locked cells, or a change of a protected sheet."""


class NotSupported(LibreOfficeError, NotImplementedError):
    """A member of xlwings that this engine does not have."""


KINDS: dict[str, type[LibreOfficeError]] = {
    "gone": LibreOfficeStopped,
    "missing": NoSuchObject,
    "locked": CellsLocked,
    "unsupported": NotSupported,
    "failed": LibreOfficeError,
    "bug": LibreOfficeError,
}
