"""Formulas between the two ways of writing them: Excel's A1 and LibreOffice's own.

``=SUM('表 2'!A1:B2,TRUE)`` here is ``=SUM($'表 2'.A1:B2;TRUE())`` there.  The text is cut into
tokens (strings, sheet prefixes, names, brackets, braces) and only what differs is changed.
"""

from __future__ import annotations

import re
from typing import Callable, List, Match

TOKEN = re.compile(
    r"""
    (?P<text>"(?:[^"]|"")*")
  | (?P<error>\#(?:N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!))
  | (?P<theirs>\$?(?:'(?:[^']|'')+'|[^\W\d]\w*)\.(?=\$?[A-Za-z]{1,3}(?:\$?\d|:)|\$?\d+:|\#REF!))
  | (?P<excel>(?:'(?:[^']|'')+'|(?:\[[^][]+\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!)
  | (?P<boolean>(?:TRUE|FALSE)\(\))
  | (?P<reference>\$?[A-Za-z]{1,3}\$?\d{1,7}(?![\w.(])
                |\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.(])
                |\$?\d{1,7}:\$?\d{1,7}(?![\w.(]))
  | (?P<name>[^\W\d][\w.\\?]*(?:\s*\()?)
  | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
PREFIXES = ("_xlfn.", "_xlws.", "_xlfn._xlws.", "_xludf.")
PLAIN_SHEET = re.compile(r"[^\W\d]\w*")
PART = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)(\d{0,7})")
LIKE_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")


class NotTranslatable(ValueError):
    """A formula that uses what the other side has no way of writing."""


def quoted_sheet(name: str) -> str:
    """A sheet's name as Excel writes it before the ``!``."""
    if PLAIN_SHEET.fullmatch(name) and not LIKE_CELL.fullmatch(name):
        return name
    return "'" + name.replace("'", "''") + "'"


class _Nesting:
    """Which kind of bracket the next separator stands in."""

    def __init__(self) -> None:
        self.open: List[str] = []

    def step(self, token: str) -> None:
        if token in "([{":
            self.open.append(token)
        elif token.endswith("("):
            self.open.append("f")
        elif token in ")]}" and self.open:
            self.open.pop()

    @property
    def kind(self) -> str:
        return self.open[-1] if self.open else ""


def _rewrite(formula: str, change: Callable[[Match[str], str], str]) -> str:
    nesting, out = _Nesting(), []
    for token in TOKEN.finditer(formula):
        out.append(change(token, nesting.kind))
        if token.lastgroup in ("other", "name"):
            nesting.step(token.group())
    return "".join(out)


def from_excel(formula: str) -> str:
    """An Excel A1 formula as LibreOffice's programs' grammar (always English).

    Raises:
        NotTranslatable: for references to other workbooks and across sheets (3-D).
    """
    return _rewrite(formula, _to_libreoffice)


def _to_libreoffice(token: Match[str], kind: str) -> str:
    text = token.group()
    if text == ",":
        return "~" if kind == "(" else ";"
    if kind == "[":  # columns of a table: both write them alike
        return text
    if token.lastgroup == "excel":
        return _sheet_to_libreoffice(text[:-1])
    if token.lastgroup == "name":
        return _name_to_libreoffice(text)
    if text == ";" and kind == "{":
        return "|"
    return "" if text == "@" else text


def _name_to_libreoffice(text: str) -> str:
    for prefix in PREFIXES:
        if text.lower().startswith(prefix):
            text = text[len(prefix) :]
    return text + "()" if text.upper() in ("TRUE", "FALSE") else text


def _sheet_to_libreoffice(prefix: str) -> str:
    bare = prefix[1:-1].replace("''", "'") if prefix.startswith("'") else prefix
    if "[" in bare:
        raise NotTranslatable(f"a reference to another workbook ({prefix}!)")
    if ":" in bare:
        raise NotTranslatable(f"a reference across several sheets ({prefix}!)")
    return "$'" + bare.replace("'", "''") + "'."


def to_excel(formula: str) -> str:
    """A formula as LibreOffice's programs read it, in Excel's A1 manner."""
    return _rewrite(formula, _to_excel)


def _to_excel(token: Match[str], kind: str) -> str:
    text = token.group()
    if token.lastgroup == "theirs":
        bare = text.lstrip("$")[:-1]
        if bare.startswith("'"):
            bare = bare[1:-1].replace("''", "'")
        return quoted_sheet(bare) + "!"
    if token.lastgroup == "boolean":
        return text[:-2]
    if token.lastgroup != "other":
        return text
    if kind == "{":
        return {";": ",", "|": ";"}.get(text, text)
    return {";": ",", "~": ","}.get(text, text)


def shifted(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads when filled ``rows`` down and ``columns`` to the right."""
    if not rows and not columns:
        return formula

    def part(text: str) -> str:
        dollar, column, second, row = PART.fullmatch(text).groups()  # type: ignore[union-attr]
        if not column:  # a whole row: its only dollar is the row's
            dollar, second = "", dollar
        moved_column = (
            column if dollar or not column else column_letters(column_number(column) + columns)
        )
        moved_row = row if second or not row else str(int(row) + rows)
        return dollar + moved_column + second + moved_row

    def move(token: Match[str], kind: str) -> str:
        if token.lastgroup != "reference" or kind == "[":
            return token.group()
        return ":".join(part(text) for text in token.group().split(":"))

    return _rewrite(formula, move)


def column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
