"""Nouns of the KPI evaluation: standard library only, no I/O, no clock."""
