"""Verbs of the evaluation cycle, one module each: plain arguments in, a result dataclass out."""
