"""All commands, in the order of the yearly cycle. Each is one use case."""

from __future__ import annotations

# Importing a module adds its commands to the group, so the order is that of the help.
# isort: off
from kpi_desktop.cli.commands import prepare, gather, rulings, decide, deliver, office
from kpi_desktop.cli.group import app

# isort: on

__all__ = ["app", "decide", "deliver", "gather", "office", "prepare", "rulings"]
