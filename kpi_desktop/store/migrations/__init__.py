"""Alembic migrations of the store, run by ``kpi_desktop.store.upgrade``."""
