"""Rulings (決定): what the planning office decides by hand, with a reason. They are only ever added."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from kpi_desktop.domain.errors import KpiError


class RulingKind(Enum):
    """What is decided: a request to correct a past value, setting a finding aside, a grade by hand, leaving
    a submission out, or that a doubt of the collection was looked into."""

    CORRECTION = "訂正"
    WAIVER = "免除"
    OVERRIDE = "判定の変更"
    EXCLUSION = "提出の除外"
    CONFIRMATION = "疑問の確認"


@dataclass(frozen=True)
class Ruling:
    """決定. ``subject`` is the same text whenever it is about the same thing; of several rulings of one
    kind on one subject the newest counts. ``decision`` is the word for it (承認, 却下, 取消, a grade …).

    ``details`` is plain JSON: what has to be known of the subject in later years.
    """

    kind: RulingKind
    subject: str
    decision: str
    reason: str
    operator: str
    at: datetime.datetime
    details: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0

    def __post_init__(self) -> None:
        """KpiError without a reason."""
        if not self.reason.strip():
            raise KpiError(f"{self.kind.value}には理由が要ります。", "理由を書いてください。")


def standing(rulings: Iterable[Ruling], kind: RulingKind) -> dict[str, Ruling]:
    """Subject → the ruling of that kind that counts now; *rulings* stand oldest first."""
    return {one.subject: one for one in rulings if one.kind is kind}
