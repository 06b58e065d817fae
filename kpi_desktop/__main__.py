"""``python -m kpi_desktop`` and ``kpi-desktop``."""

from __future__ import annotations

import gc
import sys

from kpi_desktop.system.console import accept_every_letter


def main() -> None:
    """Open the launcher when there are no arguments, else run the command; ends with its status."""
    accept_every_letter()
    if len(sys.argv) == 1:
        from kpi_desktop.ui.app import run as open_launcher

        sys.exit(open_launcher([]))
    gc.set_threshold(
        50_000
    )  # a command makes what it needs and ends; looking for rubbish is in vain
    from kpi_desktop.cli.app import main as run

    sys.exit(run())


if __name__ == "__main__":
    main()
