"""What xlwings calls ``api``: the native object, here reached over the bridge."""

from __future__ import annotations

from typing import Any

from .process.session import Session


class Native:
    """UNO properties and methods by name, for what xlwings' own interface does not cover.

    ``sheet.api.get("IsVisible")``, ``sheet.api.set("IsVisible", False)``,
    ``sheet.api.call("protect", "password")``.  Only plain values pass.
    """

    def __init__(self, session: Session, at: dict[str, Any]) -> None:
        self._session = session
        self.at = at

    def get(self, name: str) -> Any:
        return self._session.call("native.get", at=self.at, name=name)

    def set(self, name: str, value: Any) -> None:
        self._session.call("native.set", at=self.at, name=name, value=value)

    def call(self, name: str, *arguments: Any) -> Any:
        return self._session.call("native.call", at=self.at, name=name, arguments=list(arguments))
