"""Figures as printed: fiscal years (和暦), readings, marks and units."""
