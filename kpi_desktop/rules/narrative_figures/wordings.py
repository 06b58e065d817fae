"""What a figure claims of the indicator, by the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.rules.narrative_figures.claims import Claim, Kind
from kpi_desktop.rules.narrative_figures.mentions import Mention, ParsedSentence
from kpi_desktop.rules.narrative_figures.points_in_time import TARGET, Anchor, Point
from kpi_desktop.rules.narrative_figures.subjects import About

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
_SUM_OF = re.compile(r"から(?:[^から]{2,12})まで[^、。]*?(?:合計|累計|計)(?:は|が|で)?(?:約)?$")
#: A figure that something is done to is not what the series stood at: ３システムを追加.
_OBJECT = re.compile(r"^(?:\([^()]*\))?を(?!数え|記録|超|上回|下回|頂点|ピーク|達成|維持|最高|\d)")
#: What a figure counts when it stands before it: 2回の登録申請.
_COUNTED = re.compile(r"^の([^\d、。()はがをにで]{2,12})(?:[がをに]|は)")
_LOOSE_END = re.compile(r"^(?:[とをのでにへ、。)]|から|より|まで|に|$)")
#: The figure is to lie above what it is a multiple of: ２倍を超えた.
_OVER = re.compile("^を?(?:超|上回)")


def claims_in(parsed: ParsedSentence) -> Iterator[Claim]:
    """Every claim of a sentence, in order."""
    for mention in parsed.mentions():
        claim = _claim_of(mention)
        if claim is not None:
            yield claim


def _claim_of(mention: Mention) -> Claim | None:
    """What a figure claims; None when it claims nothing of the series."""
    unit, units = mention.number.unit, mention.parsed.units
    if unit:
        reading = _of_own_unit if unit in units else _BY_UNIT.get(unit)
        return reading(mention) if reading else None
    if _LOOSE_END.match(mention.behind):
        return _of_own_unit(mention) if "" in units else _without_unit(mention)
    return _change(mention) if _AFTER.match(mention.behind) else None


def _claim(
    kind: Kind,
    mention: Mention,
    at: Anchor,
    *,
    base: Anchor | None = None,
    direction: int = 0,
    near: bool = False,
    since: FiscalYear | None = None,
    progress: bool = False,
) -> Claim:
    return Claim(
        kind,
        mention.number,
        mention.parsed.sentence,
        mention.about,
        at,
        base=base,
        direction=direction,
        near=near,
        since=since,
        progress=progress,
        sure=mention.names_its_topic,
    )


def _of_own_unit(mention: Mention) -> Claim | None:
    """A figure in the unit of a series, by the first wording that it stands in."""
    for is_meant, reading in _WORDINGS:
        if is_meant(mention):
            return reading(mention)
    return _value(mention)


def _is_a_condition(mention: Mention) -> bool:
    return bool(_CONDITION.match(mention.behind))


def _is_passed(mention: Mention) -> bool:
    return bool(_THRESHOLD.match(mention.behind))


def _is_a_change(mention: Mention) -> bool:
    """Whether a sign, or words around it, say that it is a change."""
    behind = mention.behind
    moves = _AFTER.match(behind) and not behind.startswith("との")
    return bool(mention.number.sign or moves) or _is_named_a_change(mention)


def _is_named_a_change(mention: Mention) -> bool:
    """Whether the words before say that it is a change (増加数は…), and are not the indicator's name."""
    if not _BEFORE.search(mention.before):
        return False
    own = [topic for topic in mention.parsed.topics if topic.about is About.INDICATOR]
    return not any(0 <= mention.number.start - topic.end <= 2 for topic in own)


def _is_a_sum(mention: Mention) -> bool:
    return bool(_SUM_OF.search(mention.before))


def _is_done_something_to(mention: Mention) -> bool:
    return bool(_OBJECT.match(mention.behind))


def _counts_another(mention: Mention) -> bool:
    return _about_what_it_counts(mention) is About.OTHER


def _counts_the_indicator(mention: Mention) -> bool:
    return _about_what_it_counts(mention) is About.INDICATOR and mention.opens_its_clause


def _about_what_it_counts(mention: Mention) -> About:
    counted = _COUNTED.match(mention.behind)
    return mention.parsed.subject.about(counted[1]) if counted else About.OPEN


def _nothing(_: Mention) -> None:
    """No claim."""


def _threshold(mention: Mention) -> Claim:
    """A figure that was passed or not reached: 1,700人を超えた; one that a point names is that point's value."""
    if mention.own_anchor is not None:
        return _claim(Kind.VALUE, mention, mention.own_anchor, near=True)
    match = _THRESHOLD.match(mention.behind)
    direction = 1 if match and match["up"] else -1
    return _claim(Kind.THRESHOLD, mention, mention.year, direction=direction)


def _sum(mention: Mention) -> Claim | None:
    """A sum over years: 令和２年度から令和５年度までの合計は…."""
    years = [one for one in mention.anchors if one.year]
    if len(years) < 2:
        return None
    return _claim(Kind.TOTAL, mention, years[-1], since=years[-2].year)


def _counted(mention: Mention) -> Claim:
    """A figure that counts what the indicator counts: 24件の住宅移転, of a year or of several."""
    at = mention.parsed.named_year_at(mention.number.start)
    spans = [one for one in mention.anchors if one.point is Point.SPAN]
    number, sentence = mention.number, mention.parsed.sentence
    if spans and at.year is not None:
        since = at.year.plus(1 - spans[-1].span)
        return Claim(Kind.TOTAL, number, sentence, About.INDICATOR, at, since=since)
    return Claim(Kind.VALUE, number, sentence, About.INDICATOR, at, near=True)


