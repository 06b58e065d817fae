"""What sentences say without a figure: 目標を達成した, 前年度から増加した, 過去最高, ３年連続で減少."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.indicators.assessment import (
    Assessment,
    Verdict,
    assess_series,
    direction_of,
)
from kpi_desktop.domain.indicators.indicator import Direction
from kpi_desktop.rules.case import IndicatorCase, Nature, Row
from kpi_desktop.rules.narrative_figures.numbers import numbers
from kpi_desktop.rules.narrative_figures.points_in_time import Anchor, anchors
from kpi_desktop.rules.narrative_figures.sentences import (
    MASK,
    Sentence,
    clause_start,
    fold,
    sentences,
)
from kpi_desktop.rules.narrative_figures.subjects import About, subject_of
from kpi_desktop.rules.narrative_figures.topics import Topics

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


#: Behind these words an aim stands that need not be the target's own: …という目標.
_IN_OTHER_WORDS = re.compile(r"(?:という|とする|との|ための|ような)$")
#: A year that is only the first of those spoken of: 令和４年度に…, 令和４年度以降….
_FROM_THEN = re.compile("度?に|度?以降")
#: Words that compare with the target, and may mean either more than it or better than it.
_MORE_OR_LESS = re.compile("上回|超え|下回|割")
_UP_TO = re.compile("(?:末|中)?まで")


@dataclass(frozen=True)
class Statement:
    """A statement that the figures contradict. ``claimed`` and ``expected`` in words."""

    sentence: Sentence
    claimed: str
    expected: str
    fields: tuple[str, ...]


def verdict_doubts(case: IndicatorCase) -> Iterator[Statement]:
    """Sentences that say 達成 or 未達成 where every assessed series says the opposite."""
    for sentence, topics in _sentences(case):
        if sentence.box == "今後の方向性" or _AIM.search(sentence.text):
            continue
        for pattern, claimed in ((_MET, Verdict.ACHIEVED), (_MISSED, Verdict.NOT_ACHIEVED)):
            for match in pattern.finditer(sentence.masked):
                if topics.about_at(match.start()) is About.OTHER:
                    continue
                contradicted = _contradicted(case, sentence, match, claimed)
                if contradicted is not None:
                    yield contradicted


def _contradicted(
    case: IndicatorCase, sentence: Sentence, match: re.Match[str], claimed: Verdict
) -> Statement | None:
    year = _year_of_verdict(case, sentence)
    if year is None or _is_another_goal(case, sentence.text[: match.start()]):
        return None
    if _MORE_OR_LESS.search(match[0]) and _less_is_better(case):
        return None
    assessments = _assessments(case, year, match[0])
    decided = [one for one in assessments if one.verdict in (claimed, *_OPPOSITE)]
    if not decided or any(one.verdict is claimed for one in decided):
        return None
    fields = tuple(row.fields[year] for row in case.rows if year in row.fields)
    expected = f"{decided[0].verdict.value}（{decided[0].reason}）"
    return Statement(sentence, claimed.value, expected, fields)


def _less_is_better(case: IndicatorCase) -> bool:
    """Whether 目標を上回る may mean either: more than the target, or better."""
    series = case.indicator.assessed_series
    return any(direction_of(case.indicator, one) is Direction.DOWN for one in series)


def _is_another_goal(case: IndicatorCase, before: str) -> bool:
    """Whether an aim is put into words (…という目標) that are not the target's own."""
    if not _IN_OTHER_WORDS.search(before):
        return False
    return not any(fold(row.sent.target.display()) in before for row in case.rows)


def _year_of_verdict(case: IndicatorCase, sentence: Sentence) -> FiscalYear | None:
    """The year whose verdict a sentence gives; None when it speaks of several, or of another by the way."""
    text = sentence.text
    named = _years_spoken_of(text)
    years = {one.year for one in named}
    if not years - {case.evaluation_year}:
        return case.evaluation_year
    if len(years) > 1 or not _FROM_THEN.match(text[named[0].end :]):
        return None
    return named[0].year


_OPPOSITE = (Verdict.ACHIEVED, Verdict.NOT_ACHIEVED)


