"""The chained log (監査証跡): its entries, and the result of re-checking it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class AuditEntry:
    """One row of the append-only log. ``details`` is plain JSON."""

    seq: int
    at: datetime.datetime
    operator: str
    action: str
    details: Mapping[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True)
class AuditCheck:
    """Result of re-checking the chain: its head, and what is wrong in words (empty when whole)."""

    entries: int
    head: str
    problems: tuple[str, ...]
