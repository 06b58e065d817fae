"""The colours of marked cells in returned copies and of severities in lists of findings."""

from __future__ import annotations

from kpi_desktop.domain.finding import Severity

#: Severity → colour (ARGB).
COLOURS = {Severity.ERROR: "FFFFC4C9", Severity.WARNING: "FFFFDF94", Severity.INFO: "FFDCE9F7"}
