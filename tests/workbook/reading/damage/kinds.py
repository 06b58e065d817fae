"""One damaged file: its kind, the program that did it, and what is expected of the reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.workbook.reading.damage.sent_forms import Outcome, Truth, form_of, truth_of

MAIN = "教育庁"
OTHER = "警察本部"


def main_truth() -> Truth:
    """What 教育庁 typed."""
    return truth_of(form_of(MAIN))


def both_truths() -> Truth:
    """What 教育庁 and 警察本部 typed."""
    return truth_of(form_of(MAIN)) | truth_of(form_of(OTHER))


@dataclass(frozen=True)
class Damage:
    """``make`` gives the damaged file; ``expected`` is what the reader has to make of it."""

    kind: str
    program: str
    expected: Outcome
    make: Callable[[], bytes]
    truth: Callable[[], Truth] = field(default=main_truth)

    @property
    def name(self) -> str:
        """Kind and program."""
        return f"{self.kind}（{self.program}）"
