"""Whether a printed figure can stand for another: rounded, roughly, or but for a slip."""

from __future__ import annotations

from decimal import Decimal

from kpi_desktop.rules.narrative_figures.numbers import Number

#: From this many digits on, a figure that differs from the right one in a single digit is a slip.
SLIP_DIGITS = 4
#: A figure more than so many times larger or smaller than the right one is of another thing.
_TIMES = 10


def agrees(number: Number, true: Decimal) -> bool:
    """Whether the printed *number* can stand for *true*: rounded, cut off, or, with 約, roughly."""
    typed, right = abs(number.value), abs(true)
    gap, ulp = abs(typed - right), number.ulp
    if gap <= ulp / 2 or (gap < ulp and typed < right and number.digits > 1):
        return True
    if number.beyond and 0 <= (right - typed) * number.beyond < rough_place(number):
        return True
    return number.about and gap <= min(rough_place(number), typed / 20)


def rough_place(number: Number) -> Decimal:
    """The place of the last digit that is not zero: 1,000 for 2,000."""
    place, value = number.ulp, abs(number.value)
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def is_slip(number: Number, true: Decimal, digits: int = SLIP_DIGITS) -> bool:
    """Whether a figure of so many *digits* or more differs from *true* in one digit only."""
    typed, right = str(abs(number.value).quantize(number.ulp)), str(abs(true).quantize(number.ulp))
    if number.ulp > 1:
        typed, right = str(int(number.value / number.ulp)), str(int(true / number.ulp))
    wrong = sum(a != b for a, b in zip(typed, right, strict=False))
    return number.digits >= digits and len(typed) == len(right) and wrong == 1


def is_mistyped(number: Number, true: Decimal) -> bool:
    """Whether one wrong digit, here or in a cell, or two digits in each other's place explain a figure."""
    typed = abs(number.value) / number.ulp
    return any(
        len(str(abs(int(typed) - right)).strip("0")) == 1
        or sorted(str(int(typed))) == sorted(str(right))
        for right in {int(abs(true) / number.ulp), round(abs(true) / number.ulp)}
    )


def is_alike(number: Number, true: Decimal) -> bool:
    """Whether a figure is of the order of *true*, as it is when one digit is wrong."""
    return true / _TIMES <= number.value <= max(true * _TIMES, Decimal(9))
