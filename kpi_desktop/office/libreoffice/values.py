"""Values at the border: Python's on one side, the bridge's JSON on the other."""

from __future__ import annotations

import datetime as dt
import numbers
from collections.abc import Sequence
from typing import Any

EPOCH = dt.datetime(1899, 12, 30)
Rows = list[list[Any]]
Colour = tuple[int, int, int]


class CellError(str):
    """An error value (``#N/A``) as read from a cell; xlwings turns it into None or text."""


def to_serial(moment: dt.date | dt.time) -> float:
    """A date, time or both as days since 1899-12-30 (Excel's own counting)."""
    if isinstance(moment, dt.time):
        moment = dt.datetime.combine(EPOCH.date(), moment)
    elif not isinstance(moment, dt.datetime):
        moment = dt.datetime(moment.year, moment.month, moment.day)
    return (moment.replace(tzinfo=None) - EPOCH) / dt.timedelta(days=1)


def from_serial(serial: float) -> dt.datetime:
    """The moment of a serial, to the millisecond."""
    return EPOCH + dt.timedelta(milliseconds=round(serial * 86_400_000))


def received(rows: Rows) -> Rows:
    """Values from the bridge as Python values, in place."""
    for row in rows:
        for index, value in enumerate(row):
            if isinstance(value, dict):
                row[index] = CellError(value["e"]) if "e" in value else from_serial(value["d"])
    return rows


def sent(value: Any) -> Any:
    """One Python value as the bridge takes it.

    Raises:
        TypeError: the value cannot stand in a cell.
    """
    if isinstance(value, (dt.date, dt.time)):
        return {"d": to_serial(value)}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (bool, float)) or value is None:
        return value
    if isinstance(value, numbers.Number):
        return float(value)  # type: ignore[arg-type]
    raise TypeError(f"{type(value).__name__} cannot be written into a cell: {value!r}")


def as_rows(data: Any) -> Rows:
    """A value, a row or rows of values as rows ready to be sent."""
    if not isinstance(data, (list, tuple)):
        return [[sent(data)]]
    rows: Sequence[Any] = data if data and isinstance(data[0], (list, tuple)) else [data]
    return [[sent(value) for value in row] for row in rows]


def colour(given: Any) -> Colour | None:
    """A colour given in any of xlwings' ways: (r, g, b), ``#rrggbb`` or Excel's integer."""
    if given is None:
        return None
    if isinstance(given, str):
        text = given.removeprefix("#")
        return int(text[:2], 16), int(text[2:4], 16), int(text[4:6], 16)
    if isinstance(given, int):
        return given & 255, given >> 8 & 255, given >> 16 & 255
    red, green, blue = given
    return int(red), int(green), int(blue)


def colour_read(numbers_: Sequence[int] | None) -> Colour | None:
    return None if numbers_ is None else (numbers_[0], numbers_[1], numbers_[2])
