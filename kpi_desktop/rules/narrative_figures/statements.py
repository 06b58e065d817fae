"""What sentences say without a figure: 目標を達成した, 前年度から増加した, 過去最高, ３年連続で減少."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_desktop.domain.assessment import Assessment, Verdict, assess_series, direction_of
from kpi_desktop.domain.fiscal import FiscalYear
from kpi_desktop.domain.indicator import Direction
from kpi_desktop.rules.case import IndicatorCase, Nature, Row
from kpi_desktop.rules.narrative_figures.anchors import Anchor, anchors
from kpi_desktop.rules.narrative_figures.numbers import numbers
from kpi_desktop.rules.narrative_figures.sentences import MASK, Sentence, fold, sentences
from kpi_desktop.rules.narrative_figures.subjects import (
    CLAUSE_END,
    About,
    Subject,
    about_at,
    subject_of,
    topics,
)

#: 目標, with its amount: 目標の80億円, 目標120件, 目標値(50.0%).
_GOAL = rf"目標(?:値|額|数)?{MASK}*(?:(?:の|である)[^、。]{{1,14}}|[\d,.兆億万千]+[^、。\d]{{0,8}}?)?{MASK}*"
_HOW = r"(?:既に|すでに|全て|いずれも|大きく|大幅に|それぞれ|わずかに|依然として|遠く)*"
_MORE = r"(?:[\d,.兆億万千]+[^、。\d]{0,8}?)?"
_END = r"(?=[、。)]|もの|が|こと|結果|状況|ため|ところ|$)"
_MET = re.compile(
    _GOAL
    + r"(?:を|は|も)?"
    + _HOW
    + _MORE
    + rf"(?:達成(?:した{_END}|している{_END}|しており|済|でき(?!な|ず|ていな|ておら))"
    rf"|上回(?:った|っている|っており){_END}|上回る(?:こと(?:が|と)|結果)|超え(?:た{_END}|ている|ており))"
    rf"|{_GOAL}に(?:は|も)?{_HOW}(?:到達|達)した{_END}"
)
_MISSED = re.compile(
    _GOAL
    + r"(?:を|は|も|に|には|の)?"
    + _HOW
    + _MORE
    + r"(?:達成(?:に(?:は|も)?至ら|に(?:は|も)?至って(?:おら|い)|でき(?:な|ず|ていな|ておら)|して(?:いな|おら)|とはなら)"
    r"|未達成|届か(?:な|ず)|届いて(?:いな|おら)|及ば(?:な|ず)|及んで(?:いな|おら)|達して(?:いな|おら)|達しな"
    r"|(?:超え|上回っ)て(?:いな|おら)|超えな|上回(?:らな|ること(?:は|が)でき(?:な|ず))"
    r"|下回(?:った|っている|っており)|下回る(?:結果|こと|水準)|割(?:った|って(?:いる|おり)|り込))"
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
                found = _contradicted(case, sentence, match, claimed)
                if found is not None:
                    yield found


def _contradicted(
    case: IndicatorCase, sentence: Sentence, match: re.Match[str], claimed: Verdict
) -> Statement | None:
    year = _year_told(case, sentence)
    if year is None or _other_goal(case, sentence.text[: match.start()]):
        return None
    if re.search("上回|超え|下回|割", match[0]) and _less_is_better(case):
        return None
    verdicts = _assessments(case, year, match[0])
    said = [one for one in verdicts if one.verdict in (claimed, *_OPPOSITE)]
    if not said or any(one.verdict is claimed for one in said):
        return None
    fields = tuple(row.fields[year] for row in case.rows if year in row.fields)
    return Statement(
        sentence, claimed.value, f"{said[0].verdict.value}（{said[0].reason}）", fields
    )


def _less_is_better(case: IndicatorCase) -> bool:
    """Whether 目標を上回る may mean either: more than the target, or better."""
    series = case.indicator.assessed_series
    return any(direction_of(case.indicator, one) is Direction.DOWN for one in series)


def _other_goal(case: IndicatorCase, told: str) -> bool:
    """Whether an aim is put into words (…という目標) that are not the target's own."""
    if not re.search(r"(?:という|とする|との|ための|ような)$", told):
        return False
    return not any(fold(row.sent.target.display()) in told for row in case.rows)


def _year_told(case: IndicatorCase, sentence: Sentence) -> FiscalYear | None:
    """The year whose verdict a sentence tells; None when it speaks of several, or of another by the way."""
    text = sentence.text
    told = _told_years(text)
    years = {one.year for one in told}
    if not years - {case.evaluation_year}:
        return case.evaluation_year
    if len(years) > 1 or not re.match("度?に|度?以降", text[told[0].end :]):
        return None
    return told[0].year


_OPPOSITE = (Verdict.ACHIEVED, Verdict.NOT_ACHIEVED)


def _assessments(case: IndicatorCase, year: FiscalYear, aim: str) -> list[Assessment]:
    """The verdicts of *year*: of the series whose target the words *aim* name, else of every one."""
    actuals = case.actuals
    sent = {row.sent.number for row in case.rows}
    assessed = [one for one in case.indicator.assessed_series if one.number in sent]
    named = {one.value for one in numbers(aim, ())}
    meant = [one for one in assessed if one.target.value in named] or assessed
    return [assess_series(case.indicator, one, year, actuals[one.number], actuals) for one in meant]


def direction_doubts(case: IndicatorCase) -> Iterator[Statement]:
    """Sentences on the indicator whose words of direction go against every series."""
    rows = [row for row in case.rows if row.nature is Nature.FIGURE]
    for sentence, about in _told(case):
        for pattern, judge in ((_MOVED, _steps), (_RECORD, _record), (_STREAK, _streak)):
            for match in pattern.finditer(sentence.masked):
                if about.at(match.start()) is not About.INDICATOR or _other_year(
                    case, sentence, match
                ):
                    continue
                told = [judge(row, match) for row in rows]
                known = [one for one in told if one is not None]
                if known and not any(one.holds for one in known):
                    words = "、".join(one.words for one in known)
                    fields = tuple(name for one in known for name in one.fields)
                    yield Statement(sentence, match[0], words, fields)


def _other_year(case: IndicatorCase, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the words are of another year; a streak goes on to this one unless its clause says not."""
    text, start = sentence.text, 0
    if match.re is _STREAK:
        ends = [one.end() for one in CLAUSE_END.finditer(text) if one.end() <= match.start()]
        start = max(ends, default=0)
    years = {one.year for one in _told_years(text) if one.start >= start}
    return bool(years - {case.evaluation_year})


def _told_years(text: str) -> list[Anchor]:
    """Years that are spoken of, not only compared with."""
    return [
        one
        for one in anchors(text)
        if one.year and (not one.compared or re.match("(?:末|中)?まで", text[one.end :]))
    ]


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
        self._topics = topics(self._masked, subject, inherited)
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
