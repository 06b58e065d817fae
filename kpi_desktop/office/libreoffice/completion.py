"""Members of xlwings that the engine does not have say so in words.

xlwings describes an engine by base classes whose members raise a bare
``NotImplementedError``.  ``@completes(base)`` fills a class with what it lacks: default
implementations are taken over, everything else raises ``NotSupported`` naming the member.
Attributes that are set on the object count as there if the class declares them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import iscoroutinefunction
from types import FunctionType
from typing import Any, NoReturn, TypeVar

from .errors import NotSupported

C = TypeVar("C", bound=type)
LIST = "__unsupported__"


def refusal(owner: str, member: str, reason: str = "") -> NotSupported:
    more = f": {reason}" if reason else ""
    return NotSupported(f"{owner}.{member} is not supported by the LibreOffice engine{more}")


def _refusing(owner: str, member: str) -> Callable[..., NoReturn]:
    def refuse(*args: object, **options: object) -> NoReturn:
        raise refusal(owner, member)

    return refuse


def _is_empty(function: object) -> bool:
    """Whether a function of the base class only raises NotImplementedError."""
    code = getattr(function, "__code__", None)
    return code is not None and "NotImplementedError" in code.co_names


def _members(base: type) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for cls in base.__mro__[:-1]:
        for name, member in vars(cls).items():
            if name not in seen and not (name.startswith("__") and name.endswith("__")):
                seen.add(name)
                yield name, member


def completes(base: type, *also: str, elsewhere: tuple[str, ...] = ()) -> Callable[[C], C]:
    """Complete a class by the members of an xlwings base class (and the names in ``also``).

    ``elsewhere`` are members that xlwings no longer asks the engine for, or that it reaches
    through others: they are refused like the rest, but not counted as lacking.
    """

    def complete(cls: C) -> C:
        lacking: list[str] = []
        declared = vars(cls).get("__annotations__", {})
        for name, member in _members(base):
            if name in declared:
                continue
            own = vars(cls).get(name)
            if own is None:
                _fill(cls, name, member, lacking)
            elif isinstance(own, property) and own.fset is None and isinstance(member, property):
                if member.fset is not None and "set" not in vars(cls):
                    lacking.append(f"{name} (setting)")
                    setattr(cls, name, own.setter(_refusing(cls.__name__, name)))
        for name in also:
            _refuse(cls, name, property(), lacking)
        setattr(cls, LIST, tuple(name for name in lacking if name not in elsewhere))
        return cls

    return complete


def _fill(cls: type, name: str, member: Any, lacking: list[str]) -> None:
    function = member.fget if isinstance(member, property) else member
    if isinstance(member, staticmethod):
        function = member.__func__
    if isinstance(function, FunctionType) and not _is_empty(function):
        setattr(cls, name, member)  # xlwings' own default does
    elif isinstance(function, FunctionType):
        _refuse(cls, name, member, [] if iscoroutinefunction(function) else lacking)


def _refuse(cls: type, name: str, member: Any, lacking: list[str]) -> None:
    lacking.append(name)
    refuse = _refusing(cls.__name__, name)
    setattr(cls, name, property(refuse, refuse) if isinstance(member, property) else refuse)


def unsupported_members(cls: type) -> tuple[str, ...]:
    """What of xlwings a completed class does not have."""
    return tuple(getattr(cls, LIST, ()))
