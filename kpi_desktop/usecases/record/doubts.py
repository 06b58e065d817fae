"""Doubts (疑問): what the collection asked about an answer that counts, and whether a person looked into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_desktop.domain.forms.submission import Remark, RemarkKind, Submission
from kpi_desktop.domain.record.ruling import RulingKind, standing
from kpi_desktop.usecases.record.authority import latest_submissions, submission_subject

if TYPE_CHECKING:
    from kpi_desktop.usecases.ports import Store


@dataclass(frozen=True)
class Doubt:
    """One question about the answer of one indicator. ``confirmed`` is the reason why it is settled."""

    indicator: str
    department: str
    submission: int
    file: str
    text: str
    confirmed: str = ""
    operator: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still keeps the form from being accepted."""
        return not self.confirmed


def doubts(store: Store) -> list[Doubt]:
    """Every question about the submissions that count, settled or not."""
    rulings = store.rulings()
    settled = standing(rulings, RulingKind.CONFIRMATION)
    heard: dict[int, Sequence[Remark]] = {}
    found = []
    for no, one in latest_submissions(store.submissions(), rulings).items():
        if one.id not in heard:
            heard[one.id] = store.remarks(one.id)
        for remark in heard[one.id]:
            if remark.kind is RemarkKind.QUESTION and remark.subject in ("", no):
                ruling = settled.get(doubt_subject(one, no, remark.text))
                reason, operator = (ruling.reason, ruling.operator) if ruling else ("", "")
                found.append(
                    Doubt(no, one.department, one.id, one.file_name, remark.text, reason, operator)
                )
    return found


def doubt_subject(submission: Submission, indicator: str, text: str) -> str:
    """What a ruling that settles a doubt is about."""
    return f"{submission_subject(submission)} No {indicator} {text}"


def open_doubts(store: Store) -> dict[str, list[Doubt]]:
    """Indicator No → its doubts that nobody has looked into yet."""
    found: dict[str, list[Doubt]] = {}
    for one in doubts(store):
        if one.is_open:
            found.setdefault(one.indicator, []).append(one)
    return found
