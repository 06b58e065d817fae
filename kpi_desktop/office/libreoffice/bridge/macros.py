"""Running a macro that is named by the caller (nothing else of a file's code runs)."""

from __future__ import annotations

import re
from typing import Any, Iterator, List, Optional, Tuple

from .desk import FAILED, MISSING, Address, Desk, Refused, Uno
from .operations import operation

HEADER = r"(?im)^[ \t]*(?:(?:public|private|friend)\s+)?(?:static\s+)?(?:sub|function)\s+{}\b"
LANGUAGE = "?language=Basic&location=document"


def _modules(document: Uno) -> Iterator[Tuple[str, str, str]]:
    """(library, module, source) of all Basic code in a workbook."""
    libraries = document.BasicLibraries
    for library in libraries.ElementNames:
        if not libraries.isLibraryLoaded(library):
            libraries.loadLibrary(library)
        modules = libraries.getByName(library)
        for module in modules.ElementNames:
            yield library, module, modules.getByName(module)


def _locate(document: Uno, module: Optional[str], name: str) -> str:
    header = re.compile(HEADER.format(re.escape(name)))
    for library, found, source in _modules(document):
        if module is None or module.lower() == found.lower():
            if header.search(source):
                return f"vnd.sun.star.script:{library}.{found}.{name}{LANGUAGE}"
    where = f"module {module!r} of " if module else ""
    raise Refused(MISSING, f"{where}the workbook has no macro {name!r}")


def _argument(desk: Desk, value: Any) -> Any:
    """Whole numbers go as Double: an Integer arrives as 0 in a ``ByVal x As Double``."""
    if isinstance(value, bool) or value is None or isinstance(value, (float, str)):
        return value
    if isinstance(value, int):
        return float(value)
    if isinstance(value, list):
        return tuple(_argument(desk, item) for item in value)
    if "box" in value:
        return desk.cells(value)
    return desk.sheet(value) if "sheet" in value else desk.document(value)


def _result(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_result(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else None


@operation("macros.run")
def run(desk: Desk, at: Address, module: Optional[str], name: str, arguments: List[Any]) -> Any:
    """Run a Sub or Function of a workbook and give back what it returns.

    LibreOffice tells nobody that a macro stopped with an error: it opens its Basic editor
    at the place.  The editor is closed again and the error told.
    """
    document = desk.document(at)
    place = _locate(document, module, name)
    try:
        script = document.ScriptProvider.getScript(place)
    except Exception as error:
        if "ScriptFrameworkErrorException" not in type(error).__name__:
            raise
        found = f"the module of the macro {name!r} has an error and cannot be compiled"
        raise Refused(FAILED, found) from None
    values = tuple(_argument(desk, value) for value in arguments)
    was_open = _editor(desk) is not None
    result = script.invoke(values, (), ())[0]
    editor = None if was_open else _editor(desk)
    if editor is not None:
        editor.close(True)
        raise Refused(FAILED, f"the macro {name!r} stopped with an error")
    return _result(result)


def _editor(desk: Desk) -> Uno:
    for component in desk.components():
        if getattr(component, "ImplementationName", "").endswith("BasicIDE"):
            return component
    return None
