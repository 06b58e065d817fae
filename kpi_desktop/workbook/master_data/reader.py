"""Reads the master data workbook (指標マスタ.xlsx) into a plan, with every problem at once."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from kpi_desktop.domain.figures.readings import match_key
from kpi_desktop.domain.finding import Severity
from kpi_desktop.domain.indicators.indicator import Direction, Indicator
from kpi_desktop.domain.indicators.master_data import MasterChange, MasterData
from kpi_desktop.domain.indicators.plan import Department, Pillar, Plan
from kpi_desktop.workbook.master_data.name_lists import NameList, nearest
from kpi_desktop.workbook.master_data.plan_sheet import PlanHead, read_head
from kpi_desktop.workbook.master_data.rows import Problems, Row, read_rows
from kpi_desktop.workbook.master_data.scheme_sheet import read_scheme
from kpi_desktop.workbook.master_data.series_sheets import SeriesReader
from kpi_desktop.workbook.master_data.sheets_and_columns import SHEETS


class MasterDataFile:
    """指標マスタ.xlsx on disk."""

    def read(self, path: Path) -> MasterData:
        """The plan and every problem, in sheet and cell order.

        UnreadableFile when the file cannot be opened as a workbook at all.
        """
        return _read(path, path.read_bytes() if path.is_file() else b"")

    def edited(self, path: Path, changes: Sequence[MasterChange]) -> bytes:
        """The file with *changes* typed in, every other part as it was.

        KpiError when a place is not there.
        """
        from kpi_desktop.workbook.master_data.editor import with_changes

        return with_changes(path, changes)


@lru_cache(maxsize=2)
def _read(path: Path, content: bytes) -> MasterData:
    """What *path* says for as long as it holds this *content*; every step of the cycle asks for it."""
    problems = Problems()
    rows = read_rows(path, SHEETS, problems)
    reading = _Reading(rows, problems)
    plan = reading.plan()
    errors = any(one.severity is Severity.ERROR for one in problems.found)
    return MasterData(
        plan=None if errors else plan,
        problems=problems.in_order([one.name for one in SHEETS]),
        fingerprint=_fingerprint(rows),
        places=reading.places,
    )


def _fingerprint(rows: Mapping[str, Sequence[Row]]) -> str:
    content = [[name, *(dict(row.texts) for row in found)] for name, found in rows.items()]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class _Reading:
    """One reading: the rows, and what has been understood of them so far."""

    def __init__(self, rows: Mapping[str, Sequence[Row]], problems: Problems) -> None:
        self.rows, self.problems = rows, problems
        self.places: Mapping[tuple[str, int, str], tuple[str, str]] = {}

    def plan(self) -> Plan | None:
        """The plan as far as it can be made; None without its 評価年度."""
        head = read_head(self.rows["計画"], self.problems)
        pillars = self._pillars()
        departments = self._departments()
        first: dict[str, Row] = {}
        for row in self.rows["指標"]:
            if self._has(row, "No") and self._is_new(row, row["No"], first, "No"):
                first[match_key(row["No"])] = row
        reader = SeriesReader(head, self.problems)
        nos = {key: row["No"] for key, row in first.items()}
        series = reader.read(self.rows["系列"], self.rows["実績"], nos)
        self.places = reader.places
        owners = NameList(tuple(one.name for one in departments))
        divisions = NameList(tuple(one.division for one in departments if one.division))
        indicators = []
        for key, row in first.items():
            if not series.get(key):
                self.problems.error(
                    "指標",
                    row.cell("No"),
                    f"No {row['No']} の系列がシート「系列」にありません。",
                    "シート「系列」にこのNoの行を加えてください。",
                )
                continue
            indicators.append(
                Indicator(
                    no=row["No"],
                    name=self._name(row),
                    pillar=self._pillar(row, pillars),
                    departments=self._owners(row, owners, head),
                    divisions=divisions.split(row["課"]),
                    series=tuple(series[key]),
                    name_note=row["注記"],
                    footnote=row["脚注"],
                    direction=self._direction(row),
                    relisted_under=self._relisted(row, pillars),
                )
            )
        if not first:
            self.problems.error(
                "指標", "A2", "指標が一つもありません。", "指標を入力してください。"
            )
        plan = head.plan(pillars, self._with_office(departments, indicators), tuple(indicators))
        return plan and dataclasses.replace(plan, scheme=read_scheme(self.rows, self.problems))

    def _has(self, row: Row, column: str) -> bool:
        if row[column]:
            return True
        self.problems.error(
            row.sheet,
            row.cell(column),
            f"「{column}」が空欄です。",
            f"この行の「{column}」を入力するか、行を消してください"
            "（セルが結合されていれば解除し、すべての行に入力してください）。",
        )
        return False

    def _is_new(self, row: Row, name: str, known: Mapping[str, Row], column: str) -> bool:
        before = known.get(match_key(name))
        if before is None:
            return True
        self.problems.error(
            row.sheet,
            row.cell(column),
            f"{column}「{name}」が重複しています（{before.cell(column)}にもあります）。",
            "どちらか一方を消すか、番号・名称を改めてください。",
        )
        return False

    def _name(self, row: Row) -> str:
        return row["指標名"] if self._has(row, "指標名") else ""

    def _pillars(self) -> tuple[Pillar, ...]:
        found: list[Pillar] = []
        numbers, names = dict[str, Row](), dict[str, Row]()
        for row in self.rows["柱"]:
            number = row["柱番号"]
            if not self._has(row, "柱名"):
                continue
            if number and not self._is_new(row, number, numbers, "柱番号"):
                continue
            if not number and not self._is_new(row, row["柱名"], names, "柱名"):
                continue
            numbers[match_key(number)] = row
            names[match_key(row["柱名"])] = row
            found.append(Pillar(number, row["柱名"]))
        if not found and self.rows["指標"]:
            self.problems.error(
                "柱", "A2", "柱が一つもありません。", "計画の柱（章）を入力してください。"
            )
        return tuple(found)

    def _departments(self) -> tuple[Department, ...]:
        found: list[Department] = []
        names: dict[str, Row] = {}
        for row in self.rows["部局"]:
            if self._has(row, "部局名") and self._is_new(row, row["部局名"], names, "部局名"):
                names[match_key(row["部局名"])] = row
                order = self._order(row, len(found) + 1)
                found.append(
                    Department(row["部局名"], order, row["担当課"], row["担当者"], row["メール"])
                )
        return tuple(found)

    def _order(self, row: Row, default: int) -> int:
        text = match_key(row["並び順"])
        if text and not text.isdecimal():
            self.problems.warning(
                row.sheet,
                row.cell("並び順"),
                f"並び順「{row['並び順']}」は整数ではありません。上からの順とします。",
                "整数を入力するか、空欄にしてください。",
            )
        return int(text) if text.isdecimal() else default

    def _pillar(self, row: Row, pillars: Sequence[Pillar]) -> str:
        if not pillars or not self._has(row, "柱番号"):
            return row["柱番号"]
        return self._one_pillar(row, row["柱番号"], "柱番号", pillars)

    def _one_pillar(self, row: Row, text: str, column: str, pillars: Sequence[Pillar]) -> str:
        for one in pillars:
            if match_key(text) in (match_key(one.number), match_key(one.name)):
                return one.number or one.name
        known = [one.number or one.name for one in pillars]
        self.problems.error(
            row.sheet,
            row.cell(column),
            f"柱「{text}」はシート「柱」にありません。",
            f"次のどれかにするか、シート「柱」に加えてください: {'、'.join(known)}",
        )
        return text

    def _relisted(self, row: Row, pillars: Sequence[Pillar]) -> tuple[str, ...]:
        known = [name for one in pillars for name in (one.number, one.name) if name]
        texts = NameList(tuple(known)).split(row["再掲"])
        return tuple(self._one_pillar(row, text, "再掲", pillars) for text in texts)

    def _owners(self, row: Row, known: NameList, head: PlanHead) -> tuple[str, ...]:
        names = known.split(row["部局"])
        if not names:
            self.problems.warning(
                row.sheet,
                row.cell("部局"),
                f"部局が空欄です。「{head.office}」（計画の事務局）が記入するものとします。",
                "所管する部局が決まっていれば入力してください。",
            )
            return (head.office,)
        for name in names:
            if name not in known.names:
                near = nearest(name, known.names)
                self.problems.error(
                    row.sheet,
                    row.cell("部局"),
                    f"部局「{name}」はシート「部局」にありません。",
                    (f"「{near}」の誤りではありませんか。" if near else "")
                    + "名称を直すか、シート「部局」に加えてください。",
                )
        return names

    def _direction(self, row: Row) -> Direction | None:
        text = match_key(row["方向"])
        if not text:
            return None
        for one in Direction:
            if text == one.value:
                return one
        self.problems.error(
            row.sheet,
            row.cell("方向"),
            f"方向「{row['方向']}」は読めません。",
            "大きいほどよい指標は「増」、小さいほどよい指標は「減」、それ以外は空欄にしてください。",
        )
        return None

    def _with_office(
        self, departments: tuple[Department, ...], indicators: Sequence[Indicator]
    ) -> tuple[Department, ...]:
        """The departments, and the office where it fills in for departments that are not given."""
        known = {one.name for one in departments}
        extra = dict.fromkeys(one.lead for one in indicators if one.lead not in known)
        last = max((one.order for one in departments), default=0)
        added = (Department(name, last + place) for place, name in enumerate(extra, 1))
        return (*departments, *added)
