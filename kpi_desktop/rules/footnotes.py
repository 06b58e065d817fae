"""Corrections that are asked for in words only: 「※R4実績値1,592は1,529の誤り」 with the value left as it was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import Reading, match_key, parse_reading
from kpi_desktop.domain.finding import Category, Severity
from kpi_desktop.domain.forms.form import FOOTNOTE_FIELD, series_field
from kpi_desktop.rules.case import IndicatorCase, Row
from kpi_desktop.rules.past_values import changes, footnote_explains
from kpi_desktop.rules.rule import Hit, Rule, Scope

_YEAR = re.compile(r"(?:令和|平成|[RH])(?:元|\d{1,2})(?:年度?)?(?!\d)|策定時")
_FIGURE = (
    r"「?(\d[\d,]*(?:\.\d+)?(?:[兆億万]\d[\d,]*(?:\.\d+)?)*[兆億万]?)[^\d、。「」()→⇒は]{0,8}?」?"
)
#: Before and after: 1,592は1,529の誤り, 1,592→1,529, 1,592を1,529に訂正.
_BOTH = re.compile(
    _FIGURE
    + r"(?:から|→|⇒|を|は、?(?:正しくは)?)"
    + _FIGURE
    + r"(?:の誤り|に|へ|です|であ|が正|[)」、。]|$)"
)
#: Only what is right: 正しくは1,529, 1,529の誤り, 1,529に訂正.
_RIGHT = re.compile(
    rf"正しくは{_FIGURE}(?:[^\d]|$)|{_FIGURE}(?:の誤り|が正し|に(?:修正|訂正|変更|改め))"
)


#: A figure field, the value as sent and as it should be.
Change = tuple[str, Reading, Reading]


def asked_in_words(case: IndicatorCase) -> Iterator[Change]:
    """Figure fields whose correction a new footnote asks for, with the value as sent and as it should be.

    Nothing where the words do not tell which value is meant, or where the cell itself was changed.
    """
    if not footnote_explains(case):
        return
    changed = {name for name, _, _ in changes(case)}
    known = set(map(match_key, case.sent.footnote.splitlines()))
    for text in case.footnote.splitlines():
        if match_key(text) in known:
            continue
        plain = "".join(unicodedata.normalize("NFKC", text).split())
        years = list(_YEAR.finditer(plain))
        ends = [one.start() for one in years[1:]] + [len(plain)]
        for year, end in zip(years, ends, strict=False):
            asked = _asked(case, plain, year[0], plain[year.end() : end])
            if asked is not None and asked[0] not in changed:
                yield asked


def _asked(case: IndicatorCase, line: str, year: str, rest: str) -> Change | None:
    """The one value that *line* asks to change, *rest* being its words on *year*; None when several fit."""
    old, new = _old_and_new(rest)
    if not new:
        return None
    fits = [(row, _change(case, row, year, old, new)) for row in case.rows]
    meant = [(row, change) for row, change in fits if change is not None]
    named = [one for one in meant if one[0].sent.label and match_key(one[0].sent.label) in line]
    changes_meant = [change for _, change in named or meant]
    return changes_meant[0] if len(changes_meant) == 1 else None


def _old_and_new(words: str) -> tuple[str, str]:
    """The figure that is wrong, where it is named, and the right one; empty when there is none."""
    both, right = _BOTH.search(words), _RIGHT.search(words)
    if both:
        return both[1], both[2]
    return "", (right[1] or right[2]) if right else ""


def _change(case: IndicatorCase, row: Row, year: str, old: str, new: str) -> Change | None:
    """What would change in one row; None when *old* does not stand there, or *new* is no other figure."""
    name = _field(row, year)
    if name is None:
        return None
    unit = row.sent.unit
    sent, after = case.sent.figures()[name], parse_reading(new, unit)
    before = case.corrected.get(name, sent)
    if not after.is_figure or after.same_as(before):
        return None
    if old and not parse_reading(old, unit).same_as(sent):
        return None
    return name, before, after


def _field(row: Row, year: str) -> str | None:
    """The past value, or the baseline, that a year means in one row."""
    baseline = series_field(row.position, "策定時")
    if year == "策定時":
        return baseline
    try:
        named = FiscalYear.parse(year)
    except ValueError:
        return None
    if named in row.fields and named < row.year:
        return row.fields[named]
    return baseline if named == row.sent.baseline_year else None


def _in_words(case: IndicatorCase) -> Iterator[Hit]:
    for name, before, after in asked_in_words(case):
        values = {"前": before.display() or "空欄", "後": after.display()}
        yield Hit(name, values, expected=before.display(), actual=after.raw)


def _added(case: IndicatorCase) -> Iterator[Hit]:
    asked = any(True for _ in asked_in_words(case)) or any(True for _ in changes(case))
    if footnote_explains(case) and not asked and not case.corrected:
        yield Hit(
            FOOTNOTE_FIELD, expected=case.sent.footnote, actual=" ".join(case.footnote.split())
        )


ASKED_IN_WORDS = Rule(
    code="K505",
    category=Category.CORRECTION,
    severity=Severity.WARNING,
    scope=Scope.CELL,
    title="脚注での訂正の申し出",
    message="脚注で、{欄}を「{前}」から「{後}」に訂正する申し出があります。",
    suggestion="事務局が訂正を承認するか判断します。部局で直す必要はありません。",
    why="値の欄は保護されているため、脚注の言葉だけで申し出てもらいます。申し出は一度だけ判断し、記録に残します。",
    example="R4実績値はそのままに、脚注に「※R4実績値1,592は1,529の誤り（集計漏れ）」と書いた。",
    hint="過去の値の訂正は、値は変えずに「※R4実績値1,592は1,529の誤り」のように、年度、今の値、正しい値、理由を書いてください。",
    check=_in_words,
    settles=False,
)

FOOTNOTE_ADDED = Rule(
    code="K506",
    category=Category.CORRECTION,
    severity=Severity.INFO,
    scope=Scope.FORM,
    title="脚注の書き足し",
    message="脚注が「{入力}」に変わっています。訂正の申し出としては読み取れませんでした。",
    suggestion="訂正の申し出のときは、「※R4実績値1,592は1,529の誤り」のように、年度、今の値、正しい値を書いてもらってください。",
    why="過去の値の訂正の申し出が、脚注の言葉のまま見落とされないようにするためです。",
    example="脚注に「※調査方法を変更した。」と書き足した。",
    check=_added,
    settles=False,
)
