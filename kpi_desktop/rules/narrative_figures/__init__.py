"""Narrative against figures: what the three boxes claim, held against the indicator's own series."""
