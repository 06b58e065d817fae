"""The way out: UNO properties and methods that the other operations do not cover."""

from __future__ import annotations

from typing import Any, List

from .desk import UNSUPPORTED, Address, Desk, Refused, Uno
from .operations import operation

SIMPLE = (bool, int, float, str)


def _target(desk: Desk, at: Address) -> Uno:
    if "box" in at:
        return desk.cells(at)
    if "sheet" in at:
        return desk.sheet(at)
    return desk.document(at) if "book" in at else desk.desktop


def _sendable(value: Any, name: str) -> Any:
    if value is None or isinstance(value, SIMPLE):
        return value
    if isinstance(value, tuple):
        return [_sendable(item, name) for item in value]
    raise Refused(UNSUPPORTED, f"{name} gives a UNO object, which stays on the other side")


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


@operation("native.get")
def get(desk: Desk, at: Address, name: str) -> Any:
    return _sendable(getattr(_target(desk, at), name), name)


@operation("native.set")
def put(desk: Desk, at: Address, name: str, value: Any) -> None:
    setattr(_target(desk, at), name, _tuples(value))


@operation("native.call")
def call(desk: Desk, at: Address, name: str, arguments: List[Any]) -> Any:
    return _sendable(getattr(_target(desk, at), name)(*_tuples(arguments)), name)
