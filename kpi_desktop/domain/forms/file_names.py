"""Names of files: how a form's is made, and what is taken out before one is shown, written or linked to."""

from __future__ import annotations

import re
import unicodedata

from kpi_desktop.domain.forms.form import FormIdentity

#: Signs that no file system takes, or that Japanese zip and mail programs garble → what stands for them.
_STAND_INS = str.maketrans('\\/:*?"<>|〜−—\n\r\t', "＼／：＊？”＜＞｜～－―   ")
#: Signs that a file name or a link of a workbook cannot hold, and white space.
_UNFIT_FOR_LINKS = re.compile(r'[\x00-\x20\x7f<>:"/\\|?*#%\[\]^`{}\u3000]+')
#: Five parts of so many characters are less than the 255 bytes that a name may have.
_LONGEST_PART = 24


def form_file_name(order: int, identity: FormIdentity, title: str) -> str:
    """``03_農林水産部_ＫＰＩ分析シート_R5.xlsx``; *order* is that of the department."""
    parts = (f"{order:02d}", identity.department, identity.unit_name, title, identity.year.short)
    short = (portable(part)[:_LONGEST_PART].strip(" .") for part in parts)
    return "_".join(part for part in short if part) + ".xlsx"


def without_invisible(name: str) -> str:
    """*name* as it may be shown: composed (NFC), without control and direction characters."""
    composed = unicodedata.normalize("NFC", name)
    return "".join(char for char in composed if unicodedata.category(char) not in ("Cc", "Cf"))


def portable(text: str) -> str:
    """*text* as part of a name that every file system takes, and Japanese programs for zips and mails too."""
    fit = text.translate(_STAND_INS)
    return fit.encode("cp932", "replace").decode("cp932").replace("?", "〓")


def linkable(text: str) -> str:
    """*text* as part of a name to which a workbook can hold a link."""
    return _UNFIT_FOR_LINKS.sub("_", text)
