"""Trouble with the world, as opposed to findings about the data."""

from __future__ import annotations


class KpiError(Exception):
    """この処理ができない理由と、次にすること.

    ``what`` says in one Japanese sentence what happened, ``remedy`` what to do about it.
    Every shell prints both; a traceback never reaches the user.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}{self.remedy}"


class NotAForm(KpiError):
    """The file is readable but is not one of our forms."""


class UnreadableFile(KpiError):
    """The file cannot be opened as a spreadsheet at all."""


class TemplateError(KpiError):
    """The form template lacks something the generator needs."""


class WorkspaceError(KpiError):
    """The folder is not a workspace, or something in it is missing or locked."""


class StoreError(KpiError):
    """The store cannot be opened: locked, newer than the program, or damaged."""


class TransitionError(KpiError):
    """A state change that the state table does not allow."""


class OfficeError(KpiError):
    """Excel or LibreOffice is missing, has stopped, or could not do what was asked."""
