"""Parts with holes, and what goes into them: texts as strings and never formulas, numbers, results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from kpi_desktop.workbook.ooxml.package.xml_spans import Piece, escape

_NOTHING = b"/>"
#: Texts and results that recur from sheet to sheet (years, units, marks, labels): so many, so long at most.
_KEPT, _SHORT = 4096, 40


class FilledPart:
    """Bytes with holes: ``fill`` gives the part with every hole's value in place."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        #: Runs of bytes at even positions, holes at the odd ones between them.
        self._alternating: list[bytes] = [b""]
        self.keys: list[str] = []
        for piece in pieces:
            if isinstance(piece, bytes):
                self._alternating[-1] += piece
            else:
                self.keys.append(piece)
                self._alternating += [b"", b""]

    def fill(self, values: Mapping[str, bytes]) -> bytes:
        """The finished part. KeyError (a bug) when a value is missing."""
        out = self._alternating.copy()
        out[1::2] = map(values.__getitem__, self.keys)
        return b"".join(out)


class CellWriter:
    """Ends of cells: what follows ``<c r="B4" s="5"``, in the prefix of the template."""

    def __init__(self, prefix: bytes) -> None:
        p = prefix
        self._text = (
            b' t="inlineStr"><' + p + b"is><" + p + b't xml:space="preserve">',
            b"</" + p + b"t></" + p + b"is></" + p + b"c>",
        )
        self.value_head, self.value_tail = b"<" + p + b"v>", b"</" + p + b"v>"
        self._cell_tail = b"</" + p + b"c>"
        self._number_tail = self.value_tail + self._cell_tail
        self.count = lru_cache(_KEPT)(self._count_of)
        self._formula = b"<" + p + b"f>", b"</" + p + b"f>"
        self._recurring_text = lru_cache(_KEPT)(self._text_of)
        self._recurring_result = lru_cache(_KEPT)(self._result_of)

    def text(self, text: str) -> bytes:
        """A text cell; no text is an empty cell."""
        return self._recurring_text(text) if len(text) < _SHORT else self._text_of(text)

    def _text_of(self, text: str) -> bytes:
        if not text:
            return _NOTHING
        return self._text[0] + escape(text).encode() + self._text[1]

    def value(self, text: str) -> bytes:
        """A stored value."""
        return self.value_head + text.encode() + self.value_tail

    def number(self, digits: str, formula: bytes = b"") -> bytes:
        """A number, and the formula element that it is the result of."""
        return b">%b%b%b%b" % (formula, self.value_head, digits.encode(), self._number_tail)

    def _count_of(self, count: int) -> bytes:
        """A whole number that recurs."""
        return self.number(str(count))

    def formula(self, formula: str) -> bytes:
        """A formula element."""
        return self._formula[0] + escape(formula).encode() + self._formula[1]

    def text_result(self, formula: bytes, text: str) -> bytes:
        """A formula element with a text as its result."""
        short = len(text) < _SHORT
        return self._recurring_result(formula, text) if short else self._result_of(formula, text)

    def _result_of(self, formula: bytes, text: str) -> bytes:
        return b' t="str">' + formula + self.value(escape(text)) + self._cell_tail
