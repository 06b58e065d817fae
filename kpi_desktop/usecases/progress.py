"""Progress of long work, and its cancelling, told by callback."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What a shell passes into a use case to hear how far it is and to stop it between two items."""

    def step(self, done: int, total: int, what: str) -> None:
        """*done* of *total* items are finished; *what* is the one now at hand."""

    @property
    def cancelled(self) -> bool:
        """Whether the person asked to stop; asked between items, so that nothing is left half done."""


class Silent:
    """No progress shown, never cancelled."""

    cancelled = False

    def step(self, done: int, total: int, what: str) -> None:
        """Say nothing."""
