"""Prints what becomes of every damaged file: kind × program → outcome and reason.

Run: ``python -m tests.benchmarks.damage``. Ends with 1 when a file was misread or not as expected.
"""

from __future__ import annotations

import sys
from collections import Counter

from rich.console import Console
from rich.table import Table

from tests.workbook.reading.damage.corpus import corpus
from tests.workbook.reading.damage.sent_forms import Outcome, judge


def main() -> int:
    """Judge the corpus and print it."""
    table = Table("損傷", "プログラム", "結果", "理由", title="損傷した様式の読み取り")
    counts: Counter[Outcome] = Counter()
    unexpected = 0
    for damage in corpus():
        verdict = judge(damage.make(), damage.truth())
        counts[verdict.outcome] += 1
        wrong = verdict.outcome is not damage.expected
        unexpected += wrong
        mark = f"（想定は{damage.expected.value}）" if wrong else ""
        table.add_row(damage.kind, damage.program, verdict.outcome.value + mark, verdict.reason)
    console = Console(width=160)
    console.print(table)
    total = sum(counts.values())
    parts = "、".join(f"{outcome.value} {counts[outcome]}" for outcome in Outcome)
    saved = counts[Outcome.READ] + counts[Outcome.RECOVERED] + counts[Outcome.ASKED]
    console.print(f"全 {total} 件: {parts}")
    console.print(
        f"答えを取り出せた割合 {saved / total:.0%}、黙った誤読 {counts[Outcome.MISREAD]} 件"
    )
    return 1 if unexpected or counts[Outcome.MISREAD] else 0


if __name__ == "__main__":
    sys.exit(main())
