"""Where the repository is: tests that read its documents or its sources look here.

``make test`` runs the tests on the installed wheel, from a copy outside the checkout, and says where
the checkout is.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

#: Names the checkout in a run on the installed wheel.
VARIABLE = "KPI_DESKTOP_CHECKOUT"
ON_THE_WHEEL = VARIABLE in os.environ
ROOT = Path(os.environ.get(VARIABLE) or Path(__file__).parents[1])


def listed(*arguments: str) -> list[str]:
    """Names of files of the checkout, as git tells them."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", *arguments]
    done = subprocess.run(command, capture_output=True, check=True)
    names = done.stdout.decode().split("\0")
    return [name for name in names if (ROOT / name).is_file()]


def copy_sources(folder: Path) -> Path:
    """The checkout as it stands in *folder*, without what git ignores: no remains of earlier builds."""
    for name in listed("--cached", "--others", "--exclude-standard"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder
