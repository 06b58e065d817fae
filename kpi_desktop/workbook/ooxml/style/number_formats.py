"""What a number format makes of a stored number: ``#,##0.0`` makes ``1,027.0`` of ``1027``."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

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


@dataclass(frozen=True)
class _Section:
    """One of the up to four parts of a format. ``digits`` is None for one without placeholders."""

    before: str
    digits: str | None
    after: str
    percent: int = 0
    general: bool = False


@lru_cache(maxsize=512)
def is_date(code: str) -> bool:
    """Whether *code* prints dates or times."""
    return any(match["date"] or match["elapsed"] for match in _TOKEN.finditer(code.split(";")[0]))


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...] | None:
    """Parts of *code*; None when it holds anything that is not understood here."""
    found = []
    for part in re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)[:3]:
        section = _section(part)
        if section is None:
            return None
        found.append(section)
    return tuple(found)


def _section(part: str) -> _Section | None:
    literals = ["", ""]
    digits: str | None = None
    percent = 0
    general = False
    for match in _TOKEN.finditer(part):
        side = 0 if digits is None and not general else 1
        if match["condition"] or match["date"] or match["elapsed"]:
            return None
        if match["digits"] or match["general"]:
            if side:
                return None
            digits, general = match["digits"], bool(match["general"])
        elif match["percent"]:
            percent += 1
            literals[side] += match["percent"]
        elif match["other"] is not None and _ODD.match(match["other"]):
            return None
        else:
            text = match["quoted"] or match["escaped"] or match["currency"] or match["other"]
            literals[side] += text or (" " if (match["pad"] or "").startswith("_") else "")
    return _Section(literals[0], digits, literals[1], percent, general)


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
    if not sections:
        return raw
    negative = raw.startswith("-")
    if negative and len(sections) > 1:
        return _print(raw[1:], sections[1]).strip()
    if len(sections) > 2 and not raw.strip("0."):
        return _print(raw, sections[2]).strip()
    text = _print(raw.removeprefix("-"), sections[0]).strip()
    return "-" + text if negative and text.strip("0.,%") else text


def _print(raw: str, section: _Section) -> str:
    if section.general:
        return section.before + raw + section.after
    if section.digits is None:
        return section.before
    whole, _, places = section.digits.partition(".")
    scaled = whole.rstrip(",")
    shift = 2 * section.percent - 3 * (len(whole) - len(scaled))
    least, most = places.count("0"), len(places)
    own = len(raw.partition(".")[2])
    grouping = "," if "," in scaled else ""
    if shift == 0 and own <= most:
        text = f"{Decimal(raw):{grouping}.{max(own, least)}f}"
    else:
        value = Decimal(raw).scaleb(shift)
        step = Decimal(1).scaleb(-most)
        text = f"{value.quantize(step, ROUND_HALF_UP):{grouping}f}"
        if most > least:
            head, _, tail = text.partition(".")
            tail = tail[:least] + tail[least:].rstrip("0")
            text = f"{head}.{tail}" if tail else head
    wanted = scaled.count("0")
    if wanted == 0 and text.startswith("0"):
        text = text[1:]
    elif not grouping and wanted > 1:
        head, dot, tail = text.partition(".")
        text = head.zfill(wanted) + dot + tail
    return section.before + text + section.after


def date_text(raw: str, date1904: bool) -> str:
    """ISO text of a serial date; *raw* itself where it is not one."""
    serial = float(raw)
    if not 0 <= serial < 2_958_466:
        return raw
    epoch = datetime.datetime(1904, 1, 1) if date1904 else datetime.datetime(1899, 12, 30)
    if not date1904 and serial < 60:
        epoch += datetime.timedelta(days=1)
    try:
        moment = epoch + datetime.timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return raw
    if serial < 1:
        return moment.strftime("%H:%M:%S").removesuffix(":00")
    if moment.time() == datetime.time():
        return moment.date().isoformat()
    return moment.isoformat(" ")
