"""Runs in a Python that knows UNO: does to workbooks in LibreOffice what people do to them.

The argument is a JSON file: a list of jobs ``{"source", "target", "filter", "steps": [[verb, …]…]}``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]


def main(jobs_file: str, soffice: str) -> None:
    """Do every job in one LibreOffice of our own."""
    with tempfile.TemporaryDirectory(prefix="damage-lo-") as profile:
        pipe = Path(profile).name
        office = subprocess.Popen(
            [
                soffice,
                "--headless",
                "--norestore",
                f"-env:UserInstallation=file://{profile}/profile",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        desktop = _desktop(pipe, office)
        try:
            for job in json.loads(Path(jobs_file).read_text()):
                _do(desktop, job)
        finally:
            try:
                desktop.terminate()
            finally:
                office.wait(30)


def _desktop(pipe: str, office: subprocess.Popen[bytes]) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
        except Exception:  # noqa: B902 - not listening yet
            if office.poll() not in (None, 81):
                raise
            time.sleep(0.25)
    raise TimeoutError("LibreOffice")


def _property(name: str, value: Any) -> Any:
    found = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    found.Name, found.Value = name, value
    return found


def _open(desktop: Any, path: str) -> Any:
    url = "private:factory/scalc" if not path else uno.systemPathToFileUrl(path)
    document = desktop.loadComponentFromURL(url, "_blank", 0, (_property("Hidden", True),))
    if document is None:
        raise OSError(path)
    return document


def _do(desktop: Any, job: dict[str, Any]) -> None:
    document = _open(desktop, job["source"])
    for verb, *arguments in job["steps"]:
        if verb == "import":
            other = _open(desktop, arguments[0])
            for name in arguments[1]:
                document.Sheets.importSheet(other, name, document.Sheets.Count)
            other.close(True)
        else:
            VERBS[verb](document, *arguments)
    document.storeToURL(
        uno.systemPathToFileUrl(job["target"]), (_property("FilterName", job["filter"]),)
    )
    document.close(True)


def _sheet(document: Any, name: str) -> Any:
    sheet = document.Sheets.getByName(name)
    if sheet.isProtected():
        sheet.unprotect("")
    return sheet


def _rename(document: Any, name: str, new: str) -> None:
    document.Sheets.getByName(name).Name = new


def _insert_rows(document: Any, name: str, at: int, count: int) -> None:
    _sheet(document, name).Rows.insertByIndex(at - 1, count)


def _delete_rows(document: Any, name: str, at: int, count: int) -> None:
    _sheet(document, name).Rows.removeByIndex(at - 1, count)


def _insert_columns(document: Any, name: str, at: int, count: int) -> None:
    _sheet(document, name).Columns.insertByIndex(at - 1, count)


def _move(document: Any, name: str, source: str, target: str) -> None:
    sheet = _sheet(document, name)
    sheet.moveRange(
        sheet.getCellRangeByName(target).CellAddress,
        sheet.getCellRangeByName(source).RangeAddress,
    )


def _move_to(document: Any, name: str, source: str, other: str, target: str) -> None:
    cell = _sheet(document, other).getCellRangeByName(target)
    sheet = _sheet(document, name)
    sheet.moveRange(cell.CellAddress, sheet.getCellRangeByName(source).RangeAddress)


def _copy(document: Any, name: str, source: str, target: str) -> None:
    sheet = _sheet(document, name)
    sheet.copyRange(
        sheet.getCellRangeByName(target).CellAddress,
        sheet.getCellRangeByName(source).RangeAddress,
    )


def _merge(document: Any, name: str, area: str, merged: bool) -> None:
    _sheet(document, name).getCellRangeByName(area).merge(merged)


def _duplicate(document: Any, name: str, new: str) -> None:
    document.Sheets.copyByName(name, new, document.Sheets.Count)


def _remove(document: Any, *names: str) -> None:
    for name in names:
        document.Sheets.removeByName(name)


def _keep_only(document: Any, beginning: str) -> None:
    for name in document.Sheets.ElementNames:
        if not name.startswith(beginning):
            document.Sheets.removeByName(name)


def _move_sheet(document: Any, name: str, position: int) -> None:
    document.Sheets.moveByName(name, position)


def _type(document: Any, name: str, address: str, value: object) -> None:
    cell = _sheet(document, name).getCellRangeByName(address)
    if isinstance(value, str):
        cell.setFormula(value)
    else:
        cell.setValue(value)


def _hide_rows(document: Any, name: str, at: int) -> None:
    _sheet(document, name).Rows.getByIndex(at - 1).IsVisible = False


VERBS: dict[str, Callable[..., None]] = {
    "rename": _rename,
    "insert rows": _insert_rows,
    "delete rows": _delete_rows,
    "insert columns": _insert_columns,
    "move": _move,
    "move to": _move_to,
    "copy": _copy,
    "merge": _merge,
    "duplicate": _duplicate,
    "remove": _remove,
    "keep only": _keep_only,
    "move sheet": _move_sheet,
    "type": _type,
    "hide rows": _hide_rows,
}

if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
