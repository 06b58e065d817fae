"""What went wrong, in words for the window: what happened, what to do, and details to copy."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from pathlib import Path

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.ui.words import text
from kpi_desktop.ui.words.text import tr

_COMMAND = re.compile(r" ?kpi-desktop ([a-z-]+)(?: --[a-z]+)*(?: [/\\][^\s]+| [A-Za-z]:[^\s]+)? ?")


@dataclass(frozen=True)
class Trouble:
    """One failure as people read it."""

    what: str
    remedy: str
    details: str

    def as_text(self) -> str:
        """Everything, to paste into a mail."""
        return "\n".join((self.what, self.remedy, "", self.details)).strip()


def trouble_of(error: Exception, directory: Path | None) -> Trouble:
    """*error* in words; an unexpected one is logged. Call it while the error is being handled."""
    details = "".join(traceback.format_exception(error))
    if isinstance(error, KpiError):
        return Trouble(in_window_words(error.what), in_window_words(error.remedy), details)
    if isinstance(error, OSError):
        return Trouble(
            tr(text.TROUBLE_FILE, name=error.filename or "", reason=error.strerror or str(error)),
            tr(text.TROUBLE_FILE_REMEDY),
            details,
        )
    from kpi_desktop.bootstrap import log_unexpected

    return Trouble(tr(text.TROUBLE_UNEXPECTED), log_unexpected(directory), details)


def in_window_words(sentence: str) -> str:
    """*sentence* with commands replaced by the page of the window that does the same."""

    def page(match: re.Match[str]) -> str:
        name = text.COMMAND_PAGES.get(match[1])
        return tr(text.COMMAND_AS_PAGE, page=tr(name)) if name else match[0]

    return _COMMAND.sub(page, sentence)
