"""Returned copies with marks, and lists of findings."""
