"""Narratives cut into paragraphs and sentences, with half-width figures and without decoration."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

_BULLET = re.compile(r"^[\s　]*(?:[・○●◯◎□■◆※＊*\-－→]|[①-⑳]|[（(][^（()）]{1,6}[）)]|\d+[.．)）])")
_CIRCLED = re.compile(r"[①-⑳㈠-㈩]")
_SENTENCE = re.compile(r"[^。]+。?")
_BRACKETS = re.compile(r"\([^()]*\)")
#: A comma that ends a clause: after a verb or a copula, not after a particle.
_CLAUSE_END = re.compile(
    r"(?<=[しりれてでたいるきびみえけめせずくがらほ])、|ものの、|一方、|ため、"
)
#: Stands for a bracketed remark that is masked out.
MASK = "\0"


@dataclass(frozen=True)
class Sentence:
    """``quote`` as written; ``text`` folded (NFKC, no white space); ``masked`` the same without remarks
    in brackets, position by position. ``paragraph`` counts from 0 within its box."""

    box: str
    paragraph: int
    quote: str
    text: str

    @cached_property
    def masked(self) -> str:
        """``text`` with what stands in brackets blotted out; as long as ``text``."""
        masked = self.text
        for _ in range(2):
            masked = _BRACKETS.sub(lambda match: MASK * len(match[0]), masked)
        return masked


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a narrative: a line that neither starts a point nor follows a full stop goes on."""
    found: list[str] = []
    ended = True
    for line in text.replace("\r\n", "\n").split("\n"):
        if not line.strip():
            ended = True
            continue
        if ended or _BULLET.match(line):
            found.append(line.strip())
        else:
            found[-1] += line.strip()
        ended = line.rstrip().endswith("。")
    return found


def sentences(box: str, text: str) -> Iterator[Sentence]:
    """Every sentence of a narrative. A full stop inside brackets does not end one."""
    for number, paragraph in enumerate(paragraphs(text)):
        for match in _SENTENCE.finditer(paragraph):
            quote = match[0].strip()
            if quote:
                yield Sentence(box, number, quote, fold(quote))


def fold(text: str) -> str:
    """NFKC without white space; circled figures are points of a list, not figures."""
    plain = unicodedata.normalize("NFKC", _CIRCLED.sub("・", text)).replace("−", "-")
    return "".join(plain.split())


def clause_start(text: str, position: int) -> int:
    """Where the clause begins that *position* lies in; 0 in the first clause of *text*."""
    ends = _clause_ends(text)
    before = bisect_right(ends, position)
    return ends[before - 1] if before else 0


@lru_cache(maxsize=256)
def _clause_ends(text: str) -> tuple[int, ...]:
    return tuple(match.end() for match in _CLAUSE_END.finditer(text))
