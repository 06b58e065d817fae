"""Kinds of defect in figures and labels: how each damages a good form so that it must be found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

from kpi_desktop.domain.figures.marks import Mark
from kpi_desktop.domain.figures.readings import Reading, ReadingKind, printed_number
from kpi_desktop.domain.finding import Category
from kpi_desktop.domain.forms.form import FOOTNOTE_FIELD, series_field
from kpi_desktop.domain.indicators.indicator import Basis
from kpi_desktop.usecases.practice.damage import Damage, Kind, Target


def _number(value: Decimal) -> float:
    return float(value)


# --- missing and kind -------------------------------------------------------------------------------


def _missing(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, _, _ in target.figure_rows():
        yield Damage(target.field(position), None, "実績値を空欄にした")


def _unreadable(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, _, _ in target.figure_rows():
        words = rng.choice(("別紙のとおり", "概ね達成", "順調に推移", "算出中（６月頃確定）"))
        yield Damage(target.field(position), words, f"数値の欄に「{words}」と記入した")


def _remark(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, reading, _ in target.figure_rows():
        text = reading.display() + rng.choice(("（見込み）", "（速報値）", "（暫定）"))
        yield Damage(target.field(position), text, f"「{text}」と添え書きした")


def _about(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, reading, _ in target.figure_rows():
        text = "約" + reading.display()
        yield Damage(target.field(position), text, f"「{text}」と記入した")


def _goal_word(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, _, _ in target.figure_rows():
        target_mark = target.sheet.rows[position - 1].target.mark
        if target_mark in (Mark.BELOW_LAST_YEAR, Mark.ABOVE_LAST_YEAR) and target_mark is not None:
            yield Damage(target.field(position), target_mark.value, "実績値に目標の言葉を記入した")


def _number_for_state(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, reading in target.answers.items():
        if reading.kind is ReadingKind.TEXT and not target.past(position):
            yield Damage(target.field(position), 1.0, "状態の欄に数値を記入した")


def _unknown_state(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, reading in target.answers.items():
        if reading.kind is ReadingKind.TEXT and not target.past(position):
            text = reading.display() + "見込み"
            yield Damage(target.field(position), text, f"「{text}」と記入した")


# --- unit -------------------------------------------------------------------------------------------


def _unit(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, reading, _ in target.figure_rows():
        own = target.sheet.rows[position - 1].unit
        wrong = [one for one in ("件", "人", "台", "千円", "回") if one not in own.text]
        text = reading.display() + rng.choice(wrong)
        yield Damage(target.field(position), text, f"単位「{own.text}」の欄に「{text}」と記入した")


def _unit_label(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, row in enumerate(target.sheet.rows, 1):
        if row.unit.text:
            text = "百万円" if row.unit.text != "百万円" else "千円"
            yield Damage(series_field(position, "単位"), text, f"単位を「{text}」に書き換えた")


# --- past values, baseline, target, identity -----------------------------------------------------------


def _changed(reading: Reading, rng: random.Random) -> float | None:
    if reading.value is None or reading.value == 0:
        return None
    step = Decimal(rng.randint(1, 9)).scaleb(-reading.decimals)
    return _number(reading.value + step)


def _past_value(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, row in enumerate(target.sheet.rows, 1):
        for index, (year, reading) in enumerate(zip(target.sheet.years, row.actuals), 1):
            typed = _changed(reading, rng)
            if year < target.sheet.evaluation_year and typed is not None:
                field = series_field(position, "実績", index)
                yield Damage(field, typed, f"{year.short}実績値を「{reading.display()}」から変えた")


def _correction(target: Target, rng: random.Random) -> Iterator[Damage]:
    note = ((FOOTNOTE_FIELD, "※錯誤により過年度の実績値を修正"),)
    for one in _past_value(target, rng):
        yield Damage(one.field, one.typed, one.what + "（脚注に理由を書いた）", note)


def _baseline(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, row in enumerate(target.sheet.rows, 1):
        typed = _changed(row.baseline, rng)
        if typed is not None:
            yield Damage(series_field(position, "策定時"), typed, "策定時実績値を変えた")


def _goal(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, row in enumerate(target.sheet.rows, 1):
        typed = _changed(row.target, rng)
        if typed is not None:
            yield Damage(series_field(position, "目標"), typed, "目標値を変えた")


def _name(target: Target, rng: random.Random) -> Iterator[Damage]:
    yield Damage("指標名", target.indicator.name + "（改）", "指標名を書き換えた")


def _footnote(target: Target, rng: random.Random) -> Iterator[Damage]:
    if target.sheet.footnote:
        yield Damage(FOOTNOTE_FIELD, None, "配布時の脚注を消した")


# --- sum and plausibility ------------------------------------------------------------------------------


def _sum(target: Target, rng: random.Random) -> Iterator[Damage]:
    found = _summed(target)
    if found is not None:
        total = target.answers[found]
        if total.value is not None:
            off = Decimal(rng.choice((-2, -1, 1, 2, 3)))
            typed = _number(total.value + off)
            yield Damage(target.field(found), typed, f"累計を{off:+}ずらした")


def _summed(target: Target) -> int | None:
    """Position of the 累計 row that is the running sum of the 単年 row in every year, this one too."""
    by_basis: dict[Basis, list[int]] = {}
    for series in target.indicator.series:
        position = [row.number for row in target.sheet.rows].index(series.number) + 1
        by_basis.setdefault(series.basis, []).append(position)
    parts, totals = by_basis.get(Basis.ANNUAL, []), by_basis.get(Basis.CUMULATIVE, [])
    if len(parts) != 1 or len(totals) != 1:
        return None
    running = Decimal(0)
    part, total = _values(target, parts[0]), _values(target, totals[0])
    if len(part) < 2:
        return None
    for one, whole in zip(part, total):
        if one is None or whole is None or running + one != whole:
            return None
        running = whole
    return totals[0]


def _values(target: Target, position: int) -> list[Decimal | None]:
    past = [one.value for one in target.sheet.rows[position - 1].actuals[:-1]]
    return [*past, target.answers[position].value]


def _steady(target: Target) -> Iterator[tuple[int, Reading, Decimal]]:
    """Rows whose figures, this year's too, never moved by more than half in a year (and are not summed)."""
    if _summed(target) is not None:
        return
    for position, reading, value in target.figure_rows():
        known = [*target.past(position), value]
        pairs = list(zip(known, known[1:]))
        if (
            len(known) >= 4
            and min(known) > 0
            and all(2 * b <= 3 * a <= 4.5 * b for a, b in _floats(pairs))
        ):
            yield position, reading, value


