"""Number formats: what one makes of a stored number (``#,##0.0`` makes ``1,027.0`` of ``1027``)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from kpi_desktop.domain.figures.readings import printed_number

BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    49: "@",
    **{number: "yyyy/m/d" for number in (*range(14, 18), *range(27, 37), *range(50, 59))},
    **{number: "h:mm:ss" for number in (*range(18, 22), *range(45, 48))},
    22: "yyyy/m/d h:mm",
}

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<pad>[_*].)|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|(?P<condition>\[[<>=][^\]]*\])|(?P<elapsed>\[[hms]+\])|\[[^\]]*\]"
    r"|(?P<general>General|G/標準|Standard)|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)"
    r"|(?P<percent>[%％])|(?P<date>AM/PM|A/P|[ymdhsge]+)|(?P<other>.)",
    re.I | re.S,
)
_ODD = re.compile(r"[@/,]|E[+-]", re.I)
#: Room for every digit of the largest number that a cell can hold.
_EXACT = Context(prec=400)


@dataclass(frozen=True)
class _Section:
    """One of the up to four parts of a format. ``digits`` is None for one without placeholders.

    ``is_known``: whether nothing stands in it that is not understood here.
    """

    before: str
    digits: str | None
    after: str
    percent: int
    general: bool
    is_known: bool

    @property
    def _whole(self) -> str:
        """Placeholders before the point; commas behind the last one scale and do not group."""
        return (self.digits or "").partition(".")[0]

    @property
    def _places(self) -> str:
        return (self.digits or "").partition(".")[2]

    @property
    def grouped(self) -> bool:
        """Whether thousands are set apart by commas."""
        return "," in self._whole.rstrip(",")

    @property
    def shift(self) -> int:
        """The power of ten by which it multiplies: percents, and commas at the end."""
        return 2 * self.percent - 3 * (len(self._whole) - len(self._whole.rstrip(",")))

    @property
    def least_whole(self) -> int:
        """Digits before the point that are printed at least."""
        return self._whole.count("0")

    @property
    def least_places(self) -> int:
        """Decimals that are printed at least."""
        return self._places.count("0")

    @property
    def most_places(self) -> int:
        """Decimals that are printed at most."""
        return len(self._places)


@lru_cache(maxsize=512)
def is_date(code: str) -> bool:
    """Whether *code* prints dates or times."""
    return any(match["date"] or match["elapsed"] for match in _TOKEN.finditer(code.split(";")[0]))


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)[:3]
    return tuple(map(_section, parts))


def _section(part: str) -> _Section:
    tokens = list(_TOKEN.finditer(part))
    at = next((at for at, token in enumerate(tokens) if _is_placeholder(token)), len(tokens))
    before, after = tokens[:at], tokens[at + 1 :]
    return _Section(
        before="".join(map(_literal, before)),
        digits=tokens[at]["digits"] if at < len(tokens) else None,
        after="".join(map(_literal, after)),
        percent=sum(bool(token["percent"]) for token in tokens),
        general=at < len(tokens) and bool(tokens[at]["general"]),
        is_known=not any(map(_is_strange, before + after)),
    )


def _is_placeholder(token: re.Match[str]) -> bool:
    return bool(token["digits"] or token["general"])


def _is_strange(token: re.Match[str]) -> bool:
    if token["condition"] or token["date"] or token["elapsed"] or _is_placeholder(token):
        return True
    return token["other"] is not None and _ODD.match(token["other"]) is not None


def _literal(token: re.Match[str]) -> str:
    for kind in ("quoted", "escaped", "currency", "percent", "other"):
        if token[kind]:
            return token[kind]
    return " " if (token["pad"] or "").startswith("_") else ""


@lru_cache(maxsize=512)
def _plain_spec(code: str) -> tuple[int, str] | None:
    """Decimals and Python's format of the codes that nearly every form uses: 0, #,##0, 0.0, #,##0.00."""
    match = re.fullmatch(r"(#,##)?0(?:\.(0+))?", code)
    if match is None:
        return None
    places = len(match[2] or "")
    return places, f"{',' if match[1] else ''}.{places}f"


def shown(raw: str, code: str) -> str:
    """*raw* (a plain decimal) as *code* prints it; *raw* itself where the format is not understood."""
    if code in ("General", "@"):
        return raw
    spec = _plain_spec(code)
    if spec is not None and len(raw) < 16 and len(raw.partition(".")[2]) <= spec[0]:
        return format(float(raw), spec[1])
    sections = _sections(code)
    if not all(one.is_known for one in sections):
        return raw
    section = _section_for(raw, sections)
    text = _print(raw.removeprefix("-"), section).strip()
    has_sign = raw.startswith("-") and section is sections[0] and text.strip("0.,%")
    return "-" + text if has_sign else text


def _section_for(raw: str, sections: Sequence[_Section]) -> _Section:
    """The second for a negative number, the third for zero, where there are so many."""
    if raw.startswith("-") and len(sections) > 1:
        return sections[1]
    if len(sections) > 2 and not raw.strip("0."):
        return sections[2]
    return sections[0]


def _print(raw: str, section: _Section) -> str:
    if section.general:
        return section.before + raw + section.after
    if section.digits is None:
        return section.before
    value = Decimal(raw).scaleb(section.shift, _EXACT)
    return section.before + _padded(_rounded(value, section), section) + section.after


def _rounded(value: Decimal, section: _Section) -> str:
    least, most = section.least_places, section.most_places
    rounded = value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP, _EXACT)
    whole, _, places = f"{rounded:{',' if section.grouped else ''}f}".partition(".")
    places = places[:least] + places[least:].rstrip("0")
    return f"{whole}.{places}" if places else whole


def _padded(text: str, section: _Section) -> str:
    """*text* with the zeros that the format prints before the point."""
    if section.least_whole == 0:
        return text.removeprefix("0")
    if section.grouped:
        return text
    whole, point, places = text.partition(".")
    return whole.zfill(section.least_whole) + point + places


def in_full(value: int | float, code: str) -> str:
    """*value* as *code* prints it, except that no decimals are lost and no words put around it.

    >>> in_full(40, "0.0"), in_full(1027, '#,##0"人"'), in_full(0.5531, "0.0%")
    ('40.0', '1,027', '55.31%')
    """
    number = Decimal(format(value, ".15g"))
    section = _sections(code or "General")[0]
    if section.digits is None:
        return printed_number(number, 0, grouped=False)
    percent = section.percent
    text = printed_number(number.scaleb(2 * percent), section.least_places, section.grouped)
    return text + "%" * percent


def plain_format(decimals: int, grouped: bool = True) -> str:
    """``#,##0.0`` for one decimal, grouped."""
    whole = "#,##0" if grouped else "0"
    return whole + "." + "0" * decimals if decimals else whole


def date_text(raw: str, date1904: bool) -> str:
    """ISO text of a serial date; *raw* itself where it is not one."""
    serial = float(raw)
    when = moment(serial, date1904)
    if when is None:
        return raw
    if serial < 1:
        return when.strftime("%H:%M:%S").removesuffix(":00")
    if when.time() == datetime.time():
        return when.date().isoformat()
    return when.isoformat(" ")


def moment(serial: float, date1904: bool) -> datetime.datetime | None:
    """The moment that a serial date stands for, below one a time of the first day; None for no date."""
    if not 0 <= serial < 2_958_466:
        return None
    epoch = datetime.datetime(1904, 1, 1) if date1904 else datetime.datetime(1899, 12, 30)
    if not date1904 and serial < 60:
        epoch += datetime.timedelta(days=1)
    try:
        return epoch + datetime.timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return None
