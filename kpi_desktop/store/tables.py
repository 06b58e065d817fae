"""Tables of the store as this version of the program knows them.

``issue``, ``submission``, ``cell``, ``remark``, ``ruling`` and ``audit`` are append-only: triggers refuse
UPDATE and DELETE.
``state`` holds the present state of each indicator, ``finding`` the last validation. Times are ISO 8601 text
with offset, so that both databases give back exactly what was recorded.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import (
    Column,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

#: The migration that makes these tables.
REVISION = "0002"

APPEND_ONLY = ("audit", "cell", "issue", "remark", "ruling", "submission")


_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|(.))", re.DOTALL)


class Words(TypeDecorator[str]):
    """Any text at all: NUL and lone surrogates, which a database refuses, are kept as escapes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Text → column."""
        if value is None or value.isascii() and "\0" not in value and "\\" not in value:
            return value
        text = value.replace("\\", "\\\\").replace("\0", "\\0")
        return text.encode("utf-8", "backslashreplace").decode("utf-8")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Column → text."""
        if not isinstance(value, str):
            return value  # damaged; found by whoever makes something of it
        return _ESCAPE.sub(_character, value)


def _character(escape: re.Match[str]) -> str:
    if escape[1]:
        return chr(int(escape[1], 16))
    return "\0" if escape[2] == "0" else escape[2]


metadata = MetaData()

issue = Table(
    "issue",
    metadata,
    Column("form_id", Text, primary_key=True),
    Column("issue_no", Integer, primary_key=True, autoincrement=False),
    Column("file_name", Words, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("workbook", Text, nullable=False),
    sqlite_strict=True,
)

submission = Table(
    "submission",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("form_id", Text, nullable=False),
    Column("issue_no", Integer, nullable=False),
    Column("department", Words, nullable=False),
    Column("version", Integer, nullable=False),
    Column("indicators", Text, nullable=False),
    Column("file_name", Words, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("operator", Words, nullable=False),
    UniqueConstraint("form_id", "version", name="submission_version"),
    sqlite_strict=True,
)

cell = Table(
    "cell",
    metadata,
    Column("submission_id", Integer, ForeignKey("submission.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("indicator", Words, nullable=False),
    Column("field", Words, nullable=False),
    Column("sheet", Words, nullable=False),
    Column("address", Text, nullable=False),
    Column("raw", Words, nullable=False),
    Column("kind", Text, nullable=False),
    Column("shown", Words, nullable=False),
    Column("formula", Words),
    Column("locked", Integer, nullable=False),
    sqlite_strict=True,
)

remark = Table(
    "remark",
    metadata,
    Column("submission_id", Integer, ForeignKey("submission.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("subject", Words, nullable=False),
    Column("text", Words, nullable=False),
    sqlite_strict=True,
)

ruling = Table(
    "ruling",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("subject", Words, nullable=False),
    Column("decision", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("operator", Words, nullable=False),
    Column("at", Text, nullable=False),
    Column("details", Text, nullable=False),
    sqlite_strict=True,
)

state = Table(
    "state",
    metadata,
    Column("indicator", Words, primary_key=True),
    Column("state", Text, nullable=False),
    sqlite_strict=True,
)

finding = Table(
    "finding",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("rule", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("department", Words, nullable=False),
    Column("indicator", Words, nullable=False),
    Column("field", Words, nullable=False),
    Column("sheet", Words, nullable=False),
    Column("cell", Text, nullable=False),
    Column("series", Integer),
    Column("year", Words, nullable=False),
    Column("message", Words, nullable=False),
    Column("suggestion", Words, nullable=False),
    Column("expected", Words, nullable=False),
    Column("actual", Words, nullable=False),
    Column("file", Words, nullable=False),
    Column("ruling", Words, nullable=False, server_default=""),
    sqlite_strict=True,
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("operator", Words, nullable=False),
    Column("action", Words, nullable=False),
    Column("details", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    sqlite_strict=True,
)