def _assessments(case: IndicatorCase, year: FiscalYear, aim: str) -> list[Assessment]:
    """The verdicts of *year*: of the series whose target the words *aim* name, else of every one."""
    actuals = case.actuals
    sent = {row.sent.number for row in case.rows}
    assessed = [one for one in case.indicator.assessed_series if one.number in sent]
    named = {one.value for one in numbers(aim, ())}
    meant = [one for one in assessed if one.target.value in named] or assessed
    return [assess_series(case.indicator, one, year, actuals[one.number], actuals) for one in meant]


@dataclass(frozen=True)
class _Movement:
    """How one row has moved, and whether that ``holds`` what a sentence says; ``words`` are its figures."""

    holds: bool
    words: str
    fields: tuple[str, ...]


def direction_doubts(case: IndicatorCase) -> Iterator[Statement]:
    """Sentences on the indicator whose words of direction go against every series."""
    for sentence, topics in _sentences(case):
        for pattern, movement_of in _MOVEMENTS:
            for match in pattern.finditer(sentence.masked):
                of_indicator = topics.about_at(match.start()) is About.INDICATOR
                if not of_indicator or _is_of_another_year(case, sentence, match):
                    continue
                movements = _movements(case, match, movement_of)
                if movements and not any(one.holds for one in movements):
                    words = "、".join(one.words for one in movements)
                    fields = tuple(name for one in movements for name in one.fields)
                    yield Statement(sentence, match[0], words, fields)


def _movements(
    case: IndicatorCase, match: re.Match[str], movement_of: MovementOf
) -> list[_Movement]:
    """How each series has moved; one of which too little is known is left out."""
    rows = [row for row in case.rows if row.nature is Nature.FIGURE]
    movements = [movement_of(row, match) for row in rows]
    return [one for one in movements if one is not None]


def _is_of_another_year(case: IndicatorCase, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the words are of another year; a streak goes on to this one unless its clause says not."""
    text = sentence.text
    start = clause_start(text, match.start()) if match.re is _STREAK else 0
    years = {one.year for one in _years_spoken_of(text) if one.start >= start}
    return bool(years - {case.evaluation_year})


def _years_spoken_of(text: str) -> list[Anchor]:
    """Years that are spoken of, not only compared with."""
    return [
        one
        for one in anchors(text)
        if one.year and (not one.compared or _UP_TO.match(text[one.end :]))
    ]


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


def _step(row: Row, match: re.Match[str]) -> _Movement | None:
    """前年度から増加した."""
    last, now = row.trusted(row.year.plus(-1)).value, row.now.value
    if last is None or now is None:
        return None
    years = (row.year.plus(-1), row.year)
    fields = tuple(row.fields[one] for one in years)
    return _Movement((now - last) * _sign(match) > 0, _words(row, years), fields)


def _record(row: Row, match: re.Match[str]) -> _Movement | None:
    """過去最高となった."""
    series = _series(row)
    if len(series) < 2:
        return None
    now, sign = series[-1][1], _sign(match)
    holds = all((now - value) * sign >= 0 for _, value in series)
    return _Movement(holds, _words(row, [year for year, _ in series]), (row.now_field,))


def _streak(row: Row, match: re.Match[str]) -> _Movement | None:
    """３年連続で増加した."""
    series = _series(row)[-int(match["years"]) - 1 :]
    if len(series) <= int(match["years"]):
        return None
    steps = zip(series, series[1:], strict=False)
    holds = all((b - a) * _sign(match) > 0 for (_, a), (_, b) in steps)
    return _Movement(holds, _words(row, [year for year, _ in series]), (row.now_field,))


MovementOf = Callable[[Row, re.Match[str]], _Movement | None]
#: Words of direction, and how a row has moved in the sense of these words.
_MOVEMENTS: tuple[tuple[re.Pattern[str], MovementOf], ...] = (
    (_MOVED, _step),
    (_RECORD, _record),
    (_STREAK, _streak),
)


def _sentences(case: IndicatorCase) -> Iterator[tuple[Sentence, Topics]]:
    """Every sentence of the narratives with what it speaks of."""
    subject = subject_of(case)
    for box, text in case.narratives.items():
        inherited, paragraph = About.OPEN, -1
        for sentence in sentences(box, text):
            inherited = inherited if sentence.paragraph == paragraph else About.OPEN
            paragraph = sentence.paragraph
            topics = Topics(sentence.masked, subject, inherited)
            yield sentence, topics
            inherited = topics.about_at(len(sentence.masked))
