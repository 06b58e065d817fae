"""The loop: a request a line on standard input, an answer a line on standard output.

Request ``{"id": 1, "op": "cells.read", "args": {...}}``; answer ``{"id": 1, "result": ...}``
or ``{"id": 1, "error": {"kind": ..., "text": ...}}``.  When the input ends without a
``quit`` (the program on the other side died), LibreOffice is closed, so that no
office is left running behind anybody's back - unless it stands there for a person (then
no profile to remove is named).
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
import traceback
from typing import Any, Dict, List, TextIO

from . import (
    cells,
    charts,
    documents,
    formats,
    layout,
    macros,
    names,
    native,
    notes,
    sheets,
    tables,
)
from .desk import FAILED, MISSING, Desk, Refused
from .operations import OPERATIONS, operation

CLEAN_UP_SECONDS = 10
GONE = "gone"
BUG = "bug"
ROOMS = (  # imported for the operations they register
    cells, charts, documents, formats, layout, macros, names, native, notes, sheets, tables,
)  # fmt: skip


@operation("connect")
def connect(desk: Desk) -> bool:
    return desk.connect()


@operation("alive")
def alive(desk: Desk) -> bool:
    """True; LibreOffice is asked, so that its end is noticed."""
    return next(desk.components(), None) is None or True


@operation("quit")
def quit_office(desk: Desk) -> None:
    """Close every document unsaved and end LibreOffice."""
    for document in list(desk.documents()):
        document.setModified(False)
        document.close(True)
    desk.desktop.terminate()


def explain(error: Exception, desk: Desk) -> Dict[str, str]:
    """What happened, as the other side shall tell it."""
    if isinstance(error, Refused):
        return {"kind": error.kind, "text": str(error)}
    uno_name = getattr(type(error), "__pyunointerface__", None) or type(error).__name__
    if not desk.is_there():
        return {"kind": GONE, "text": "LibreOffice has stopped"}
    text = " ".join(str(error).split())
    if "DisposedException" in uno_name:
        return {"kind": MISSING, "text": f"closed meanwhile ({text})"}
    if "com.sun.star" in type(error).__module__ or "com.sun.star" in uno_name:
        return {"kind": FAILED, "text": text or uno_name}
    return {"kind": BUG, "text": traceback.format_exc()}


def answer(request: Dict[str, Any], desk: Desk) -> Dict[str, Any]:
    try:
        function = OPERATIONS[request["op"]]
        result = function(desk, **request["args"])
        return {"id": request["id"], "result": result}
    except Exception as error:  # told to the other side, which decides
        return {"id": request["id"], "error": explain(error, desk)}


def serve(desk: Desk, requests: TextIO, answers: TextIO) -> bool:
    """Answer until the input ends; True if LibreOffice was asked to quit."""
    for line in requests:
        request = json.loads(line)
        print(json.dumps(answer(request, desk)), file=answers, flush=True)
        if request["op"] == "quit":
            return True
    return False


def clean_up(desk: Desk, profile: str) -> None:
    """What the other side would have done had it not died: end LibreOffice, remove its profile."""
    try:
        if desk.is_there():
            quit_office(desk)
    except Exception:  # it may be going away by itself
        traceback.print_exc()
    deadline = time.monotonic() + CLEAN_UP_SECONDS
    while os.path.exists(profile) and time.monotonic() < deadline:
        if not desk.is_there():
            shutil.rmtree(profile, ignore_errors=True)
        time.sleep(0.05)


def main(arguments: List[str]) -> int:
    desk = Desk(arguments[0])
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii", newline="\n")
    requests = os.fdopen(os.dup(sys.stdin.fileno()), "r", encoding="ascii")
    sys.stdout = sys.stderr  # a stray print must not look like an answer
    if not serve(desk, requests, answers) and len(arguments) > 1:
        clean_up(desk, arguments[1])
    return 0
