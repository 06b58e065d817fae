"""Runs in a Python that knows UNO: opens a form in LibreOffice and types into it as a person does.

Arguments: soffice, the form, where to save it, and a JSON file of ``[[sheet, cell, text]…]``. Keystrokes go
through the window (UITest), so that locks and input rules act; what each cell then shows is printed as JSON,
with everything that the last argument's cells ``[[sheet, cell]…]`` show at the end.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]


def main(soffice: str, source: str, target: str, orders: str) -> None:
    """Type, look, save."""
    wanted = json.loads(Path(orders).read_text())
    with tempfile.TemporaryDirectory(prefix="typing-") as profile:
        pipe = Path(profile).name
        command = [soffice, "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"]
        command.append(f"-env:UserInstallation=file://{profile}/profile")
        office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            context = _context(pipe)
            answer = _work(context, source, target, wanted)
            print(json.dumps(answer, ensure_ascii=False))
        finally:
            office.terminate()
            office.wait(30)


def _context(pipe: str) -> Any:
    local = uno.getComponentContext()
    name = "com.sun.star.bridge.UnoUrlResolver"
    resolver = local.ServiceManager.createInstanceWithContext(name, local)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: B902 - not listening yet
            time.sleep(0.25)
    raise TimeoutError("LibreOffice")


def _property(name: str, value: object) -> Any:
    found = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    found.Name, found.Value = name, value
    return found


def _work(context: Any, source: str, target: str, wanted: dict[str, Any]) -> dict[str, Any]:
    def service(name: str) -> Any:
        return context.ServiceManager.createInstanceWithContext(name, context)

    desktop = service("com.sun.star.frame.Desktop")
    url = uno.systemPathToFileUrl(source)
    document = desktop.loadComponentFromURL(url, "_blank", 0, ())
    window = service("org.libreoffice.uitest.UITest").getTopFocusWindow()
    grid = window.getChild("grid_window")
    controller = document.CurrentController
    shown = []
    for sheet, cell, text in wanted["type"]:
        place = document.Sheets.getByName(sheet).getCellRangeByName(cell)
        controller.setActiveSheet(place.Spreadsheet)
        controller.select(place)
        grid.executeAction("TYPE", (_property("TEXT", text),))
        grid.executeAction("TYPE", (_property("KEYCODE", "RETURN"),))
        shown.append(place.String)
    looked = [
        document.Sheets.getByName(sheet).getCellRangeByName(cell).String
        for sheet, cell in wanted["look"]
    ]
    name = _property("FilterName", "Calc MS Excel 2007 XML")
    document.storeToURL(uno.systemPathToFileUrl(target), (name,))
    document.close(True)
    return {"typed": shown, "looked": looked}


if __name__ == "__main__":
    main(*sys.argv[1:])
