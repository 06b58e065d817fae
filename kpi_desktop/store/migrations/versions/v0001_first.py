"""Tables for forms as sent, submissions, cells, states, findings and the chained log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None

_APPEND_ONLY = ("audit", "cell", "issue", "submission")


def upgrade() -> None:
    """An empty database → tables and triggers."""
    _create_records()
    _create_working_tables()
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_triggers()
    else:
        _postgresql_triggers()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)


def _create_records() -> None:
    op.create_table(
        "issue",
        sa.Column("form_id", sa.Text, primary_key=True),
        _key("issue_no"),
        *map(_text, ("file_name", "sha256", "workbook")),
        sqlite_strict=True,
    )
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("form_id"),
        _number("issue_no"),
        _text("department"),
        _number("version"),
        *map(_text, ("indicators", "file_name", "sha256", "received_at", "operator")),
        sa.UniqueConstraint("form_id", "version", name="submission_version"),
        sqlite_strict=True,
    )
    op.create_table(
        "cell",
        sa.Column("submission_id", sa.Integer, sa.ForeignKey("submission.id"), primary_key=True),
        _key("position"),
        *map(_text, ("indicator", "field", "sheet", "address", "raw", "kind", "shown")),
        sa.Column("formula", sa.Text),
        _number("locked"),
        sqlite_strict=True,
    )
    op.create_table(
        "audit",
        _key("seq"),
        *map(_text, ("at", "operator", "action", "details", "previous", "hash")),
        sqlite_strict=True,
    )


def _create_working_tables() -> None:
    op.create_table(
        "state",
        sa.Column("indicator", sa.Text, primary_key=True),
        _text("state"),
        sqlite_strict=True,
    )
    op.create_table(
        "finding",
        _key("position"),
        *map(_text, ("rule", "category", "severity", "department", "indicator", "field")),
        *map(_text, ("sheet", "cell")),
        sa.Column("series", sa.Integer),
        *map(_text, ("year", "message", "suggestion", "expected", "actual", "file")),
        sqlite_strict=True,
    )


def _sqlite_triggers() -> None:
    for table in _APPEND_ONLY:
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _postgresql_triggers() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in _APPEND_ONLY:
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