def _value(mention: Mention) -> Claim | None:
    """A figure that the series stood at, in the year that is spoken of or at the point right before it."""
    if mention.own_anchor is not None:
        return _claim(Kind.VALUE, mention, mention.own_anchor, near=True)
    beyond = bool(_BEYOND.search(mention.before))
    fixed = mention.anchors and mention.anchors[-1].point in (Point.TARGET, Point.BASELINE)
    if fixed and not beyond:
        return None
    near = mention.follows_its_topic or beyond
    return _claim(Kind.VALUE, mention, mention.year, near=near)


def _without_unit(mention: Mention) -> Claim | None:
    """A figure without a unit counts only right behind the point that it is of."""
    if mention.own_anchor is None or mention.number.digits < 2:
        return None
    return _claim(Kind.VALUE, mention, mention.own_anchor, near=True)


def _change(mention: Mention, kind: Kind = Kind.CHANGE) -> Claim | None:
    """A change from one point to another."""
    beside = _year_with_brackets(mention)
    if beside is not None:
        # 令和４年度（20手続の増）: the change of that year against the year before
        last = Anchor(0, 0, Point.LAST, compared=True)
        return _claim(kind, mention, replace(beside, compared=False), base=last)
    base, at = _base(mention), mention.year
    if base is None or base.point is Point.YEAR and base.year == at.year:
        return None
    if base in mention.parsed.anchors and not _is_linked(base, mention):
        return None
    return _claim(kind, mention, at, base=base, direction=_direction(mention))


def _year_with_brackets(mention: Mention) -> Anchor | None:
    """The year right before the bracket that the figure opens."""
    if not mention.before.endswith("("):
        return None
    beside = [one for one in mention.parsed.anchors if one.end == mention.number.start - 1]
    return beside[0] if beside and beside[0].year else None


def _base(mention: Mention) -> Anchor | None:
    """The point that a change is measured from: named here, or, for a rate, in an earlier sentence."""
    compared = [one for one in mention.anchors if one.compared]
    if compared:
        return compared[-1]
    rate = _CHANGE_RATE.search(mention.before)
    return mention.parsed.context.base if rate and not mention.anchors else None


def _is_linked(base: Anchor, mention: Mention) -> bool:
    """Whether nothing comes between a point and what is measured from it."""
    if mention.before.endswith("同") or _CHANGE_RATE.search(mention.before):
        return True
    return bool(_LINK.match(mention.outline_since(base.end)))


def _direction(mention: Mention) -> int:
    """+1 or −1 as a sign, or the words around, say; else 0."""
    if mention.number.sign:
        return 1 if mention.number.sign == "+" else -1
    match = _AFTER.match(mention.behind.lstrip(")")) or _BEFORE.search(mention.before)
    if match is None:
        return 0
    return 1 if match["up"] else -1 if match["down"] else 0


def _percent(mention: Mention) -> Claim | None:
    """A percentage: how far the target is reached, how much something has changed, or a share."""
    if _RATE_BEFORE.search(mention.before):
        targets = [one for one in mention.anchors if one.point is Point.TARGET]
        base = targets[-1] if targets else TARGET
        return _claim(Kind.RATIO, mention, mention.year, base=base, progress=True)
    is_change = (
        mention.number.sign
        or _AFTER.match(mention.behind)
        or _CHANGE_RATE.search(mention.before)
        or _is_beside_a_change(mention)
    )
    return _change(mention, Kind.PERCENT) if is_change else _share(mention)


def _is_beside_a_change(mention: Mention) -> bool:
    """Whether the percentage stands in brackets right behind a change: 1,230件（24.9％）の増加."""
    in_brackets = mention.before.endswith("(") and mention.behind.startswith(")")
    return in_brackets and bool(_AFTER.match(mention.behind[1:]))


def _share(mention: Mention) -> Claim | None:
    """A percentage of what a point had: 目標の93.1％の水準."""
    bases = [one for one in mention.anchors if one.compared or one.point is Point.TARGET]
    if not bases:
        return None
    base = bases[-1]
    between = mention.words_since(base)
    level = _LEVEL_OF.match(mention.behind)
    if not (_COMPARED_TO.match(between) or (level and _TIMES.match(between))):
        return None
    return _claim(Kind.RATIO, mention, mention.parsed.year_at(base.start), base=base)


def _times(mention: Mention) -> Claim | None:
    """So many times what a point had: 策定時の1.7倍."""
    bases = [one for one in mention.anchors if _TIMES.match(mention.words_since(one))]
    if not bases:
        return None
    base = bases[-1]
    over = 1 if _OVER.match(mention.behind) else 0
    at = mention.parsed.year_at(base.start)
    return _claim(Kind.RATIO, mention, at, base=base, direction=over)


Reading = Callable[[Mention], Claim | None]

#: The wordings in which a figure of the series' own unit may stand, and what it then claims.
_WORDINGS: tuple[tuple[Callable[[Mention], bool], Reading], ...] = (
    (_is_a_condition, _nothing),
    (_is_passed, _threshold),
    (_is_a_change, _change),
    (_is_a_sum, _sum),
    (_is_done_something_to, _nothing),
    (_counts_another, _nothing),
    (_counts_the_indicator, _counted),
)
#: What figures claim that are of no series' unit.
_BY_UNIT: dict[str, Reading] = {"ポイント": _change, "%": _percent, "倍": _times}
