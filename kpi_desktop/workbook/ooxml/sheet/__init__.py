"""Worksheets: addresses, cells, grid, formulas, edits."""
