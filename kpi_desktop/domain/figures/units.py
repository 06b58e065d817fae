"""Units of figures: 人/年, 億円/年, kg/10a/年, %, or none."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

#: Japanese scale characters and their powers of ten.
SCALES = {"兆": 12, "億": 8, "万": 4}


@dataclass(frozen=True)
class Unit:
    """単位。``text`` is printed as given; an empty text means that there is no unit."""

    text: str = ""

    @property
    def scale(self) -> int:
        """Power of ten that a leading scale character stands for: 8 for 億円, 4 for 万人."""
        return SCALES.get(self.text[:1], 0)

    @property
    def period(self) -> str:
        """What follows the last slash when it is a span of time: 年, 4年, 日; else empty."""
        last = unicodedata.normalize("NFKC", self.text).rpartition("/")[2]
        return last if "/" in self.text.replace("／", "/") and last[-1:] in "年月日" else ""

    @property
    def is_percent(self) -> bool:
        """Whether figures are percentages."""
        return unicodedata.normalize("NFKC", self.text) in ("%", "パーセント")

    def accepts(self, suffix: str) -> bool:
        """Whether *suffix*, typed behind a figure, names this unit (with or without period)."""
        typed, own = _key(suffix), _key(self.text)
        if not typed or typed == own:
            return True
        period = _key(self.period)
        return bool(period) and typed == own.removesuffix("/" + period)

    def __str__(self) -> str:
        return self.text


def _key(text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).split()).lower()
    plain = plain.replace("パーセント", "%").replace("ヶ所", "カ所").replace("か所", "カ所")
    return plain.replace("ヵ所", "カ所").replace("箇所", "カ所").replace("個所", "カ所")
