"""Lists of names in one cell: 「商工労働部・農林水産部」, also when a name itself holds 「・」."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kpi_desktop.domain.figures.readings import match_key

_SEPARATOR = re.compile(r"([・･、，,\n])")


@dataclass(frozen=True)
class NameList:
    """Splits a cell into names; *names* are the known ones, which separators do not take apart."""

    names: tuple[str, ...]

    def split(self, text: str) -> tuple[str, ...]:
        """The names in *text*, in order, each once; known ones as they are known.

        >>> NameList(("文化・スポーツ部",)).split("土木部・文化・スポーツ部")
        ('土木部', '文化・スポーツ部')
        """
        known = {match_key(name): name for name in self.names}
        pieces = _SEPARATOR.split(text)
        found: list[str] = []
        start = 0
        while start < len(pieces):
            for end in range(len(pieces), start, -2):
                joined = "".join(pieces[start:end])
                if match_key(joined) in known:
                    found.append(known[match_key(joined)])
                    start = end + 1
                    break
            else:
                found.append(pieces[start].strip())
                start += 2
        return tuple(dict.fromkeys(one for one in found if one))


def nearest(name: str, known: Sequence[str]) -> str:
    """The known name most like *name*, empty when none is like it."""
    return next(iter(difflib.get_close_matches(name, known, 1, 0.6)), "")
