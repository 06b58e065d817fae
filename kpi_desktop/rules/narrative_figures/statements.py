"""What sentences say without a figure: 目標を達成した, 前年度から増加した, 過去最高, ３年連続で減少."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_desktop.domain.assessment import Assessment, Verdict, assess_series
from kpi_desktop.domain.fiscal import FiscalYear
from kpi_desktop.rules.case import IndicatorCase, Nature, Row
from kpi_desktop.rules.narrative_figures.anchors import Point, anchors
from kpi_desktop.rules.narrative_figures.sentences import Sentence, sentences
from kpi_desktop.rules.narrative_figures.subjects import (
    About,
    Subject,
    about_at,
    subject_of,
    topics,
)

_GOAL = r"目標(?:値|額|数)?(?:の[^、。]{1,14}|である[^、。]{1,14}|\([^()]*\))?"
_END = r"(?=[、。)]|もの|が|こと|結果|状況|ため|ところ|$)"
_MET = re.compile(
    _GOAL + r"(?:を|は|も)?(?:既に|すでに|全て|いずれも|大きく|大幅に|それぞれ)?"
    rf"(?:達成(?:した{_END}|している{_END}|しており|済|でき(?!な|ず))|上回(?:った|っている|っており){_END}|超え(?:た{_END}|ている))"
    + rf"|{_GOAL}に(?:到達|達)した{_END}"
)
_MISSED = re.compile(
    _GOAL + r"(?:を|は|も|に|には|の)?(?:わずかに|依然として|遠く)?"
    r"(?:達成(?:に(?:は|も)?至ら|に(?:は|も)?至って(?:おら|い)|でき(?:な|ず)|して(?:いな|おら)|とはなら)"
    r"|未達成|届か(?:な|ず)|及ば(?:な|ず)|達して(?:いな|おら)|下回(?:った|っている|っており))"
)
_AIM = re.compile(r"(?:達成に向け|達成を目指|達成のため|達成するため|達成できるよう|達成が見込)")
_MOVED = re.compile(
    r"(?:前年度?|昨年度?)(?:比(?:で|では)?|から(?:は)?|より(?:も)?|に比べて?|と比べて?)"
    r"(?:大幅な|大幅に|大きく|大きな|やや|わずかに|若干)*(?:(?P<up>増加|増え|上昇)|(?P<down>減少|減っ|低下))"
    r"(?:し|に転じ|となっ|た|て|傾向|とな)"
)
_RECORD = re.compile(
    r"過去(?:(?P<up>最高|最多|最大)|(?P<down>最少|最低|最小))(?:を(?:更新|記録)|となっ|の)"
)
_STREAK = re.compile(
    r"(?P<years>\d)年(?:連続|続けて|続いて)(?:で|の)?(?:(?P<up>増|上昇|伸び)|(?P<down>減|低下|下落))"
)


@dataclass(frozen=True)
class Statement:
    """A statement that the figures contradict. ``claimed`` and ``expected`` in words."""

    sentence: Sentence
    claimed: str
    expected: str
    fields: tuple[str, ...]


def verdict_doubts(case: IndicatorCase) -> Iterator[Statement]:
    """Sentences that say 達成 or 未達成 where every assessed series says the opposite."""
    for sentence, about in _told(case):
        if sentence.box == "今後の方向性" or _AIM.search(sentence.text):
            continue
        for pattern, claimed in ((_MET, Verdict.ACHIEVED), (_MISSED, Verdict.NOT_ACHIEVED)):
            for match in pattern.finditer(sentence.masked):
                if about.at(match.start()) is About.OTHER:
                    continue
                found = _contradicted(case, sentence, match.start(), claimed)
                if found is not None:
                    yield found


def _contradicted(
    case: IndicatorCase, sentence: Sentence, position: int, claimed: Verdict
) -> Statement | None:
    named = [one for one in anchors(sentence.text) if one.point is Point.YEAR and one.year]
    years = {one.year for one in named if one.year}
    year = case.evaluation_year
    if years - {year}:
        if len(years) > 1 or not re.match("度?に|度?以降", sentence.text[named[0].end :]):
            return None
        year = named[0].year or year
    said = [one for one in _assessments(case, year) if one.verdict in (claimed, *_OPPOSITE)]
    if not said or any(one.verdict is claimed for one in said):
        return None
    fields = tuple(row.fields[year] for row in case.rows if year in row.fields)
    return Statement(
        sentence, claimed.value, f"{said[0].verdict.value}（{said[0].reason}）", fields
    )


_OPPOSITE = (Verdict.ACHIEVED, Verdict.NOT_ACHIEVED)


def _assessments(case: IndicatorCase, year: FiscalYear) -> list[Assessment]:
    actuals = case.actuals
    numbers = {row.sent.number for row in case.rows}
    return [
        assess_series(case.indicator, one, year, actuals[one.number], actuals)
        for one in case.indicator.assessed_series
        if one.number in numbers
    ]


def direction_doubts(case: IndicatorCase) -> Iterator[Statement]:
    """Sentences on the indicator whose words of direction go against every series."""
    rows = [row for row in case.rows if row.nature is Nature.FIGURE]
    for sentence, about in _told(case):
        for pattern, judge in ((_MOVED, _steps), (_RECORD, _record), (_STREAK, _streak)):
            for match in pattern.finditer(sentence.masked):
                if about.at(match.start()) is not About.INDICATOR or _other_year(case, sentence):
                    continue
                told = [judge(row, match) for row in rows]
                known = [one for one in told if one is not None]
                if known and not any(one.holds for one in known):
                    words = "、".join(one.words for one in known)
                    fields = tuple(name for one in known for name in one.fields)
                    yield Statement(sentence, match[0], words, fields)


def _other_year(case: IndicatorCase, sentence: Sentence) -> bool:
    years = {one.year for one in anchors(sentence.text) if one.year and not one.compared}
    return bool(years - {case.evaluation_year})


@dataclass(frozen=True)
class _Told:
    holds: bool
    words: str
    fields: tuple[str, ...]


def _sign(match: re.Match[str]) -> int:
    return 1 if match["up"] else -1


def _series(row: Row) -> list[tuple[FiscalYear, Decimal]]:
    """Figures up to this year, oldest first; empty unless this year has one."""
    now = row.now.value
    return [] if now is None else [*row.history(row.year).items(), (row.year, now)]


def _words(row: Row, years: Sequence[FiscalYear]) -> str:
    shown = [
        row.actual(one).display() if one in row.fields else row.sent.baseline.display()
        for one in years
    ]
    return "→".join(shown)


def _steps(row: Row, match: re.Match[str]) -> _Told | None:
    last, now = row.trusted(row.year.plus(-1)).value, row.now.value
    if last is None or now is None:
        return None
    years = (row.year.plus(-1), row.year)
    fields = tuple(row.fields[one] for one in years)
    return _Told((now - last) * _sign(match) > 0, _words(row, years), fields)


def _record(row: Row, match: re.Match[str]) -> _Told | None:
    found = _series(row)
    if len(found) < 2:
        return None
    now, sign = found[-1][1], _sign(match)
    holds = all((now - value) * sign >= 0 for _, value in found)
    return _Told(holds, _words(row, [year for year, _ in found]), (row.now_field,))


def _streak(row: Row, match: re.Match[str]) -> _Told | None:
    found = _series(row)[-int(match["years"]) - 1 :]
    if len(found) <= int(match["years"]):
        return None
    steps = zip(found, found[1:], strict=False)
    holds = all((b - a) * _sign(match) > 0 for (_, a), (_, b) in steps)
    return _Told(holds, _words(row, [year for year, _ in found]), (row.now_field,))


class _About:
    """What is spoken of at any position of a sentence."""

    def __init__(self, sentence: Sentence, subject: Subject, inherited: About) -> None:
        self._masked = sentence.masked
        self._topics = topics(self._masked, subject)
        self._inherited = inherited

    def at(self, position: int) -> About:
        return about_at(self._masked, position, self._topics, self._inherited)


def _told(case: IndicatorCase) -> Iterator[tuple[Sentence, _About]]:
    subject = subject_of(case)
    for box, text in case.narratives.items():
        inherited, paragraph = About.OPEN, -1
        for sentence in sentences(box, text):
            inherited = inherited if sentence.paragraph == paragraph else About.OPEN
            paragraph = sentence.paragraph
            about = _About(sentence, subject, inherited)
            yield sentence, about
            inherited = about.at(len(sentence.masked))
