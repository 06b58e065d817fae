"""Things that are made when they are first used, so that a command loads only what it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")


class _WhenUsed(Generic[T]):
    """Stands for what *make* gives, which is made when one of its attributes is first asked for."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: T | None = None

    def __getattr__(self, name: str) -> Any:
        if self._made is None:
            self._made = self._make()
        return getattr(self._made, name)


def when_used(make: Callable[[], T]) -> T:
    """What *make* gives, made at its first use: an object of which attributes and methods are used."""
    return cast(T, _WhenUsed(make))
