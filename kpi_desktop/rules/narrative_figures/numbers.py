"""Figures in a sentence: value, precision, unit, and the words that make them less than exact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

_POWERS = {"兆": 12, "億": 8, "万": 4, "千": 3}
_NUMBER = re.compile(
    r"(?P<sign>(?<![\dA-Za-z.])[+\-△▲])?"
    r"(?P<body>\d[\d,]*(?:\.\d+)?(?:[兆億万千]\d[\d,]*(?:\.\d+)?)*[兆億万千]?)"
)
_PIECE = re.compile(r"(\d[\d,]*(?:\.\d+)?)([兆億万千]?)")
#: Years and dates; what stands in them is no figure.
_DATES = re.compile(
    r"(?:令和|平成|昭和|(?<![A-Za-z])[RHS])\s*(?:元|\d{1,2})(?:\.\d{1,2}){0,2}"
    r"(?:年度?)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"|(?:19|20)\d\d年度?|\d{1,2}月\d{1,2}日|\d{1,2}月|\d{1,2}日(?!間)"
)
_ABOUT = ("約", "およそ", "概ね", "おおむね", "ほぼ")
_ROUGH = (
    "程度",
    "前後",
    "余り",
    "余",
    "強",
    "弱",
    "近く",
    "ほど",
    "以上",
    "以下",
    "未満",
    "超",
    "台",
    "半ば",
)
#: What says that the right figure lies above, or below, the one that is written.
_MORE = ("余り", "余", "強", "超", "以上")
_LESS = ("弱", "近く", "未満", "足らず")
#: What follows a figure that counts something else or sets a condition.
_CONDITION = re.compile(
    r"^(?:当たり|あたり|中(?!学|部)|のうち|に1(?![\d,])|分の|以下の|未満の|以上の|規模|ごと|おき|分)"
)


@dataclass(frozen=True)
class Number:
    """A figure at ``start``–``end`` (unit included); ``value`` and ``ulp`` (its last place) in base units.

    ``beyond`` is +1 for 余り and 強, −1 for 弱 and 近く: the right one is more, or less, than is written.
    ``unit`` is what was recognised: a spelling of one of the units asked for, %, ポイント, 倍, or ''.
    """

    start: int
    end: int
    value: Decimal
    ulp: Decimal
    unit: str
    sign: str
    about: bool
    digits: int
    beyond: int = 0


#: What figures count that are not of the series' own unit.
_RELATIVE = ("%ポイント", "ポイント", "パーセント", "%", "倍")


def numbers(text: str, units: Sequence[str]) -> Iterator[Number]:
    """Every figure of *text* that is not part of a date, with its unit when it is one of *units*."""
    dates = [match.span() for match in _DATES.finditer(text)]
    for match in _NUMBER.finditer(text):
        start, end = match.span("body")
        in_date = any(first < end and start < last for first, last in dates)
        if in_date or text[start - 1 : start] in ("第", "."):
            continue
        number = _number(match, units)
        if number is not None:
            yield number


def _number(match: re.Match[str], units: Sequence[str]) -> Number | None:
    """The figure of a match; None when it is part of a name or counts something else."""
    behind = match.string[match.end() :]
    if behind[:1].isascii() and behind[:1].isalpha() and not _starts(behind, units):
        return None
    spelled = _starts(behind, (*units, *_RELATIVE))
    behind = behind[len(spelled) :]
    if _CONDITION.match(behind):
        return None
    value, ulp = _value(match["body"])
    return Number(
        match.start(),
        match.end() + len(spelled),
        value,
        ulp,
        "%" if spelled == "パーセント" else spelled.removeprefix("%") or spelled,
        match["sign"] or "",
        match.string[: match.start()].endswith(_ABOUT) or behind.startswith(_ROUGH),
        sum(char.isdigit() for char in match["body"]),
        _beyond(behind),
    )


def _beyond(behind: str) -> int:
    return 1 if behind.startswith(_MORE) else -1 if behind.startswith(_LESS) else 0


def _starts(rest: str, units: Sequence[str]) -> str:
    """The longest of *units* with which *rest* starts, as it stands there."""
    fits = [one for one in units if one and rest.lower().startswith(one.lower())]
    fits = [one for one in fits if not re.match("[a-z]{2}", rest[len(one) - 1 :].lower())]
    return rest[: max(map(len, fits))] if fits else ""


def _value(body: str) -> tuple[Decimal, Decimal]:
    total, ulp = Decimal(0), Decimal(1)
    for digits, power in _PIECE.findall(body):
        number = Decimal(digits.replace(",", ""))
        scale = _POWERS.get(power, 0)
        total += number.scaleb(scale)
        ulp = Decimal(1).scaleb(scale - len(digits.partition(".")[2]))
    return total, ulp
