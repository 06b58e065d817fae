"""The chained log: what a hash covers, and what the chain can prove.

Each entry's hash is SHA-256 over the previous hash and the canonical JSON of seq, at, operator, action
and details. Recomputing finds any entry that was changed, removed, inserted or moved. It cannot find that
the newest entries were cut off, nor that somebody rebuilt the whole chain: for this the head (number and
hash of the newest entry) is also kept outside the database, in head.json after every transaction and by
people on paper. Whoever changes the database and head.json alike is found by the paper alone.

Every transaction that records something ends with an entry ``record``: the digests of the rows it wrote.
So the chain vouches for submissions, their cells, forms as sent and states, not only for itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.store import tables
from kpi_desktop.store.serial import canonical

#: What stands for the hash before the first entry.
GENESIS = "0" * 64


def entry_hash(
    previous: str, seq: int, at: str, operator: str, action: str, details: Mapping[str, Any]
) -> str:
    """Hash of one entry, as hex. *at* is ISO 8601 text with offset."""
    body = {"seq": seq, "at": at, "operator": operator, "action": action, "details": details}
    return hashlib.sha256((previous + canonical(body)).encode()).hexdigest()


def digest(value: Any) -> str:
    """SHA-256 of plain JSON data, as hex; of anything else (damaged rows) a text that is no hash."""
    try:
        return hashlib.sha256(canonical(value).encode()).hexdigest()
    except (TypeError, ValueError):
        return "not JSON"


def head(connection: Connection) -> tuple[int, str]:
    """Number and hash of the newest entry; 0 and GENESIS when there is none."""
    newest = select(tables.audit.c.seq, tables.audit.c.hash).order_by(tables.audit.c.seq.desc())
    row = connection.execute(newest.limit(1)).first()
    return (row.seq, row.hash) if row else (0, GENESIS)


def holds(connection: Connection, kept: tuple[int, str] | None) -> bool:
    """Whether the chain holds the head that was kept."""
    if kept is None:
        return False
    seq, known = kept
    if seq == 0:
        return known == GENESIS
    found = connection.scalar(select(tables.audit.c.hash).filter_by(seq=seq))
    return bool(found == known)


def append(
    connection: Connection, at: str, operator: str, action: str, details: Mapping[str, Any]
) -> None:
    """Add one entry at the end of the chain. The caller holds the writer's place."""
    seq, previous = head(connection)
    seq += 1
    text = canonical(details)
    details = json.loads(text)
    connection.execute(
        insert(tables.audit).values(
            seq=seq,
            at=at,
            operator=operator,
            action=action,
            details=text,
            previous=previous,
            hash=entry_hash(previous, seq, at, operator, action, details),
        )
    )


def chain_problems(rows: Sequence[Row[Any]]) -> Iterator[str]:
    """What is wrong with the chain itself, in words; *rows* are the table's, by seq."""
    previous = GENESIS
    for expected, row in enumerate(rows, 1):
        if row.seq != expected:
            yield f"ログの{expected}番がありません（次にあるのは{row.seq}番です）。"
            return
        if row.previous != previous:
            yield f"ログの{row.seq}番が、その前の記録とつながっていません。"
        if not _whole(row):
            yield f"ログの{row.seq}番（{row.at}、{row.action}）の内容が、記録した後に変えられています。"
        previous = row.hash


def _whole(row: Row[Any]) -> bool:
    try:
        details = json.loads(row.details)
        if canonical(details) != row.details:
            return False
        made = entry_hash(row.previous, row.seq, row.at, row.operator, row.action, details)
    except (ValueError, TypeError):
        return False
    return bool(made == row.hash)


def head_problems(rows: Sequence[Row[Any]], kept: tuple[int, str] | None) -> Iterator[str]:
    """Whether the chain still holds the head that was *kept* outside the database."""
    if kept is None:
        yield "ログの先端の控え（head.json）がないか、読めません。紙などの控えと照合してください。"
        return
    seq, known = kept
    if seq > len(rows):
        yield (
            f"ログが{seq}番まであったはずですが、{len(rows)}番で終わっています"
            "（末尾の削除か、古い記録との差替え）。"
        )
    elif seq and rows[seq - 1].hash != known:
        yield f"ログの{seq}番が、控え（head.json）と違います。"


def recorded(rows: Sequence[Row[Any]]) -> dict[str, dict[str, str]]:
    """Kind → key → what the chain last said about it (a digest, or a state itself)."""
    latest: dict[str, dict[str, str]] = {}
    for row in rows:
        if row.action != AuditAction.RECORD:
            continue
        try:
            for kind, items in json.loads(row.details).items():
                latest.setdefault(kind, {}).update(items)
        except (ValueError, AttributeError, TypeError):
            continue  # chain_problems finds it
    return latest
