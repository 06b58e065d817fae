"""Unpacks, reads and marks what came in in other processes, so that no file can harm the program."""

from __future__ import annotations

import gc
import itertools
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar
from uuid import uuid4

from kpi_desktop.domain.errors import UnreadableFile
from kpi_desktop.domain.forms.correspondence import Notice
from kpi_desktop.domain.forms.form import FormRead, FormWorkbook
from kpi_desktop.usecases.ports import Evidence
from kpi_desktop.workbook.intake.arrived_file import Item
from kpi_desktop.workbook.intake.form_transfer import PackedForm, packed, unpacked
from kpi_desktop.workbook.intake.unpacking import is_container, items
from kpi_desktop.workbook.ooxml.package.file_kind import is_ole
from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal
from kpi_desktop.workbook.reading.reader import FormFileReader

#: How often a password is asked for one file, and for which refusals.
_TRIES = 3
_WANTED = (Reason.ENCRYPTED, Reason.WRONG_PASSWORD)

T = TypeVar("T")
Given = TypeVar("Given", covariant=True)


class _Answered(Protocol[Given]):
    """What came of a call: ``get`` gives its value or raises the KpiError that says why there is none."""

    def get(self) -> Given: ...


class _Coming(Protocol[Given]):
    """What will come of a call that was begun."""

    def result(self) -> _Answered[Given]: ...


class Processes(Protocol):
    """Calls a function of a module in another process: now, or beside what goes on here."""

    def run(self, function: Callable[..., T], *arguments: object) -> _Answered[T]: ...

    def begin(self, function: Callable[..., T], *arguments: object) -> _Coming[T]: ...


class _Begun(NamedTuple):
    """A file that is being read, with the key of what it is read against."""

    data: bytes
    name: str
    key: str
    answer: _Coming[PackedForm | None]


class IsolatedReader:
    """Fulfils ``FormReader`` by a ``FormFileReader`` in each of the processes behind *processes*.

    What every file is read against (the template, the copies as sent, the passwords) goes to a process
    once; after that only its key goes with each file. *ask* gives a password for the protected file of that
    name, or an empty one when nobody knows it; what opened one file is tried on the next ones.
    """

    def __init__(
        self,
        processes: Processes,
        template: Callable[[], bytes],
        passwords: Sequence[str] = (),
        ask: Callable[[str], str] | None = None,
    ) -> None:
        self._processes = processes
        self._template = template
        self._passwords = tuple(passwords)
        self._ask = ask
        self._sent: dict[str, FormWorkbook] = {}
        self._key = ""
        self._basis = b""
        self._begun: _Begun | None = None

    def expect(self, data: bytes, name: str, sent: Mapping[str, FormWorkbook]) -> None:
        """Begin to read *data*, for which ``read`` will be called next or never."""
        self._pack(sent)
        answer = self._processes.begin(read_here, data, name, self._key, None)
        self._begun = _Begun(data, name, self._key, answer)

    def read(self, data: bytes, name: str, sent: Mapping[str, FormWorkbook]) -> FormRead:
        """What the reader says of *data*; UnreadableFile when the file is too much for its process."""
        known = self._passwords
        for _ in range(_TRIES if self._ask else 0):
            try:
                return self._read(data, name, sent)
            except Refusal as refusal:
                self._with(known)
                if refusal.reason not in _WANTED or not is_ole(data) or self._ask is None:
                    raise
            typed = self._ask(name)
            if not typed:
                break
            self._with((*known, typed))
        try:
            return self._read(data, name, sent)
        except Refusal:
            self._with(known)
            raise

    def _with(self, passwords: tuple[str, ...]) -> None:
        if passwords != self._passwords:
            self._passwords = passwords
            self._key = ""

    def _read(self, data: bytes, name: str, sent: Mapping[str, FormWorkbook]) -> FormRead:
        self._pack(sent)
        form = self._first_answer(data, name).get()
        if form is None:
            form = self._processes.run(read_here, data, name, self._key, self._basis).get()
        try:
            assert form is not None
            return unpacked(form)
        except Exception as error:
            raise UnreadableFile(
                "このファイルは安全に読めませんでした（答えが様式ではありません）。"
            ) from error

    def _first_answer(self, data: bytes, name: str) -> _Answered[PackedForm | None]:
        begun, self._begun = self._begun, None
        if begun is not None:
            answer = begun.answer.result()
            if begun.data is data and (begun.name, begun.key) == (name, self._key):
                return answer
        return self._processes.run(read_here, data, name, self._key, None)

    def _pack(self, sent: Mapping[str, FormWorkbook]) -> None:
        if not self._key or self._sent != sent:
            self._sent = dict(sent)
            basis = (self._template(), self._passwords, self._sent)
            self._basis = pickle.dumps(basis, pickle.HIGHEST_PROTOCOL)
            self._key = uuid4().hex


