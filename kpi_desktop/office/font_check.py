"""Which fonts stand in for those of Japanese Windows in LibreOffice's hands."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass

from kpi_desktop.office.libreoffice import font_environment

#: The fonts that the product's documents name.
NAMED = ("ＭＳ ゴシック", "ＭＳ Ｐゴシック", "ＭＳ 明朝", "游ゴシック", "メイリオ")


@dataclass(frozen=True)
class FontCheck:
    """A font, what is drawn in its place (its own name where it is there), and whether that is Japanese."""

    name: str
    drawn_as: str
    japanese: bool


def check_fonts() -> tuple[FontCheck, ...]:
    """As fontconfig answers with the product's stand-ins; nothing where there is no fontconfig."""
    if shutil.which("fc-match") is None:
        return ()
    return tuple(_check(name) for name in NAMED)


def _check(name: str) -> FontCheck:
    done = subprocess.run(
        ["fc-match", "-f", "%{family[0]}\n%{lang}", name],
        env={**os.environ, **font_environment()},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    family, _, languages = done.stdout.partition("\n")
    return FontCheck(name, family, "ja" in languages.split("|"))
