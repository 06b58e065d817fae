"""The chained log (監査証跡): its actions, its entries, and the result of re-checking it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class AuditAction(StrEnum):
    """What the log keeps. The values stand in every log that was ever written: they never change."""

    GENERATE = "generate"
    COLLECT = "collect"
    REFUSE = "refuse"
    VALIDATE = "validate"
    RETURN = "return"
    ACCEPT = "accept"
    FINALISE = "finalise"
    REOPEN = "reopen"
    CONFIRM = "confirm"
    CORRECT = "correct"
    WAIVE = "waive"
    EXCLUDE = "exclude"
    ASSESS = "assess"
    CONSOLIDATE = "consolidate"
    PUBLISH = "publish"
    #: Written by the store itself: digests of the rows of one transaction.
    RECORD = "record"


@dataclass(frozen=True)
class AuditEntry:
    """One row of the append-only log. ``details`` is plain JSON.

    ``action`` is an ``AuditAction``, or another word in a log of another version: it is read as it stands.
    """

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
