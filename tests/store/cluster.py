"""A PostgreSQL server of the tests' own: Debian's package, a temporary folder, a socket, no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

#: The server has to run as somebody else than root.
_USER = "postgres"
#: Speed matters here, power cuts do not.
_SETTINGS = "-c fsync=off -c full_page_writes=off -c max_connections=50"


def find_server() -> Path | None:
    """Folder of initdb and pg_ctl, None when PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


class Cluster:
    """A running server."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._as = ["runuser", "-u", _USER, "--"] if os.geteuid() == 0 else []
        self.folder = Path(tempfile.mkdtemp(prefix="kpi-pg-"))
        if self._as:
            shutil.chown(self.folder, _USER)
        data = str(self.folder / "data")
        self._run(
            "initdb", "-D", data, "-U", "kpi", "-E", "UTF8", "--locale=C", "-A", "trust", "-N"
        )
        options = f"-k {self.folder} -h '' {_SETTINGS}"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")

    def _run(self, program: str, *arguments: str) -> None:
        command: Sequence[str] = [*self._as, str(self._programs / program), *arguments]
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/"
        )

    def url(self, database: str, user: str = "kpi") -> str:
        """URL of a database by the socket."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def stop(self) -> None:
        """Stop it and remove everything."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder)
