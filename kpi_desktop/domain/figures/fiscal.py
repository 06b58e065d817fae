"""Fiscal years (年度) in 和暦: the only place with era arithmetic."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

#: Era letter, kanji name and the western year before its first year, newest first.
ERAS = (("R", "令和", 2018), ("H", "平成", 1988), ("S", "昭和", 1925))

_SHORT = re.compile(r"([RHS])\s*\.?\s*(元|\d{1,2})(?:\s*年度?)?")
_LONG = re.compile(r"(令和|平成|昭和)\s*(元|\d{1,2})(?:\s*年度?)?")
_WESTERN = re.compile(r"(19\d{2}|20\d{2})(?:\s*年度?)?")


@dataclass(frozen=True, order=True)
class FiscalYear:
    """年度。``western`` is the calendar year in which the fiscal year begins (R5 = 2023)."""

    western: int

    @classmethod
    def parse(cls, text: object) -> FiscalYear:
        """Read ``R5``, ``Ｒ５``, ``令和5年度``, ``令和元年度``, ``H30``, ``2023`` or ``2023年度``.

        Raises ValueError with a Japanese message when *text* is none of these.
        """
        plain = unicodedata.normalize("NFKC", str(text)).strip().upper()
        plain = plain.removesuffix(".0")
        if match := _SHORT.fullmatch(plain):
            return cls._of_era(match[1], match[2])
        if match := _LONG.fullmatch(plain):
            letter = next(era[0] for era in ERAS if era[1] == match[1])
            return cls._of_era(letter, match[2])
        if match := _WESTERN.fullmatch(plain):
            return cls(int(match[1]))
        raise ValueError(f"「{text}」は年度として読めません。")

    @classmethod
    def _of_era(cls, letter: str, number: str) -> FiscalYear:
        before = next(era[2] for era in ERAS if era[0] == letter)
        count = 1 if number == "元" else int(number)
        if count < 1:
            raise ValueError(f"「{letter}{number}」は年度として読めません。")
        return cls(before + count)

    def _era(self) -> tuple[str, str, int]:
        for letter, name, before in ERAS:
            if self.western > before:
                return letter, name, self.western - before
        raise ValueError(f"{self.western}年度は和暦で表せません。")

    @property
    def short(self) -> str:
        """``R5``."""
        return _short(self.western)

    @property
    def full(self) -> str:
        """``令和5年度`` (the first year of an era is 元年度)."""
        _, name, count = self._era()
        return f"{name}{'元' if count == 1 else count}年度"

    def plus(self, years: int) -> FiscalYear:
        """The fiscal year *years* later (earlier when negative)."""
        return FiscalYear(self.western + years)

    def __hash__(self) -> int:
        return self.western

    def __str__(self) -> str:
        return self.short


@cache
def _short(western: int) -> str:
    letter, _, count = FiscalYear(western)._era()
    return f"{letter}{count}"
