"""The record of a workspace in SQL: SQLite by default, PostgreSQL by URL; the only room with SQL."""
