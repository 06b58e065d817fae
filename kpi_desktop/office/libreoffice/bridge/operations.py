"""The register of what can be asked for: one function an operation."""

from __future__ import annotations

from typing import Any, Callable, Dict, TypeVar

Function = Callable[..., Any]
F = TypeVar("F", bound=Function)

OPERATIONS: Dict[str, Function] = {}


def operation(name: str) -> Callable[[F], F]:
    """Register ``function(desk, **arguments)`` under ``name``."""

    def register(function: F) -> F:
        OPERATIONS[name] = function
        return function

    return register
