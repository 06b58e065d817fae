"""A sentence with its points in time, topics and figures, and each figure where it stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.rules.narrative_figures.numbers import Number, numbers
from kpi_desktop.rules.narrative_figures.points_in_time import Anchor, Point, anchors
from kpi_desktop.rules.narrative_figures.sentences import MASK, Sentence, clause_start
from kpi_desktop.rules.narrative_figures.subjects import About, Subject
from kpi_desktop.rules.narrative_figures.topics import Topics

_DIRECT = re.compile(
    r"^(?:末|中|時点|実績|値|額)*(?:である|とした|として|定めた|における|の目標|に|で|の|は|、|には|では|\(|「)*"
    r"(?:累計|計|合計|約|延べ|およそ|概ね)?(?:で|は|の)?(?:約)?$"
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
_LAST_WORD = re.compile(r"[^、。()はがをにで]{1,20}$")


@dataclass(frozen=True)
class Context:
    """What earlier sentences of the same paragraph leave behind."""

    about: About = About.OPEN
    at: Anchor | None = None
    base: Anchor | None = None


class ParsedSentence:
    """One sentence with the points in time, topics and figures that it names."""

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
        self.now = Anchor.of(year)
        self.anchors = [
            replace(one, point=Point.YEAR, year=year) if one.point is Point.THIS else one
            for one in anchors(self.text)
        ]
        self.topics = Topics(sentence.masked, subject, context.about)
        self.numbers = list(numbers(self.text, units))

    def mentions(self) -> Iterator[Mention]:
        """Every figure, in order."""
        for number in self.numbers:
            yield Mention(self, number)

    def left_to_the_next(self) -> Context:
        """What this sentence leaves to the next one of its paragraph."""
        bases = [one for one in self.anchors if one.compared]
        return Context(
            about=self.topics.left_to_the_next,
            at=self._named_year(len(self.text)) or self.context.at,
            base=bases[-1] if bases else self.context.base,
        )

    def anchors_before(self, position: int) -> list[Anchor]:
        """The points named before *position*."""
        return [one for one in self.anchors if one.end <= position]

    def year_at(self, position: int) -> Anchor:
        """The year spoken of at *position*: named here, or in an earlier sentence, else this year."""
        return self._named_year(position) or self.context.at or self.now

    def named_year_at(self, position: int) -> Anchor:
        """Like ``year_at``, whatever earlier sentences speak of."""
        return self._named_year(position) or self.now

    def _named_year(self, position: int) -> Anchor | None:
        """The nearest year before *position* that nothing is compared with."""
        years = [
            one
            for one in self.anchors_before(position)
            if one.point is Point.YEAR and not one.compared
        ]
        return years[-1] if years else None

    def outline(self, start: int, end: int) -> str:
        """The text between two positions with figures as # and points as @."""
        marks = [(one.start, one.end, "#") for one in self.numbers]
        marks += [(one.start, one.end, "@") for one in self.anchors]
        outline, at = "", start
        for first, last, mark in sorted(marks):
            if first >= at and last <= end:
                outline, at = outline + self.text[at:first] + mark, last
        return outline + self.text[at:end]


class Mention:
    """One figure where it stands: ``before`` and ``behind`` are the words of its sentence around it."""

    def __init__(self, parsed: ParsedSentence, number: Number) -> None:
        self.parsed = parsed
        self.number = number
        self.before = parsed.text[: number.start]
        self.behind = parsed.text[number.end :]

    @cached_property
    def anchors(self) -> list[Anchor]:
        """The points named before it."""
        return self.parsed.anchors_before(self.number.start)

    @property
    def year(self) -> Anchor:
        """The year that is spoken of where it stands."""
        return self.parsed.year_at(self.number.start)

    @cached_property
    def own_anchor(self) -> Anchor | None:
        """The point named right before it."""
        for one in reversed(self.anchors):
            if one.point is not Point.SPAN and _DIRECT.match(self.words_since(one)):
                return one
        return None

    def words_since(self, anchor: Anchor) -> str:
        """The words between a point before it and the figure."""
        return self.before[anchor.end :]

    def outline_since(self, position: int) -> str:
        """The outline between *position* and the figure."""
        return self.parsed.outline(position, self.number.start)

    @cached_property
    def about(self) -> About:
        """What it is of; one in brackets belongs to the words in the bracket or before it."""
        masked = self.parsed.sentence.masked
        in_brackets = masked[self.number.start] == MASK
        if in_brackets and self._is_of_another_in_its_brackets():
            return About.OTHER
        return self.parsed.topics.about_at(self.number.start)

    @property
    def names_its_topic(self) -> bool:
        """Whether its topic names the indicator in full."""
        topic = self.parsed.topics.topic_at(self.number.start)
        return topic is not None and topic.about is About.INDICATOR and not topic.short

    @property
    def follows_its_topic(self) -> bool:
        """Whether it stands right behind the nearest topic: …件数は、令和５年度末で累計5,480件."""
        if _TOTAL_BEFORE.search(self.before):
            return self.about is About.INDICATOR
        ends = [topic.end for topic in self.parsed.topics if topic.end <= self.number.start]
        return bool(ends) and bool(_TIGHT.match(self.outline_since(max(ends))))

    @property
    def opens_its_clause(self) -> bool:
        """Whether nothing but time stands before it in its clause: 令和５年度は24件の…."""
        start = clause_start(self.parsed.text, self.number.start)
        return bool(_ONLY_TIME.match(self.outline_since(start)))

    def _is_of_another_in_its_brackets(self) -> bool:
        """Whether the words in its brackets, or those that the brackets explain, name another thing."""
        about = self.parsed.subject.about
        opened = self.before.rfind("(")
        named = re.match(r"([^:、]+):", self.before[opened + 1 :])
        if named:
            return about(named[1]) is About.OTHER
        if self._explained_word_is_another(opened):
            return True
        words = re.sub("[@#]", "", self.outline_since(opened + 1))
        return any(about(phrase) is About.OTHER for phrase in re.split("[、は]", words))

    def _explained_word_is_another(self, opened: int) -> bool:
        word = _LAST_WORD.search(self.before[:opened])
        ends = {one.end for one in self.parsed.numbers} | {one.end for one in self.parsed.anchors}
        if word is None or opened in ends:
            return False
        return self.parsed.subject.about(word[0]) is About.OTHER
