"""Spreadsheet files as such: nothing of KPI. Package below style below sheet."""
