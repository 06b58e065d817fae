"""Runs the tests on what people install: ``python -m tests.on_the_wheel [pytest の引数]``.

The wheel is built by way of the sdist and installed into an environment of its own, which takes the
libraries from the one that runs this. The tests are copied out of the checkout and run from there, so
that neither they nor the processes that they start can see the sources.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.checkout import ROOT, VARIABLE, copy_sources


def build_wheel(folder: Path) -> Path:
    """The wheel of the checkout in *folder*, the sdist beside it."""
    command = [sys.executable, "-m", "build", "--outdir", str(folder)]
    with TemporaryDirectory() as source:
        command.append(str(copy_sources(Path(source))))
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        sys.stderr.buffer.write(done.stdout)
        sys.exit(done.returncode)
    return next(folder.glob("*.whl"))


def install(wheel: Path, environment: Path) -> Path:
    """Install *wheel* into a new *environment* with the libraries of this one; gives its Python.

    A line in a ``.pth`` file is a place for modules and no more: what is installed editable in this
    environment stays unseen in the new one.
    """
    venv.create(environment, symlinks=os.name != "nt", clear=True)
    base = {"base": str(environment), "platbase": str(environment)}
    site = Path(sysconfig.get_path("purelib", "venv", base))
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "libraries.pth").write_text("\n".join(sorted(libraries)), encoding="utf-8")
    python = Path(sysconfig.get_path("scripts", "venv", base)) / Path(sys.executable).name
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--quiet"]
    subprocess.run([*pip, "install", "--no-deps", str(wheel)], check=True)
    return python


def main(arguments: list[str]) -> int:
    """The exit status of pytest."""
    with TemporaryDirectory(prefix="kpi-desktop-") as folder:
        outside = Path(folder)
        outside.chmod(0o755)
        python = install(build_wheel(outside / "dist"), outside / "environment")
        unwanted = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "tests", outside / "tests", ignore=unwanted)
        shutil.copy(ROOT / "setup.cfg", outside)
        env = {**os.environ, VARIABLE: str(ROOT)}
        env.pop("PYTHONPATH", None)
        command = [str(python), "-m", "pytest", *arguments]
        return subprocess.run(command, cwd=outside, env=env).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
