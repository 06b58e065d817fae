"""Marks (記号): words and signs that stand in a cell in place of a figure, and how people write them."""

from __future__ import annotations

from enum import Enum


class Mark(Enum):
    """記号: a word or sign that stands in place of a figure. The value is its usual print."""

    NONE = "－"
    PENDING = "集計中"
    ENDED = "調査終了"
    COMPLETED = "完了"
    ALL = "全て"
    BELOW_LAST_YEAR = "前年比減"
    ABOVE_LAST_YEAR = "前年比増"


_DASHES = "-－—―‐‑‒–−ー─"
_MARKS = {
    "集計中": Mark.PENDING,
    "集計作業中": Mark.PENDING,
    "調査中": Mark.PENDING,
    "未集計": Mark.PENDING,
    "国調査終了": Mark.ENDED,
    "調査終了": Mark.ENDED,
    "完了": Mark.COMPLETED,
    "全て": Mark.ALL,
    "すべて": Mark.ALL,
    "前年比減": Mark.BELOW_LAST_YEAR,
    "前年度比減": Mark.BELOW_LAST_YEAR,
    "前年比増": Mark.ABOVE_LAST_YEAR,
    "前年度比増": Mark.ABOVE_LAST_YEAR,
}


def mark_of(key: str) -> Mark | None:
    """The mark that a folded text is; None when it is another text."""
    if len(key) <= 2 and all(char in _DASHES for char in key):
        return Mark.NONE
    return _MARKS.get(key)
