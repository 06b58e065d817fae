"""What a sentence claims of the indicator's figures: values, changes, percentages and ratios."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from kpi_desktop.domain.fiscal import FiscalYear
from kpi_desktop.rules.narrative_figures.anchors import Anchor, Point, anchors
from kpi_desktop.rules.narrative_figures.numbers import Number, numbers
from kpi_desktop.rules.narrative_figures.sentences import MASK, Sentence
from kpi_desktop.rules.narrative_figures.subjects import (
    CLAUSE_END,
    About,
    Subject,
    about_at,
    topic_at,
    topics,
)


class Kind(Enum):
    """What is claimed with a figure."""

    VALUE = "値"
    TOTAL = "合計"
    CHANGE = "増減"
    PERCENT = "増減率"
    RATIO = "割合"
    THRESHOLD = "超過"


@dataclass(frozen=True)
class Claim:
    """One figure and what it says. ``at`` is the point it is of, ``base`` the point it is measured from.

    ``direction`` is +1 or −1 where a word or sign says so, else 0. ``near``: the point is named right
    beside the figure. ``since``: the first year of a total. ``progress``: it may be the share of the way
    from 策定時 to 目標. ``sure``: its topic names the indicator in full.
    """

    kind: Kind
    number: Number
    sentence: Sentence
    about: About
    at: Anchor
    base: Anchor | None = None
    direction: int = 0
    near: bool = False
    since: FiscalYear | None = None
    progress: bool = False
    sure: bool = False


@dataclass(frozen=True)
class Context:
    """What earlier sentences of the same paragraph leave behind."""

    about: About = About.OPEN
    at: Anchor | None = None
    base: Anchor | None = None


_UP = "増加?|上昇|上回|伸び|延び|延長|長く|長い|多い|多く|上が|超過|上積み|アップ|プラス|増し"
_DOWN = "減少?|低下|短縮|短く|短い|下回|少な|下が|及ば|足りな|不足|届か|落ち|縮|マイナス|ダウン"
_LEVEL = "改善|の差|の開き|を残し|の乖離"
_TAIL = (
    r"^(?:\([^()]*\))?(?:、(?:率にして)?[+\-]?[\d.]+(?:%|ポイント))?(?:\([^()]*\))?"
    r"(?:の|と|も|ほど|余り|程度|だけ|分)*(?:大幅[にな]|大きく|着実に|小幅[にな]|わずかに|若干の|微)?"
)
_AFTER = re.compile(_TAIL + f"(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<level>{_LEVEL}))")
_BEFORE = re.compile(
    r"(?:(?P<up>増加?|伸び|上昇|上積み)|(?P<down>減少?|低下)|(?P<level>差|改善|変化))"
    r"(?:数|幅|量|額|面積|件数|人数|率|分|の幅|した面積)*は、?(?:約)?$|(?:残り|あと)(?:約)?$"
)
_THRESHOLD = re.compile(
    r"^(?:\([^()]*\))?を(?:大きく|大幅に|わずかに|既に|初めて)*(?:(?P<up>超え|上回|突破)|(?P<down>下回|割))"
    r"|^(?P<short>に(?:は)?(?:わずかに|依然として)?(?:届か|達してい?な|満たな|及ば))"
)
#: A condition, not a statement: 60％を下回る学科.
_CONDITION = re.compile(r"^を(?:超え|上回|下回|割り込)る(?=[一-龥ァ-ヶ])(?!見込|こと|予定)")
_DIRECT = re.compile(
    r"^(?:末|中|時点|実績|値|額)*(?:である|とした|として|定めた|における|の目標|に|で|の|は|、|には|では|\(|「)*"
    r"(?:累計|計|合計|約|延べ|およそ|概ね)?(?:で|は|の)?(?:約)?$"
)
_TIMES = re.compile(
    r"^(?:末|中|時点|値|額)*(?:(?:の|である|とした)?[\d,.兆億万千]+[^\d、。]{0,8}?|\([^()]*\))?"
    r"(?:の|に比べて?、?|と比べると?、?|に比して?|に対して?は?、?|より|比で?|からは?)*(?:約|およそ|概ね)?$"
)
_RATE_BEFORE = re.compile(r"(?:達成率|達成割合|進捗率)(?:は|が|で)?、?(?:約)?$")
_CHANGE_RATE = re.compile(
    r"(?:増加率|減少率|伸び率|伸び|増減率|減少の幅|増加の幅|率にして)(?:は|が|で)?、?(?:約)?$"
)
_COMPARED_TO = re.compile(r"^比(?:で|は)?、?(?:約)?$")
_LEVEL_OF = re.compile(
    r"^(?:の水準|の達成率|の進捗率|まで回復|に(?:と|留)ど?ま|となって|に当た|に相当|にすぎ)"
)
#: Nothing but points, figures (#) and particles between a point and what is measured from it.
_LINK = re.compile(
    r"^(?:末|中|時点|実績|値|額|#|@|\([^()]*\)|\($|\)|の|である|とした|から|より|に|は|も|と|比|べ|て|る|で|を|、"
    r"|約|対し|する|まで|この|増加?|減少?|伸び|上昇|低下|差|幅|分|数|面積|率|した|し|同|一方|だけ|および|及び|さらに"
    r"|少なく|多く|上回り|下回り|残り|あと)*$"
)
#: Behind a point that the figure is measured against: 目標の80億円を大幅に上回る122.4億円.
_BEYOND = re.compile(
    r"実績(?:値|額|数)?(?:は|が)(?:約)?$|(?:を|より)(?:大きく|大幅に|わずかに|やや|も)*(?:上回る|下回る|超える|多い|少ない|高い|低い)(?:約)?$"
)
#: Nothing but time and particles between a topic and its value.
_TIGHT = re.compile(
    r"^(?:、|末|中|時点|現在|で|に|には|では|の|は|における|において|累計|合計|計|延べ|約|全|総数|実績|値|年度|年|\([^()]*\)|@|#"
    r"|@(?:から|より|に比べて?|と比べて?|比で?)、?#[^、。#@]{0,6}(?:増|減|上昇|低下|上回|下回)[えしてっり加少、]*)*$"
)
_ONLY_TIME = re.compile(
    r"^・?(?:末|中|時点|現在|で|に|には|では|は|の|から|まで|累計|合計|計|延べ|約|@|、)*$"
)
_TOTAL_BEFORE = re.compile(r"累計(?:は|で|では|が)?(?:約)?$")
_SUM_OF = re.compile(r"から(?:[^から]{2,12})まで[^、。]*?(?:合計|累計|計)(?:は|が|で)?(?:約)?$")
#: A figure that something is done to is not what the series stood at: ３システムを追加.
_OBJECT = re.compile(r"^(?:\([^()]*\))?を(?!数え|記録|超|上回|下回|頂点|ピーク|達成|維持|最高|\d)")
#: What a figure counts when it stands before it: 2回の登録申請.
_COUNTED = re.compile(r"^の([^\d、。()はがをにで]{2,12})(?:[がをに]|は)")
_LAST_WORD = re.compile(r"[^、。()はがをにで]{1,20}$")
_LOOSE_END = re.compile(r"^(?:[とをのでにへ、。)]|から|より|まで|に|$)")


class SentenceReader:
    """One sentence being read: its points, topics and figures."""

    def __init__(
        self,
        sentence: Sentence,
        subject: Subject,
        units: Sequence[str],
        year: FiscalYear,
        context: Context,
    ) -> None:
        self.sentence = sentence
        self.text = sentence.text
        self.subject = subject
        self.units = units
        self.context = context
        self.now = Anchor(0, 0, Point.YEAR, year)
        self.anchors = [
            replace(one, point=Point.YEAR, year=year) if one.point is Point.THIS else one
            for one in anchors(self.text)
        ]
        self.topics = topics(sentence.masked, subject, context.about)
        self.numbers = list(numbers(self.text, units))

    def claims(self) -> Iterator[Claim]:
        """Every claim, in order."""
        for number in self.numbers:
            if number.unit and number.unit in self.units:
                yield from self._of_own_unit(number)
            elif number.unit == "ポイント":
                yield from self._change(number, Kind.CHANGE)
            elif number.unit == "%":
                yield from self._percent(number)
            elif number.unit == "倍":
                yield from self._times(number)
            elif not number.unit and _LOOSE_END.match(self.text[number.end :]):
                yield from self._of_own_unit(number) if "" in self.units else self._bare(number)
            elif not number.unit and _AFTER.match(self.text[number.end :]):
                yield from self._change(number, Kind.CHANGE)

    def after(self) -> Context:
        """What this sentence leaves to the next one."""
        lasting = [one for one in self.topics if one.lasting and one.about is not About.OPEN]
        bases = [one for one in self.anchors if one.compared]
        return Context(
            about=lasting[-1].about if lasting else self.context.about,
            at=self._at(len(self.text)) or self.context.at,
            base=bases[-1] if bases else self.context.base,
        )

    def _claim(self, kind: Kind, number: Number, at: Anchor, **more: object) -> Claim:
        about = self._about(number)
        topic = topic_at(self.sentence.masked, number.start, self.topics)
        sure = topic is not None and topic.about is About.INDICATOR and not topic.short
        return Claim(
            kind, number, self.sentence, about, at, sure=sure, **more  # type: ignore[arg-type]
        )

    def _about(self, number: Number) -> About:
        """What the figure is of; one in brackets belongs to the words in the bracket or before it."""
        masked = self.sentence.masked
        if masked[number.start] == MASK and self._in_bracket(number) is About.OTHER:
            return About.OTHER
        return about_at(masked, number.start, self.topics, self.context.about)

    def _in_bracket(self, number: Number) -> About:
        opened = self.text.rfind("(", 0, number.start)
        inside = self.text[opened + 1 : number.start]
        named = re.match(r"([^:、]+):", inside)
        if named:
            return self.subject.about(named[1])
        word = _LAST_WORD.search(self.text[:opened])
        ends = [one.end for one in self.numbers] + [one.end for one in self.anchors]
        if word and opened not in ends and self.subject.about(word[0]) is About.OTHER:
            return About.OTHER
        plain = re.sub("[@#]", "", self._outline(opened + 1, number.start))
        told = [self.subject.about(one) for one in re.split("[、は]", plain)]
        return About.OTHER if About.OTHER in told else About.OPEN

    def _before(self, position: int) -> list[Anchor]:
        return [one for one in self.anchors if one.end <= position]

    def _at(self, position: int) -> Anchor | None:
        """The year that is spoken of: the nearest one that nothing is compared with."""
        years = [
            one for one in self._before(position) if one.point is Point.YEAR and not one.compared
        ]
        return years[-1] if years else None

    def _direct(self, number: Number) -> Anchor | None:
        """The point named right before the figure."""
        for one in reversed(self._before(number.start)):
            if one.point is not Point.SPAN and _DIRECT.match(self.text[one.end : number.start]):
                return one
        return None

    def _of_own_unit(self, number: Number) -> Iterator[Claim]:
        rest, before = self.text[number.end :], self.text[: number.start]
        if _CONDITION.match(rest):
            return
        if threshold := _THRESHOLD.match(rest):
            yield from self._threshold(number, threshold)
        elif (
            number.sign
            or (_AFTER.match(rest) and not rest.startswith("との"))
            or self._names_change(number)
        ):
            yield from self._change(number, Kind.CHANGE)
        elif sums := _SUM_OF.search(before):
            years = [one for one in self.anchors if one.year and one.end <= number.start]
            if len(years) >= 2 and sums:
                since = years[-2].year
                yield self._claim(Kind.TOTAL, number, years[-1], since=since)
        else:
            yield from self._value(number)

    def _names_change(self, number: Number) -> bool:
        """Whether the words before say that it is a change (増加数は…), and are not the indicator's name."""
        if not _BEFORE.search(self.text[: number.start]):
            return False
        own = [one for one in self.topics if one.about is About.INDICATOR]
        return not any(0 <= number.start - one.end <= 2 for one in own)

    def _value(self, number: Number) -> Iterator[Claim]:
        rest = self.text[number.end :]
        counted = _COUNTED.match(rest)
        if _OBJECT.match(rest) or counted and self.subject.about(counted[1]) is About.OTHER:
            return
        if counted and self.subject.about(counted[1]) is About.INDICATOR and self._opens(number):
            yield self._counted(number)
            return
        direct = self._direct(number)
        if direct is not None:
            yield self._claim(Kind.VALUE, number, direct, near=True)
            return
        before = self._before(number.start)
        beyond = _BEYOND.search(self.text[: number.start])
        if before and before[-1].point in (Point.TARGET, Point.BASELINE) and not beyond:
            return
        at = self._at(number.start) or self.context.at or self.now
        near = self._follows_topic(number) or bool(beyond)
        yield self._claim(Kind.VALUE, number, at, near=near)

    def _opens(self, number: Number) -> bool:
        """Whether nothing but time stands before the figure in its clause: 令和５年度は24件の…."""
        ends = [one.end() for one in CLAUSE_END.finditer(self.text) if one.end() <= number.start]
        return bool(_ONLY_TIME.match(self._outline(max(ends, default=0), number.start)))

    def _counted(self, number: Number) -> Claim:
        """A figure that counts what the indicator counts: 24件の住宅移転, of a year or of several."""
        at = self._at(number.start) or self.now
        spans = [one for one in self._before(number.start) if one.point is Point.SPAN]
        if spans and at.year is not None:
            since = at.year.plus(1 - spans[-1].span)
            return Claim(Kind.TOTAL, number, self.sentence, About.INDICATOR, at, since=since)
        return Claim(Kind.VALUE, number, self.sentence, About.INDICATOR, at, near=True)

    def _follows_topic(self, number: Number) -> bool:
        """Whether the figure stands right behind the nearest topic: …件数は、令和５年度末で累計5,480件."""
        if _TOTAL_BEFORE.search(self.text[: number.start]):
            return self._about(number) is About.INDICATOR
        ends = [one.end for one in self.topics if one.end <= number.start]
        return bool(ends) and bool(_TIGHT.match(self._outline(max(ends), number.start)))

    def _linked(self, base: Anchor, number: Number) -> bool:
        before = self.text[: number.start]
        if before.endswith("同") or _CHANGE_RATE.search(before):
            return True
        return bool(_LINK.match(self._outline(base.end, number.start)))

    def _outline(self, start: int, end: int) -> str:
        """The text between two positions with figures as # and points as @."""
        marks = [(one.start, one.end, "#") for one in self.numbers]
        marks += [(one.start, one.end, "@") for one in self.anchors]
        found, at = "", start
        for first, last, mark in sorted(marks):
            if first >= at and last <= end:
                found, at = found + self.text[at:first] + mark, last
        return found + self.text[at:end]

    def _bare(self, number: Number) -> Iterator[Claim]:
        """A figure without a unit counts only right behind the point that it is of."""
        direct = self._direct(number)
        if direct is not None and number.digits >= 2:
            yield self._claim(Kind.VALUE, number, direct, near=True)

    def _threshold(self, number: Number, match: re.Match[str]) -> Iterator[Claim]:
        direct = self._direct(number)
        if direct is not None:
            yield self._claim(Kind.VALUE, number, direct, near=True)
        else:
            at = self._at(number.start) or self.context.at or self.now
            yield self._claim(Kind.THRESHOLD, number, at, direction=1 if match["up"] else -1)

    def _change(self, number: Number, kind: Kind) -> Iterator[Claim]:
        beside = [one for one in self.anchors if one.end == number.start - 1]
        if beside and beside[0].year and self.text[number.start - 1] == "(":
            # 令和４年度（20手続の増）: the change of that year against the year before
            last = Anchor(0, 0, Point.LAST, compared=True)
            yield self._claim(kind, number, replace(beside[0], compared=False), base=last)
            return
        base = self._base(number)
        if base is None:
            return
        at = self._at(number.start) or self.context.at or self.now
        if base not in self.anchors or self._linked(base, number):
            yield from self._measured(number, kind, at, base)

    def _measured(self, number: Number, kind: Kind, at: Anchor, base: Anchor) -> Iterator[Claim]:
        if base.point is Point.YEAR and base.year == at.year:
            return
        yield self._claim(kind, number, at, base=base, direction=self._direction(number))

    def _base(self, number: Number) -> Anchor | None:
        found = [one for one in self._before(number.start) if one.compared]
        if found:
            return found[-1]
        rate = _CHANGE_RATE.search(self.text[: number.start])
        return self.context.base if rate and not self._before(number.start) else None

    def _direction(self, number: Number) -> int:
        if number.sign:
            return 1 if number.sign == "+" else -1
        rest, before = self.text[number.end :], self.text[: number.start]
        for match in (_AFTER.match(rest.lstrip(")")), _BEFORE.search(before)):
            if match is not None:
                return 1 if match["up"] else -1 if match["down"] else 0
        return 0

    def _percent(self, number: Number) -> Iterator[Claim]:
        rest, before = self.text[number.end :], self.text[: number.start]
        if _RATE_BEFORE.search(before):
            target = [one for one in self._before(number.start) if one.point is Point.TARGET]
            base = target[-1] if target else Anchor(0, 0, Point.TARGET)
            at = self._at(number.start) or self.context.at or self.now
            yield self._claim(Kind.RATIO, number, at, base=base, progress=True)
        elif (
            number.sign or _AFTER.match(rest) or _CHANGE_RATE.search(before) or self._aside(number)
        ):
            yield from self._change(number, Kind.PERCENT)
        else:
            yield from self._share(number)

    def _aside(self, number: Number) -> bool:
        """Whether the percentage stands in brackets right behind a change: 1,230件（24.9％）の増加."""
        closed = self.text[number.end : number.end + 1] == ")"
        inside = self.text[: number.start].endswith("(")
        return inside and closed and bool(_AFTER.match(self.text[number.end + 1 :]))

    def _share(self, number: Number) -> Iterator[Claim]:
        before = [
            one for one in self._before(number.start) if one.compared or one.point is Point.TARGET
        ]
        if not before:
            return
        base = before[-1]
        between = self.text[base.end : number.start]
        level = _LEVEL_OF.match(self.text[number.end :])
        if _COMPARED_TO.match(between) or (level and _TIMES.match(between)):
            at = self._at(base.start) or self.context.at or self.now
            yield self._claim(Kind.RATIO, number, at, base=base)

    def _times(self, number: Number) -> Iterator[Claim]:
        before = self._before(number.start)
        if not before:
            return
        between = self.text[before[-1].end : number.start]
        base = before[-1]
        if not _TIMES.match(between):
            inner = [one for one in before if _TIMES.match(self.text[one.end : number.start])]
            if not inner:
                return
            base = inner[-1]
        at = self._at(base.start) or self.context.at or self.now
        more = 1 if re.match("^を?(?:超|上回)", self.text[number.end :]) else 0
        yield self._claim(Kind.RATIO, number, at, base=base, direction=more)
