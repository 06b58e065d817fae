"""The chain can be recomputed by whoever has the table and the documentation, without this program."""

from __future__ import annotations

import hashlib
import json

from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.store.sql_store import SqlStore


def test_each_hash_is_that_of_the_one_before_and_of_the_entry_as_plain_json(
    store: SqlStore,
) -> None:
    for file in ("農林水産部.xlsx", "土木部.xlsx"):
        with store.transaction():
            store.log(AuditAction.COLLECT, {"file": file, "version": 1, "indicators": ["1"]})
    previous = "0" * 64
    for one in store.audit():
        entry = {
            "action": one.action,
            "at": one.at.isoformat(),
            "details": dict(one.details),
            "operator": one.operator,
            "seq": one.seq,
        }
        text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        previous = hashlib.sha256((previous + text).encode()).hexdigest()
        assert one.hash == previous