def _floats(pairs: list[tuple[Decimal, Decimal]]) -> Iterator[tuple[float, float]]:
    return ((float(a), float(b)) for a, b in pairs)


def _ten(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, _, value in _steady(target):
        if value >= 10:
            typed = _number(value * rng.choice((10, 100)))
            yield Damage(target.field(position), typed, f"桁を誤って「{typed:,.10g}」と記入した")


def _as_fraction(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, _, value in _steady(target):
        if target.sheet.rows[position - 1].unit.is_percent:
            typed = _number(value / 100)
            yield Damage(target.field(position), typed, f"％の欄に割合「{typed}」を記入した")


def _leap(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, reading, value in _steady(target):
        if value >= 20 and not target.sheet.rows[position - 1].unit.is_percent:
            typed = (value * Decimal(rng.choice(("4.4", "5.2")))).quantize(Decimal(1))
            what = f"「{reading.display()}」を「{printed_number(typed, 0)}」と記入した"
            yield Damage(target.field(position), _number(typed), what)


def _annual_for_total(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, _, value in _steady(target):
        series = target.sheet.rows[position - 1]
        past = [one for one in _values(target, position)[:-1] if one is not None]
        rising = all(a < b for a, b in zip(past, past[1:]))
        if series.label.startswith(Basis.CUMULATIVE.value) and rising and len(past) >= 3:
            if not series.unit.is_percent and value > past[-1] >= 100:
                typed = _number(past[-2])
                yield Damage(target.field(position), typed, "累計が前年度より減る値を記入した")


def _not_updated(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, _, value in _steady(target):
        past = [one for one in _values(target, position)[:-1] if one is not None]
        if len(past) >= 3 and len(set(past)) == len(past) and past[-1] >= 100 and value != past[-1]:
            yield Damage(target.field(position), _number(past[-1]), "前年度の値をそのまま記入した")


def _zero(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, _, _ in _steady(target):
        if target.past(position)[-1] >= 10 and target.sheet.rows[position - 1].target.value != 0:
            yield Damage(target.field(position), 0.0, "空欄の代わりに0を記入した")


def _part_over_whole(target: Target, rng: random.Random) -> Iterator[Damage]:
    for position, row in enumerate(target.sheet.rows, 1):
        whole = [target.answers[p].value for p in target.answers if p != position]
        if row.target.mark is Mark.ALL and len(whole) == 1 and whole[0] is not None:
            yield Damage(target.field(position), _number(whole[0] + 1), "内数を全体より大きくした")


FIGURE_KINDS: dict[str, tuple[Category, Kind]] = {
    "実績値なし": (Category.MISSING, _missing),
    "読めない文字": (Category.KIND, _unreadable),
    "添え書き": (Category.KIND, _remark),
    "約": (Category.KIND, _about),
    "目標の言葉": (Category.KIND, _goal_word),
    "状態に数値": (Category.KIND, _number_for_state),
    "単位違い": (Category.UNIT, _unit),
    "単位の書換え": (Category.UNIT, _unit_label),
    "過去値の変更": (Category.PAST_VALUE, _past_value),
    "策定時の変更": (Category.PAST_VALUE, _baseline),
    "目標値の変更": (Category.PAST_VALUE, _goal),
    "訂正の申し出": (Category.CORRECTION, _correction),
    "脚注の消去": (Category.CORRECTION, _footnote),
    "指標名の書換え": (Category.IDENTITY, _name),
    "累計不一致": (Category.SUM, _sum),
    "桁違い": (Category.PLAUSIBILITY, _ten),
    "割合で記入": (Category.PLAUSIBILITY, _as_fraction),
    "大きな変動": (Category.PLAUSIBILITY, _leap),
    "累計の減少": (Category.PLAUSIBILITY, _annual_for_total),
    "前年度の値": (Category.PLAUSIBILITY, _not_updated),
    "空欄の代わりの0": (Category.PLAUSIBILITY, _zero),
    "知らない状態": (Category.STATE, _unknown_state),
    "内数が過大": (Category.STATE, _part_over_whole),
}
