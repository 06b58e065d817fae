"""Rulings of the office."""

from __future__ import annotations

import datetime

import pytest

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.record.ruling import Ruling, RulingKind, standing

AT = datetime.datetime(2024, 5, 20, tzinfo=datetime.UTC)


def _ruling(kind: RulingKind, subject: str, decision: str, reason: str = "理由") -> Ruling:
    return Ruling(kind, subject, decision, reason, "企画 花子", AT)


def test_the_newest_ruling_on_a_subject_counts() -> None:
    old, new = (_ruling(RulingKind.WAIVER, "1/K501", one) for one in ("免除", "取消"))
    other = _ruling(RulingKind.CORRECTION, "1/K501", "承認")
    assert standing([old, new, other], RulingKind.WAIVER) == {"1/K501": new}


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_ruling_without_a_reason_is_refused(reason: str) -> None:
    with pytest.raises(KpiError, match="免除には理由"):
        _ruling(RulingKind.WAIVER, "1/K501", "免除", reason)
