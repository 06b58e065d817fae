"""Workbooks: list, new, open, save, close, PDF, calculation, windows."""

from __future__ import annotations

import os
from typing import Any, Dict, List, Optional

from .desk import (
    FAILED,
    UNSUPPORTED,
    Address,
    Desk,
    Refused,
    Uno,
    box_of,
    file_path,
    file_url,
    properties,
    property_list,
)
from .operations import operation
from .sheets import select

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".csv": "Text - txt - csv (StarCalc)",
}
CSV_OPTIONS = "44,34,76,1"  # comma, double quote, UTF-8, from the first line
NEVER_EXECUTE, ALWAYS_EXECUTE = 0, 4  # com.sun.star.document.MacroExecMode
MESSAGE, WARNING = "xlwings-message", 2  # com.sun.star.frame.InfobarType.WARNING
NO_UPDATE, FULL_UPDATE = 0, 3  # com.sun.star.document.UpdateDocMode


def _described(document: Uno) -> Dict[str, str]:
    path = file_path(document.URL) if document.URL.startswith("file:") else ""
    return {
        "book": document.RuntimeUID,
        "name": os.path.basename(path) or document.Title,
        "path": path or document.Title,
    }


@operation("books.list")
def books(desk: Desk) -> List[Dict[str, str]]:
    """``book`` (identity), ``name`` and ``path`` of every open workbook, oldest first."""
    every = sorted(desk.documents(), key=lambda document: int(document.RuntimeUID))
    return [_described(document) for document in every]


@operation("books.active")
def active(desk: Desk) -> Optional[Dict[str, str]]:
    document = desk.desktop.CurrentComponent
    if document is None or getattr(document, "ImplementationName", "") != "ScModelObj":
        document = next(desk.documents(), None)
    return None if document is None else _described(document)


def _load(desk: Desk, url: str, **values: Any) -> Uno:
    events = ALWAYS_EXECUTE if values.pop("events", False) else NEVER_EXECUTE
    return desk.desktop.loadComponentFromURL(
        url, "_blank", 0, properties(MacroExecutionMode=events, **values)
    )


@operation("books.add")
def add(desk: Desk, name: str) -> Dict[str, str]:
    document = _load(desk, "private:factory/scalc")
    document.Title = name
    styles = document.StyleFamilies.getByName("PageStyles")
    for index in range(styles.Count):  # Excel's new books print no sheet name, no page number
        style = styles.getByIndex(index)
        style.HeaderIsOn = style.FooterIsOn = False
    return _described(document)


@operation("books.open")
def open_book(
    desk: Desk,
    path: str,
    password: Optional[str] = None,
    read_only: bool = False,
    update_links: bool = False,
    events: bool = False,
) -> Dict[str, str]:
    """Open a file.  Its own code does not run unless ``events``; links are not followed."""
    if not os.path.getsize(path):
        raise Refused(FAILED, f"{path}: the file is empty")
    more: Dict[str, Any] = {}
    if password is not None:
        more["Password"] = password
    if path.lower().endswith(".csv"):
        more.update(FilterName=FILTERS[".csv"], FilterOptions=CSV_OPTIONS)
    mode = FULL_UPDATE if update_links else NO_UPDATE
    try:
        document = _load(
            desk, file_url(path), ReadOnly=read_only, UpdateDocMode=mode, events=events, **more
        )
    except Exception as error:
        if "IllegalArgumentException" not in type(error).__name__:
            raise
        document = None
    if document is None:
        raise Refused(FAILED, f"{path}: {_why_not(path, password)}")
    if getattr(document, "ImplementationName", "") != "ScModelObj":
        document.close(True)
        raise Refused(FAILED, f"{path}: this is not a spreadsheet")
    return _described(document)


def _why_not(path: str, password: Optional[str]) -> str:
    with open(path, "rb") as file:
        encrypted = file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    if encrypted and password is None and not path.lower().endswith(".xls"):
        return "the file is protected by a password"
    if password is not None:
        return "the password is wrong, or the file is damaged"
    return "LibreOffice cannot open the file: damaged, protected by a password or no spreadsheet"


@operation("books.save")
def save(desk: Desk, at: Address, path: Optional[str], password: Optional[str]) -> Dict[str, str]:
    """Save in place, or under another path in the format that its ending names."""
    document = desk.document(at)
    if password is not None:
        raise Refused(UNSUPPORTED, "saving with a password (LibreOffice leaves .xlsx unlocked)")
    if path is None or document.URL and path == file_path(document.URL):
        document.store()
        return _described(document)
    ending = os.path.splitext(path)[1].lower()
    if ending not in FILTERS:
        raise Refused(UNSUPPORTED, f"saving as {ending or 'a file without an ending'!r}")
    more = {"FilterOptions": CSV_OPTIONS} if ending == ".csv" else {}
    document.storeAsURL(
        file_url(path), properties(FilterName=FILTERS[ending], Overwrite=True, **more)
    )
    return _described(document)


