"""What spreadsheet programs raise, in words for people."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from kpi_desktop.domain.errors import KpiError, OfficeError
from kpi_desktop.office.libreoffice import (
    CellsLocked,
    LibreOfficeHangs,
    LibreOfficeMissing,
    LibreOfficeStopped,
)

#: One sentence for every feature that needs a program, and what helps.
MISSING = "この操作には Excel か LibreOffice が要りますが、見つかりません。"
INSTALL = (
    "どちらかを入れてください（kpi-desktop office --check で確かめられます）。"
    "ほかの操作はそのまま使えます。"
)


@contextlib.contextmanager
def office_errors(program: str, what: str, path: Path | None = None) -> Iterator[None]:
    """Turn whatever *program* raises while doing *what* (``開くこと``) into an OfficeError."""
    name = f"「{path.name}」を" if path else ""
    try:
        yield
    except KpiError:
        raise
    except LibreOfficeMissing as error:
        raise OfficeError(MISSING, INSTALL) from error
    except LibreOfficeStopped as error:
        raise OfficeError(
            f"{program} が途中で終了しました。",
            "保存していない変更は失われました。もう一度行ってください。",
        ) from error
    except LibreOfficeHangs as error:
        raise OfficeError(
            f"{program} が応答しません。", f"{program} を閉じてから、もう一度行ってください。"
        ) from error
    except CellsLocked as error:
        raise OfficeError(
            f"{name}{what}ができません。シートが保護されています。", "保護を解いてください。"
        ) from error
    except FileNotFoundError as error:
        raise OfficeError(f"「{path}」がありません。", "場所と名前を確かめてください。") from error
    except Exception as error:  # COM and AppleScript errors have no common type on this machine
        raise OfficeError(
            f"{program} は{name}{what}ができませんでした（{_short(error)}）。",
            "ファイルが壊れていないか、ほかで開いていないかを確かめてください。",
        ) from error


def _short(error: Exception) -> str:
    """The part of an exception that people can use."""
    details = getattr(error, "excepinfo", None)  # pywin32: (code, source, text, …)
    text = details[2] if details and details[2] else str(error)
    return " ".join(str(text).split())[:200] or type(error).__name__
