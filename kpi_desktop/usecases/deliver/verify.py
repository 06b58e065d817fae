"""verify: re-check the audit chain and every evidence file's hash. It never repairs."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.record.originals import copy_problems


@dataclass(frozen=True)
class VerifyResult:
    """Head of the chain, number of entries and of submitted files, and what is wrong in words."""

    entries: int
    head: str
    files: int
    problems: tuple[str, ...]


def verify(desk: Desk) -> VerifyResult:
    """Recompute every hash; an untouched workspace gives no problem."""
    chain = desk.store.check_audit()
    wanted = {one.sha256 for one in desk.store.submissions()}
    problems = [*chain.problems, *desk.evidence.check(), *copy_problems(desk)]
    problems += [
        f"提出ファイル {sha256} が保管庫にありません。"
        for sha256 in sorted(wanted)
        if not desk.evidence.path(sha256).exists()
    ]
    return VerifyResult(chain.entries, chain.head, len(wanted), tuple(problems))
