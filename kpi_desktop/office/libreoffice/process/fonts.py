"""Fonts of Japanese Windows where they are absent: stand-ins for LibreOffice runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

FONTS_CONF = Path(__file__).with_name("fonts.conf")


def font_environment() -> dict[str, str]:
    """Environment variables that make a program started with them use the stand-ins.

    Good for any ``soffice`` call: ``env={**os.environ, **font_environment()}``.  Empty where
    fontconfig is not used (Windows and macOS have the real fonts or their own stand-ins) and
    where ``FONTCONFIG_FILE`` is already set (somebody has decided).
    """
    if sys.platform in ("win32", "darwin") or os.environ.get("FONTCONFIG_FILE"):
        return {}
    return {"FONTCONFIG_FILE": str(FONTS_CONF)}
