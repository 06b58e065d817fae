"""Macro-enabled copies, and macros taken out."""
