"""The plan: its indicators, master data, and how achievement is judged."""
