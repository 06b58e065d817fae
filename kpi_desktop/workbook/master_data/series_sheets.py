"""The sheets 系列 and 実績 of the master data: rows of figures and their past values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import Note, Reading, ReadingKind, match_key, parse_reading
from kpi_desktop.domain.figures.units import Unit
from kpi_desktop.domain.forms.form import MAX_SERIES, MAX_YEARS
from kpi_desktop.domain.indicators.indicator import Basis, Series
from kpi_desktop.workbook.master_data.name_lists import nearest
from kpi_desktop.workbook.master_data.plan_sheet import PlanHead, read_year
from kpi_desktop.workbook.master_data.rows import Problems, Row

_YES = ("○", "〇", "◯", "対象", "1", "はい", "TRUE")
_NO = ("×", "✕", "対象外", "0", "いいえ", "FALSE")
_BASELINE, _TARGET, _ACTUAL = "策定時実績値", "目標値", "実績値"

_Key = tuple[str, int]


class SeriesReader:
    """Reads 系列 and 実績 together; ``nos`` are the known Nos by match key."""

    def __init__(self, head: PlanHead, problems: Problems) -> None:
        self.head, self.problems = head, problems
        self.places: dict[tuple[str, int, str], tuple[str, str]] = {}

    def read(
        self, series: Sequence[Row], actuals: Sequence[Row], nos: Mapping[str, str]
    ) -> dict[str, list[Series]]:
        """Series by the match key of the No, in order of their numbers."""
        rows = self._keyed(series, nos)
        past = self._past(actuals, nos, rows)
        found: dict[str, list[Series]] = {}
        for (no, number), row in sorted(rows.items(), key=lambda one: one[0][1]):
            years = past.get((no, number), {})
            one = self._series(number, row, years)
            self._note_places(nos[no], number, row, years)
            if one is not None:
                found.setdefault(no, []).append(one)
        for no, several in found.items():
            if len(several) > MAX_SERIES:
                self.problems.error(
                    "系列",
                    rows[no, several[MAX_SERIES].number].cell("系列番号"),
                    f"No {nos[no]} の系列が{len(several)}あります。様式に載るのは{MAX_SERIES}までです。",
                    "指標を分けるか、系列を減らしてください。",
                )
            self._check_sums(several, past, no)
        return found

    def _key(self, row: Row, nos: Mapping[str, str]) -> _Key | None:
        no, number = match_key(row["No"]), match_key(row["系列番号"])
        if no not in nos:
            near = nearest(row["No"], list(nos.values()))
            self.problems.error(
                row.sheet,
                row.cell("No"),
                f"No「{row['No']}」はシート「指標」にありません。" if no else "「No」が空欄です。",
                (f"「{near}」の誤りではありませんか。" if near else "")
                + "Noを直すか、シート「指標」に加えてください。",
            )
            return None
        if not number.isdecimal() or int(number) < 1:
            self.problems.error(
                row.sheet,
                row.cell("系列番号"),
                f"系列番号「{row['系列番号']}」は1以上の整数ではありません。",
                "指標の中で1から順に番号を付けてください。",
            )
            return None
        return no, int(number)

    def _keyed(self, series: Sequence[Row], nos: Mapping[str, str]) -> dict[_Key, Row]:
        found: dict[_Key, Row] = {}
        for row in series:
            key = self._key(row, nos)
            if key is None:
                continue
            if key in found:
                self._duplicate(row, found[key], "系列番号", f"No {row['No']} の系列{key[1]}")
            else:
                found[key] = row
        return found

    def _duplicate(self, row: Row, before: Row, column: str, what: str) -> None:
        self.problems.error(
            row.sheet,
            row.cell(column),
            f"{what}が重複しています（{before.number}行目にもあります）。",
            "どちらか一方の行を消してください。",
        )

    def _past(
        self, actuals: Sequence[Row], nos: Mapping[str, str], series: Mapping[_Key, Row]
    ) -> dict[_Key, dict[FiscalYear, Row]]:
        found: dict[_Key, dict[FiscalYear, Row]] = {}
        for row in actuals:
            key = self._key(row, nos)
            if key is None:
                continue
            if key not in series:
                self.problems.error(
                    row.sheet,
                    row.cell("系列番号"),
                    f"No {row['No']} の系列{key[1]}はシート「系列」にありません。",
                    "系列番号を直すか、シート「系列」に加えてください。",
                )
                continue
            year = read_year(row, "年度", self.problems)
            if year is None or not self._is_past(row, year):
                continue
            years = found.setdefault(key, {})
            if year in years:
                what = f"No {row['No']} の系列{key[1]}の{year.short}"
                self._duplicate(row, years[year], "年度", what)
            else:
                years[year] = row
        for years in found.values():
            self._check_years(years)
        return found

    def _is_past(self, row: Row, year: FiscalYear) -> bool:
        now = self.head.evaluation_year
        if now is None or year < now:
            return True
        self.problems.warning(
            row.sheet,
            row.cell("年度"),
            f"{year.short}は評価年度（{now.short}）より前ではありません。この値は使いません。",
            f"{now.short}の実績値は部局が様式に記入します。行を消してください。",
        )
        return False

    def _check_years(self, years: Mapping[FiscalYear, Row]) -> None:
        now = self.head.evaluation_year
        if now is None:
            return
        first = now.plus(1 - MAX_YEARS)
        early = [year for year in years if year < first]
        if early:
            row = years[max(early)]
            self.problems.warning(
                row.sheet,
                row.cell("年度"),
                f"様式の実績値は{MAX_YEARS}年度分（{first.short}～{now.short}）です。"
                f"No {row['No']} の{max(early).short}以前は様式に載りません。",
                "載せなくてよければ、このままで構いません。",
            )

    def _series(self, number: int, row: Row, past: Mapping[FiscalYear, Row]) -> Series | None:
        unit = self._unit(row, past)
        baseline_year = self._year(row, "策定時年度", self.head.baseline_year)
        target_year = self._year(row, "目標年度", self.head.target_year)
        if baseline_year is None or target_year is None:
            return None
        return Series(
            number=number,
            label=row["区分"],
            unit=unit,
            baseline_year=baseline_year,
            baseline=self._reading(row, _BASELINE, unit),
            target_year=target_year,
            target=self._reading(row, _TARGET, unit),
            actuals={year: self._reading(one, _ACTUAL, unit) for year, one in past.items()},
            remarks={year: one["備考"] for year, one in past.items() if one["備考"]},
            assessed=self._assessed(row),
        )

    def _note_places(self, no: str, number: int, row: Row, past: Mapping[FiscalYear, Row]) -> None:
        for column in (_BASELINE, _TARGET):
            self.places[no, number, column] = (row.sheet, row.cell(column))
        for year, one in past.items():
            self.places[no, number, year.short] = (one.sheet, one.cell(_ACTUAL))

    def _year(self, row: Row, column: str, default: FiscalYear | None) -> FiscalYear | None:
        if row[column]:
            return read_year(row, column, self.problems)
        if default is None:
            self.problems.error(
                row.sheet,
                row.cell(column),
                f"「{column}」が空欄で、シート「計画」にも{column}がありません。",
                f"この行か、シート「計画」の項目「{column}」に年度を入力してください。",
            )
        return default

    def _unit(self, row: Row, past: Mapping[FiscalYear, Row]) -> Unit:
        """The unit of the column 単位, else the one that the values themselves carry."""
        if row["単位"]:
            return Unit(row["単位"])
        texts = [row[_BASELINE], row[_TARGET], *(one[_ACTUAL] for one in past.values())]
        carried = [parse_reading(text).unit_text for text in texts]
        units = dict.fromkeys(one for one in carried if one)
        if len(units) > 1:
            self.problems.error(
                row.sheet,
                row.cell("単位"),
                f"単位が空欄で、値に書かれた単位も一つではありません（{'、'.join(units)}）。",
                "「単位」に単位を入力し、値をその単位にそろえてください。",
            )
        return Unit(next(iter(units), ""))

    def _reading(self, row: Row, column: str, unit: Unit) -> Reading:
        reading = parse_reading(row[column], unit)
        cell = row.cell(column)
        if not unit.accepts(reading.unit_text):
            self.problems.error(
                row.sheet,
                cell,
                f"「{reading.raw}」の単位が、系列の単位「{unit.text}」と違います。",
                "値を系列の単位にそろえるか、シート「系列」の単位を直してください。",
            )
        if Note.GROUPING in reading.notes:
            self.problems.warning(
                row.sheet,
                cell,
                f"「{reading.raw}」の桁区切りの位置が3桁ごとではありません。",
                "桁が抜けていないか確かめてください。",
            )
        if reading.kind is ReadingKind.TEXT and _looks_like_figure(reading.raw):
            self.problems.warning(
                row.sheet,
                cell,
                f"「{reading.raw}」は数値として読めません。文字として扱います。",
                "数値であれば、入力し直してください。",
            )
        return reading

    def _assessed(self, row: Row) -> bool | None:
        text = match_key(row["評価対象"]).upper()
        if text in map(match_key, _YES):
            return True
        if text in map(match_key, _NO):
            return False
        if text:
            self.problems.error(
                row.sheet,
                row.cell("評価対象"),
                f"評価対象「{row['評価対象']}」は読めません。",
                "達成判定に使う系列は「○」、使わない系列は「×」、自動にするなら空欄にしてください。",
            )
        return None

    def _check_sums(
        self, several: Sequence[Series], past: Mapping[_Key, Mapping[FiscalYear, Row]], no: str
    ) -> None:
        """単年 adds up to 累計: the rise of the 累計 from one year to the next is the 単年 figure."""
        both = _annual_and_total(several)
        if both is None:
            return
        for before, year, difference, annual in _rises(*both):
            if difference != annual:
                row = past[no, both[1].number][year]
                self.problems.warning(
                    row.sheet,
                    row.cell(_ACTUAL),
                    f"累計の増分（{year.short}と{before.short}の差 {difference:,}）が、"
                    f"{year.short}の単年の値（{annual:,}）と一致しません。",
                    "単年と累計のどちらが正しいか確かめてください。",
                )


def _annual_and_total(several: Sequence[Series]) -> tuple[Series, Series] | None:
    """The one 単年 and the one 累計; percents do not add up."""
    annual = [one for one in several if one.basis is Basis.ANNUAL]
    total = [one for one in several if one.basis is Basis.CUMULATIVE]
    if len(annual) != 1 or len(total) != 1 or total[0].unit.is_percent:
        return None
    return annual[0], total[0]


def _rises(
    annual: Series, total: Series
) -> Iterator[tuple[FiscalYear, FiscalYear, Decimal, Decimal]]:
    """Year, the next one, the rise of *total* between them and *annual* in it, where all are known."""
    for before, year in pairwise(sorted(total.actuals)):
        low, high = total.actual(before).value, total.actual(year).value
        own = annual.actual(year).value
        if low is None or high is None or own is None or before.plus(1) != year:
            continue
        yield before, year, high - low, own


def _looks_like_figure(text: str) -> bool:
    """Mostly digits and signs, though not a figure: ``1.2.3``, ``1 2O``."""
    key = match_key(text)
    digits = sum(char.isdigit() for char in key)
    return digits > 0 and digits * 2 >= len(key)