@operation("books.copy")
def copy(desk: Desk, at: Address, path: str) -> None:
    """Write a copy in the format that its ending names; the workbook stays the file it was."""
    ending = os.path.splitext(path)[1].lower()
    if ending not in FILTERS:
        raise Refused(UNSUPPORTED, f"saving as {ending or 'a file without an ending'!r}")
    desk.document(at).storeToURL(
        file_url(path), properties(FilterName=FILTERS[ending], Overwrite=True)
    )


@operation("books.modified")
def modified(desk: Desk, at: Address) -> bool:
    """Whether there is something unsaved in it."""
    return bool(desk.document(at).isModified())


@operation("books.set_modified")
def set_modified(desk: Desk, at: Address, modified: bool) -> None:
    document = desk.document(at)
    if modified:
        document.setModified(True)
    else:
        _clean(document)


def _clean(document: Uno) -> None:
    """Nothing in it waits to be saved. Its charts count, too: they are changed as they are drawn."""
    for sheet in document.Sheets:
        charts = sheet.Charts
        for index in range(charts.Count):
            charts.getByIndex(index).EmbeddedObject.setModified(False)
    document.setModified(False)


@operation("books.close")
def close(desk: Desk, at: Address) -> None:
    """Close without saving."""
    document = desk.document(at)
    document.setModified(False)
    document.close(True)


@operation("books.activate")
def activate(desk: Desk, at: Address) -> None:
    frame = desk.document(at).CurrentController.Frame
    frame.activate()
    frame.ContainerWindow.setFocus()
    if hasattr(frame.ContainerWindow, "toFront"):  # not where there are no windows
        frame.ContainerWindow.toFront()


@operation("books.view")
def view(desk: Desk, at: Address) -> Any:
    """Sheet in front, selections, scroll and zoom, to be given back to ``books.set_view``."""
    controller = desk.document(at).CurrentController
    chosen = controller.Selection
    box = box_of(chosen.RangeAddress) if hasattr(chosen, "RangeAddress") else None
    return {"data": controller.getViewData(), "sheet": controller.ActiveSheet.Name, "box": box}


@operation("books.set_view")
def set_view(desk: Desk, at: Address, view: Dict[str, Any]) -> None:
    document = desk.document(at)
    document.CurrentController.restoreViewData(view["data"])
    if view["box"] is not None and document.Sheets.hasByName(view["sheet"]):
        select(desk, {**at, "sheet": view["sheet"], "box": view["box"]})


@operation("books.message")
def message(desk: Desk, at: Address, text: str, more: str) -> bool:
    """Show a message in a bar above the cells instead of the last one, if there was one.

    An empty one takes it away.
    """
    controller = desk.document(at).CurrentController
    before = bool(controller.hasInfobar(MESSAGE))
    if before:
        controller.removeInfobar(MESSAGE)
    if text:
        controller.appendInfobar(MESSAGE, text, more, WARNING, (), True)
    return before


@operation("books.pdf")
def pdf(
    desk: Desk, at: Address, path: str, small: bool = False, only: Optional[Address] = None
) -> None:
    """Print the visible sheets (or one range) into a PDF; ``small`` compresses pictures."""
    data: Dict[str, Any] = {
        "UseLosslessCompression": not small,
        "ReduceImageResolution": small,
        "UseTaggedPDF": True,
        "ExportBookmarks": True,
    }
    if only is not None:
        data["Selection"] = desk.cells(only)
    desk.document(at).storeToURL(
        file_url(path),
        properties(FilterName="calc_pdf_Export", FilterData=property_list(**data)),
    )


@operation("calculate")
def calculate(desk: Desk) -> None:
    for document in desk.documents():
        document.calculateAll()


@operation("calculation")
def calculation(desk: Desk) -> bool:
    """Whether every open workbook recalculates by itself."""
    return all(document.isAutomaticCalculationEnabled() for document in desk.documents())


@operation("set_calculation")
def set_calculation(desk: Desk, automatic: bool) -> None:
    for document in desk.documents():
        document.enableAutomaticCalculation(automatic)


@operation("set_screen_updating")
def set_screen_updating(desk: Desk, on: bool) -> None:
    for document in desk.documents():
        if on and document.hasControllersLocked():
            document.unlockControllers()
        elif not on and not document.hasControllersLocked():
            document.lockControllers()


@operation("set_visible")
def set_visible(desk: Desk, visible: bool) -> None:
    for document in desk.documents():
        document.CurrentController.Frame.ContainerWindow.setVisible(visible)


@operation("version")
def version(desk: Desk) -> str:
    return str(desk.setting("/org.openoffice.Setup/Product", "ooSetupVersionAboutBox"))
