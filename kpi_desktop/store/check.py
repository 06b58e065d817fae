"""Checking the record: the chain, its head, its triggers, and every row that the chain vouches for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from sqlalchemy import Connection, select

from kpi_desktop.domain.record.audit import AuditCheck
from kpi_desktop.store import audit, rows, tables

_WORDS = {
    "issues": "配布した様式",
    "submissions": "提出",
    "remarks": "提出の注記",
    "rulings": "決定",
    "states": "状態",
}


def check(connection: Connection, kept: tuple[int, str] | None, triggers: set[str]) -> AuditCheck:
    """Everything that is wrong, in words; the head is that of the table."""
    entries = connection.execute(select(tables.audit).order_by(tables.audit.c.seq)).all()
    problems = [
        *audit.chain_problems(entries),
        *audit.head_problems(entries, kept),
        *_trigger_problems(triggers),
        *_row_problems(audit.recorded(entries), _present(connection)),
    ]
    head = entries[-1].hash if entries else audit.GENESIS
    return AuditCheck(len(entries), head, tuple(problems))


def _trigger_problems(triggers: set[str]) -> Iterator[str]:
    for table in tables.APPEND_ONLY:
        for verb in ("update", "delete"):
            if f"{table}_no_{verb}" not in triggers:
                yield f"表「{table}」の変更を防ぐしかけ（{table}_no_{verb}）が外されています。"


def _present(connection: Connection) -> Mapping[str, Mapping[str, str]]:
    """Kind → key → what the tables hold now, in the form in which the chain says it."""
    states = connection.execute(select(tables.state))
    return {
        "issues": dict(_issues(connection)),
        "submissions": dict(_submissions(connection)),
        "remarks": dict(_remarks(connection)),
        "rulings": dict(_rulings(connection)),
        "states": {row.indicator: row.state for row in states},
    }


def _issues(connection: Connection) -> Iterator[tuple[str, str]]:
    issues = select(*(tables.issue.c[name] for name in rows.VOUCHED_ISSUE))
    for one in connection.execute(issues):
        yield f"{one.form_id}/{one.issue_no}", audit.digest(list(one))


def _submissions(connection: Connection) -> Iterator[tuple[str, str]]:
    columns = select(*(tables.cell.c[name] for name in rows.VOUCHED_CELL))
    cells = columns.order_by(tables.cell.c.position)
    submissions = select(*(tables.submission.c[name] for name in rows.VOUCHED_SUBMISSION))
    for one in connection.execute(submissions).all():
        mine = connection.execute(cells.where(tables.cell.c.submission_id == one.id)).all()
        yield str(one.id), audit.digest([list(one), [tuple(cell) for cell in mine]])


def _remarks(connection: Connection) -> Iterator[tuple[str, str]]:
    remark = tables.remark.c
    columns = select(remark.submission_id, *(remark[name] for name in rows.VOUCHED_REMARK))
    ordered = connection.execute(columns.order_by(remark.submission_id, remark.position))
    for number, mine in groupby(ordered, key=lambda row: row.submission_id):
        yield str(number), audit.digest([list(row)[1:] for row in mine])


def _rulings(connection: Connection) -> Iterator[tuple[str, str]]:
    rulings = select(*(tables.ruling.c[name] for name in rows.VOUCHED_RULING))
    for one in connection.execute(rulings):
        yield str(one.id), audit.digest(list(one))


def _row_problems(
    recorded: Mapping[str, Mapping[str, str]], present: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    for kind, word in _WORDS.items():
        then, now = recorded.get(kind, {}), present[kind]
        for key in sorted(then.keys() | now.keys()):
            if key not in now:
                yield f"{word}「{key}」が記録から消えています。"
            elif key not in then:
                yield f"{word}「{key}」は、ログにないまま加えられています。"
            elif then[key] != now[key]:
                yield f"{word}「{key}」の内容が、記録した後に変えられています。"
