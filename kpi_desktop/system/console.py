"""What is printed arrives, whatever letters the terminal, the pipe or the file can hold."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata
from functools import partial

#: Letters that stand for one another between Unicode and the Japanese code pages; marks that only choose
#: the shape of the letter before them are not missed.
_TWINS = str.maketrans(
    {
        **dict(zip("—―〜～−－‖∥\u3099\u309a", "―—～〜－−∥‖゛゜", strict=True)),
        **dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)), ""),
    }
)


def accept_every_letter() -> None:
    """Have stdout and stderr replace a letter that their code page lacks, instead of failing at it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            name = f"kpi_desktop.{stream.encoding}"
            codecs.register_error(name, partial(_replace, stream.encoding))
            stream.reconfigure(errors=name)


def _replace(encoding: str, error: UnicodeError) -> tuple[str, int]:
    """An error handler: what *encoding* can say instead, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(_replacement(letter, encoding) for letter in letters), error.end


def _replacement(letter: str, encoding: str) -> str:
    """Its twin (～ for 〜), its plain form (2 for ₂), else its number (\\u2713 for ✓)."""
    for other in (letter.translate(_TWINS), unicodedata.normalize("NFKC", letter)):
        try:
            other.encode(encoding)
        except UnicodeEncodeError:
            continue
        return other
    return letter.encode("ascii", "backslashreplace").decode("ascii")
