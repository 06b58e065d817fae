"""Reads returned workbooks in another process, so that no file can harm the program."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar
from uuid import uuid4

from kpi_desktop.domain.errors import UnreadableFile
from kpi_desktop.domain.form import FormRead, FormWorkbook
from kpi_desktop.workbook.reader import FormFileReader

T = TypeVar("T")
Given = TypeVar("Given", covariant=True)


class _Answered(Protocol[Given]):
    """What came of a call: ``get`` gives its value or raises the KpiError that says why there is none."""

    def get(self) -> Given: ...


class Apart(Protocol):
    """Calls a function of a module in another process."""

    def run(self, function: Callable[..., T], *arguments: object) -> _Answered[T]: ...


class ReaderApart:
    """Fulfils ``FormReader`` by a ``FormFileReader`` in each of the processes behind *apart*.

    What every file is read against (the template and the copies as sent) goes to a process once; after
    that only its key goes with each file.
    """

    def __init__(
        self, apart: Apart, template: Callable[[], bytes], passwords: Sequence[str] = ()
    ) -> None:
        self._apart = apart
        self._template = template
        self._passwords = tuple(passwords)
        self._sent: dict[str, FormWorkbook] = {}
        self._key = ""
        self._parcel = b""

    def read(self, data: bytes, name: str, sent: Mapping[str, FormWorkbook]) -> FormRead:
        """What the reader says of *data*; UnreadableFile when the file is too much for its process."""
        self._pack(sent)
        form = self._apart.run(read_here, data, name, self._key, None).get()
        if form is None:
            form = self._apart.run(read_here, data, name, self._key, self._parcel).get()
        if not isinstance(form, FormRead):
            raise UnreadableFile(
                "このファイルは安全に読めませんでした（答えが様式ではありません）。"
            )
        return form

    def _pack(self, sent: Mapping[str, FormWorkbook]) -> None:
        if not self._key or self._sent != sent:
            self._sent = dict(sent)
            parcel = (self._template(), self._passwords, self._sent)
            self._parcel = pickle.dumps(parcel, pickle.HIGHEST_PROTOCOL)
            self._key = uuid4().hex


#: In a worker: the key of the parcel at hand, the reader with its template, and the copies as sent.
_held: dict[str, tuple[FormFileReader, dict[str, FormWorkbook]]] = {}


def read_here(data: bytes, name: str, key: str, parcel: bytes | None) -> FormRead | None:
    """Runs in a worker. None when the parcel of *key* is not there and has to be sent along."""
    if parcel is not None:
        template, passwords, sent = pickle.loads(parcel)
        _held.clear()
        _held[key] = (FormFileReader(lambda: template, passwords), sent)
    if key not in _held:
        return None
    reader, sent = _held[key]
    return reader.read(data, name, sent)