#: In a worker: the key of what is read against, the reader with its template, and the copies as sent.
_held: dict[str, tuple[FormFileReader, dict[str, FormWorkbook]]] = {}


def read_here(data: bytes, name: str, key: str, basis: bytes | None) -> PackedForm | None:
    """Runs in a worker. None when the *basis* of *key* is not there and has to be sent along."""
    if basis is not None:
        template, passwords, sent = pickle.loads(basis)
        _held.clear()
        _held[key] = (FormFileReader(lambda: template, passwords), sent)
        gc.freeze()  # what stays is not looked through again and again
    if key not in _held:
        return None
    reader, sent = _held[key]
    return packed(reader.read(data, name, sent))


class IsolatedUnpacker:
    """Fulfils ``Unpack`` by ``unpacking.items`` in a process behind *processes*, one item at a time.

    The archive or mail itself is kept in *evidence* first, and the process reads it from there: what goes
    between the two is never more than one file of those inside.
    """

    def __init__(self, processes: Processes, evidence: Evidence) -> None:
        self._processes = processes
        self._evidence = evidence

    def __call__(self, data: bytes, name: str) -> Iterator[Item]:
        """Every file inside; one refusal stands for the rest of what is too much for the process."""
        if not is_container(data, name):
            yield Item(name, data)
            return
        container = self._evidence.put(data)
        del data
        path = str(self._evidence.path(container))
        key = uuid4().hex
        for number in itertools.count():
            try:
                item = self._processes.run(unpack_here, key, path, name, number).get()
            except UnreadableFile as error:
                so_far = f"中の{number}件までを取り出しました。" if number else ""
                refusal = UnreadableFile(
                    error.what + so_far, "中のファイルを取り出して置いてください。"
                )
                yield Item(name, None, refusal, container)
                return
            if item is None:
                return
            yield item._replace(container=container)


#: In a worker: the key of the container at hand, how many items were given, and those to come.
_opened: dict[str, tuple[int, Iterator[Item]]] = {}


def unpack_here(key: str, path: str, name: str, number: int) -> Item | None:
    """Runs in a worker. Item *number* (from 0) of the container at *path*; None behind the last one."""
    given, coming = _opened.pop(key, (-1, iter(())))
    if given != number:
        _opened.clear()
        coming = itertools.islice(items(Path(path).read_bytes(), name), number, None)
    item = next(coming, None)
    if item is not None:
        _opened[key] = (number + 1, coming)
    return item


class IsolatedMarker:
    """Fulfils ``ReturnWriter`` by a ``ReturnMarker``, for what came in in a process behind *processes*."""

    def __init__(self, processes: Processes) -> None:
        self._processes = processes

    def marked(self, data: bytes, notice: Notice) -> bytes:
        """The workbook with marks; UnreadableFile when it cannot be, or is too much for its process."""
        return self._processes.run(mark_here, data, notice).get()

    def listing(self, notice: Notice) -> bytes:
        """The list alone."""
        from kpi_desktop.workbook.marking.returned_copy import ReturnMarker  # costly to import

        return ReturnMarker().listing(notice)


def mark_here(data: bytes, notice: Notice) -> bytes:
    """Runs in a worker."""
    from kpi_desktop.workbook.marking.returned_copy import ReturnMarker  # costly to import

    return ReturnMarker().marked(data, notice)
