"""Tables for the office's rulings and for what is kept of a submission beside its fields."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_APPEND_ONLY = ("remark", "ruling")


def upgrade() -> None:
    """Store 0001 → two more tables with their triggers, and what was ruled on a finding."""
    op.create_table(
        "remark",
        sa.Column("submission_id", sa.Integer, sa.ForeignKey("submission.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        *map(_text, ("kind", "subject", "text")),
        sqlite_strict=True,
    )
    op.create_table(
        "ruling",
        sa.Column("id", sa.Integer, primary_key=True),
        *map(_text, ("kind", "subject", "decision", "reason", "operator", "at", "details")),
        sqlite_strict=True,
    )
    op.add_column("finding", sa.Column("ruling", sa.Text, nullable=False, server_default=""))
    for table in _APPEND_ONLY:
        if op.get_bind().dialect.name == "sqlite":
            _sqlite_triggers(table)
        else:
            _postgresql_triggers(table)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _sqlite_triggers(table: str) -> None:
    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _postgresql_triggers(table: str) -> None:
    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    op.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
