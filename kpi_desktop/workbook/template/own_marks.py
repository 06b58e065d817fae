"""What we ourselves put into returned copies: read back, it is nobody's answer."""

from __future__ import annotations

LIST_SHEET = "要修正一覧"
#: Heading of the last printed column, in which people tick what they have mended.
TICKED = "直した"
#: Columns beyond the printed ones, hidden: sheet, address and the fill that a marked cell had before.
MEMORY = 10

#: By this author's name our own notes are known again when the file comes back.
AUTHOR = "差戻し（事務局）"
#: What stands before the way to mend in each of our notes.
REMEDY = "直し方: "


def is_ours(note: str) -> bool:
    """Whether a note reads like one of ours; a program that saves the file may lose its author."""
    return note.lstrip().startswith("【") and f"\n{REMEDY}" in note
