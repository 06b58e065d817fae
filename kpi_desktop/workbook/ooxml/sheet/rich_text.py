"""Spreadsheet strings of several runs, read as people see them: what is struck out does not count.

A raised digit behind a digit is no digit of the figure: ``38`` with a raised 1 is ``38¹``, not 381.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kpi_desktop.workbook.ooxml.package.xml_text import plain, unescape

_PHONETIC = re.compile(rb"<rPh .*?</rPh>", re.S)
_SINGLE = re.compile(rb'<t(?: xml:space="preserve")?>([^<]*)</t>')
_TEXT = re.compile(rb"<t(?: [^>]*)?(?:/>|>([^<]*)</t>)")
_PIECE = re.compile(rb"<r>|<strike\b([^>]*)>|<vertAlign\b([^>]*)>|<t(?: [^>]*)?>([^<]*)</t>")
_OFF = ("0", "false", "off")
_NOT = re.compile(rb'val="(?:0|false|off)"')
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Runs:
    """Gathers the runs of one string: ``shown`` is what stands, ``struck`` what is struck out."""

    def __init__(self) -> None:
        self._shown: list[str] = []
        self._struck: list[str] = []
        self._is_struck = self._is_raised = False

    def open(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element inside the string opens."""
        if tag == "r":
            self._is_struck = self._is_raised = False
        elif tag == "strike":
            self._is_struck = attributes.get("val", "1") not in _OFF
        elif tag == "vertAlign":
            self._is_raised = attributes.get("val") == "superscript"

    def add(self, text: str) -> None:
        """Text of the run that is open."""
        if self._is_struck:
            self._struck.append(text)
        elif self._is_raised and self.shown[-1:].isdigit():
            self._shown.append(text.translate(_RAISED))
        else:
            self._shown.append(text)

    @property
    def shown(self) -> str:
        """What is not struck out."""
        return "".join(self._shown)

    @property
    def struck(self) -> str:
        """What is struck out."""
        return "".join(self._struck)


def string_item(content: bytes) -> str:
    """Text of the inside of ``<si>`` or ``<is>``: rich runs joined, furigana and struck words left out."""
    single = _SINGLE.fullmatch(content)
    if single is not None:
        return unescape(plain(single[1]))
    if b"<rPh" in content:
        content = _PHONETIC.sub(b"", content)
    if b"<strike" in content or b"superscript" in content:
        return unescape(_runs(content).shown)
    return unescape("".join(plain(piece) for piece in _TEXT.findall(content)))


def struck_item(content: bytes) -> str:
    """What is struck out in the inside of ``<si>`` or ``<is>``."""
    if b"<strike" not in content:
        return ""
    return unescape(_runs(_PHONETIC.sub(b"", content)).struck)


def _runs(content: bytes) -> Runs:
    found = Runs()
    for match in _PIECE.finditer(content):
        piece = match[0]
        if piece == b"<r>":
            found.open("r", {})
        elif match[1] is not None:
            found.open("strike", {"val": "0" if _NOT.search(match[1]) else "1"})
        elif match[2] is not None:
            found.open("vertAlign", {"val": "superscript" if b"superscript" in match[2] else ""})
        else:
            found.add(plain(match[3]))
    return found
