"""Print docs/rules.md: ``python -m kpi_desktop.rules > docs/rules.md``."""

import sys

from kpi_desktop.rules.rules_page import rules_page

sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
sys.stdout.write(rules_page())
