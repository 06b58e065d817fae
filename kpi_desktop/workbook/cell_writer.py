"""Parts with holes, and what goes into them: texts as strings and never formulas, numbers, results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kpi_desktop.workbook.xml_spans import Piece, escape

_NOTHING = b"/>"


class FilledPart:
    """Bytes with holes: ``fill`` gives the part with every hole's value in place."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = list(pieces)
        self.holes = [(at, one) for at, one in enumerate(self._pieces) if isinstance(one, str)]

    def fill(self, values: Mapping[str, bytes]) -> bytes:
        """The finished part. KeyError (a bug) when a value is missing."""
        out = self._pieces.copy()
        for at, key in self.holes:
            out[at] = values[key]
        return b"".join(out)  # type: ignore[arg-type]


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
        self._formula = b"<" + p + b"f>", b"</" + p + b"f>"

    def text(self, text: str) -> bytes:
        """A text cell; no text is an empty cell."""
        if not text:
            return _NOTHING
        return self._text[0] + escape(text).encode() + self._text[1]

    def value(self, text: str) -> bytes:
        """A stored value."""
        return self.value_head + text.encode() + self.value_tail

    def number(self, digits: str, formula: bytes = b"") -> bytes:
        """A number, and the formula element that it is the result of."""
        return b">" + formula + self.value(digits) + self._cell_tail

    def formula(self, formula: str) -> bytes:
        """A formula element."""
        return self._formula[0] + escape(formula).encode() + self._formula[1]

    def text_result(self, formula: bytes, text: str) -> bytes:
        """A formula element with a text as its result."""
        return b' t="str">' + formula + self.value(escape(text)) + self._cell_tail
