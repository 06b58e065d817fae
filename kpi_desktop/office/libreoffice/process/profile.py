"""A LibreOffice profile of our own: nobody's settings, nobody's locks, always recalculated."""

from __future__ import annotations

import tempfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

APP = "/org.openoffice."
SETTINGS: tuple[tuple[str, str, str], ...] = (
    # recalculate what is loaded: files written by programs carry zeros as results
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("Office.Calc/Formula/Load", "ODFRecalcMode", "0"),
    # a lock left by a killed program must not keep a file shut
    ("Office.Common/Misc", "UseDocumentOOoLockFile", "false"),
    ("Office.Common/Misc", "UseLocking", "false"),
    # no questions, no welcome, no recovery, no links to elsewhere
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
    ("Office.Common/Misc", "CrashReport", "false"),
    ("Office.Common/Save/Document", "WarnAlienFormat", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
)
LOCALE = ("Setup/L10N", "ooSetupSystemLocale")


def _item(path: str, name: str, value: str) -> str:
    return (
        f"<item oor:path={quoteattr(APP + path)}><prop oor:name={quoteattr(name)}"
        f' oor:op="fuse"><value>{escape(value)}</value></prop></item>'
    )


def make_profile(locale: str, folder: Path | None = None) -> Path:
    """A new profile in a temporary folder; ``locale`` (``ja-JP``) decides paper and dates.

    In a ``folder`` of its own it is kept, with what the person has set there since.
    """
    folder = folder or Path(tempfile.mkdtemp(prefix="libreoffice-"))
    user = folder / "user"
    user.mkdir(parents=True, exist_ok=True)
    if (user / "registrymodifications.xcu").exists():
        return folder
    items = "\n".join(_item(*setting) for setting in (*SETTINGS, (*LOCALE, locale)))
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}\n</oor:items>\n',
        encoding="utf-8",
    )
    return folder
