"""What a sentence speaks of at any position, from its topics (…は, …が, …も)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kpi_desktop.rules.narrative_figures.sentences import MASK, clause_start
from kpi_desktop.rules.narrative_figures.subjects import KANA_NOUNS, About, Subject


@dataclass(frozen=True)
class Topic:
    """A topic that ends at ``end``; one marked が holds only up to the end of its clause.

    ``foreign``: it holds words that the indicator's name does not have. ``short``: it is only the name's
    last word, which other things may be called by too.
    """

    start: int
    end: int
    about: About
    lasting: bool
    foreign: bool = False
    short: bool = False


#: A noun phrase before は or が: back to the last comma, bracket or topic.
_TOPIC = re.compile(
    r"(?P<phrase>[^、。:\0]*?(?:[一-龥々ァ-ヶーA-Za-z0-9%」]|[一-龥][みせけれりいちびきめ]|ども|もの"
    rf"|{KANA_NOUNS}))"
    rf"{MASK}*(?P<mark>は|(?<![上下広挙曲拡転障])が(?!ん)|(?<!障)が(?![りるらっれん])|も)"
)
#: A part of the year that a figure of its own is of: 10月の…, 上半期の….
_PART_OF_YEAR = re.compile(
    r"\d月(?:の|に|は|では|期|単月|から\d)|[上下]半?期|四半期|単月|月別|月間|連休|年末年始|夏休み|期間中"
)
#: Behind these the whole clause is of parts: 年代別では…, その内訳は….
_BY_PART = re.compile(
    r"[一-龥々ァ-ヶー](?<!個)(?<!特)別(?:に(?:見|み)ると|で(?:見|み)ると|では|には|で|に)?は?、|内訳|のうち、"
)
#: Something that was held, of which what follows may be told: 研修会を３回開催し、….
_EVENT = re.compile(
    r"(?:会|講座|研修|セミナー|イベント|フェア|ツアー|体験|訓練|調査|アンケート|キャンペーン|事業)[^、。を]{0,4}"
    r"を[^、。]{0,12}(?:開催|実施|開き)[^、。]{0,6}、"
)
#: What was named just before, not the indicator: 築40年以上の住戸が53％を占め、その空家率は….
_THAT = re.compile("その|これらの|同(?![規社])")
#: How far behind its topic a figure still proves what the topic is.
_BEHIND = 14


class Topics:
    """The topics of one sentence, in order. ``inherited``: what the sentence before has left."""

    def __init__(self, masked: str, subject: Subject, inherited: About = About.OPEN) -> None:
        self._masked = masked
        self._inherited = inherited
        self._topics = _topics(masked, subject, inherited)

    def __iter__(self) -> Iterator[Topic]:
        return iter(self._topics)

    def topic_at(self, position: int) -> Topic | None:
        """The nearest topic before *position* that still holds there and says something."""
        clause = clause_start(self._masked, position)
        for topic in reversed(self._topics):
            holds = topic.lasting or topic.end > clause
            if topic.end <= position and holds and topic.about is not About.OPEN:
                return topic
        return None

    def about_at(self, position: int) -> About:
        """What is spoken of at *position*: its topic, or what the sentence before has left."""
        topic = self.topic_at(position)
        return self._inherited if topic is None else topic.about

    @property
    def left_to_the_next(self) -> About:
        """What the next sentence of the paragraph speaks of unless it says so itself."""
        lasting = [one for one in self._topics if one.lasting and one.about is not About.OPEN]
        return lasting[-1].about if lasting else self._inherited


@lru_cache(maxsize=1024)
def _topics(masked: str, subject: Subject, inherited: About) -> tuple[Topic, ...]:
    """Every topic of a sentence. Every rule asks this of every sentence: the answers are kept for a while."""
    topics: list[Topic] = []
    for match in _TOPIC.finditer(masked):
        topics.append(_topic(match, subject, inherited, topics))
    return tuple(topics)


def _topic(
    match: re.Match[str], subject: Subject, inherited: About, earlier: Sequence[Topic]
) -> Topic:
    phrase = match["phrase"]
    about, short = subject.about(phrase), subject.is_short(phrase)
    if _is_of_a_part(match) or (
        about is About.INDICATOR and short and _is_of_another(match, inherited, earlier)
    ):
        about = About.OTHER
    behind = match.string[match.end() : match.end() + _BEHIND]
    if about is About.OTHER and any(print_ in behind for print_ in subject.prints):
        about = About.INDICATOR
    foreign = about is About.OTHER and not subject.holds(phrase)
    return Topic(match.start(), match.end(), about, match["mark"] != "が", foreign, short)


def _is_of_a_part(match: re.Match[str]) -> bool:
    """Whether a topic is of what was named just before, or of a part of the year or of the whole."""
    masked = match.string
    if _THAT.match(match["phrase"]) and masked[: match.start()].strip("・"):
        return True
    clause = masked[clause_start(masked, match.start()) : match.end()]
    return bool(_PART_OF_YEAR.search(clause) or _BY_PART.search(clause))


def _is_of_another(match: re.Match[str], inherited: About, earlier: Sequence[Topic]) -> bool:
    """Whether a short topic (参加者数は) is of a thing that was named before, or of something held."""
    named = any(topic.foreign and topic.lasting for topic in earlier)
    return (
        named
        or inherited is About.OTHER
        or bool(_EVENT.search(match.string[: match.start("mark")]))
    )
