"""A program that writes a file over and over until somebody ends it."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from kpi_desktop.system.files import LocalFiles

CONTENTS = tuple(letter * 500_000 for letter in (b"old", b"new"))


def write_for_ever(path: Path, ready: Connection) -> None:
    """Old, new, old, new …"""
    files = LocalFiles()
    turn = 0
    while True:
        turn += 1
        files.write(path, CONTENTS[turn % 2])
        ready.send(turn)
