"""demo-fill: play the departments. Types answers into copies of the forms, and plants known defects."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.figures.fiscal import FiscalYear
from kpi_desktop.domain.figures.readings import Reading, parse_reading
from kpi_desktop.domain.forms.form import (
    NARRATIVE_FIELDS,
    CellRead,
    FormRead,
    FormSheet,
    FormWorkbook,
    series_field,
)
from kpi_desktop.domain.indicators.indicator import Series
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.practice.defects import Defect, choose_defects
from kpi_desktop.usecases.progress import Progress, Silent

Entry = str | float | None


@dataclass(frozen=True)
class Planted:
    """One planted defect, as ``planted.json`` lists it."""

    defect: str
    category: str
    department: str
    indicator: str
    file: str
    sheet: str
    cell: str
    what: str


@dataclass(frozen=True)
class DemoFillResult:
    """The files in 提出/ and the defects that were planted in them."""

    files: tuple[str, ...]
    planted: tuple[Planted, ...]


#: What the departments of a plan other than the sample write into the three boxes.
_PLAIN_TEXTS = (
    "・関係機関と連携し、計画に沿って取組を進めた。",
    "・取組の広がりに地域差があり、周知の方法を工夫する必要がある。",
    "・引き続き関係機関と連携し、効果を確かめながら取組を進める。",
)


def demo_fill(
    desk: Desk, seed: int = 0, defects: int = 0, progress: Progress | None = None
) -> DemoFillResult:
    """Fill a copy of every form in 配布/ into 提出/; the same seed gives the same files.

    Figures come from the sample's answer sheet when this is the sample plan; another plan gets last
    year's figures again. KpiError when nothing was generated yet.
    """
    progress = progress or Silent()
    plan = desk.plan()
    issued = sorted(desk.store.issued(), key=lambda one: one.file_name)
    if not issued:
        raise KpiError(
            "配布した様式がありません。", "先に kpi-desktop generate を実行してください。"
        )
    departments = _departments(desk, plan, seed, defects)
    files: list[str] = []
    planted: list[Planted] = []
    for count, form in enumerate(issued):
        progress.step(count, len(issued), form.file_name)
        data = desk.files.read(desk.workspace.outbox / form.file_name)
        read = desk.reader.read(data, form.file_name, {form.form_id: form.workbook})
        entries, own = departments.type_into(read, form.workbook)
        desk.files.write(desk.workspace.inbox / form.file_name, desk.filler.fill(data, entries))
        files.append(form.file_name)
        planted += own
    progress.step(len(issued), len(issued), "")
    _write_planted(desk, desk.workspace.planted, planted)
    return DemoFillResult(tuple(files), tuple(planted))


@dataclass(frozen=True)
class _Departments:
    """What the departments know, and the mistakes that they will make."""

    answers: Mapping[tuple[str, int], str]
    narratives: Mapping[str, Mapping[str, str]]
    defects: Sequence[Defect]

    def type_into(
        self, read: FormRead, form: FormWorkbook
    ) -> tuple[dict[tuple[str, str], Entry], list[Planted]]:
        """(sheet, address) → what is typed into the sheets that it leads; and what is wrong in it."""
        entries: dict[tuple[str, str], Entry] = {}
        planted: list[Planted] = []
        led = {sheet.no: sheet for sheet in form.sheets if sheet.is_lead}
        for sheet in read.sheets:
            if sheet.no in led:
                typed = _typed(led[sheet.no], self.answers, self.narratives)
                for defect in self._defects_of(sheet.no):
                    typed.update(dict(defect.entries))
                    planted.append(_planted(form, sheet.cells, defect))
                for field, value in typed.items():
                    cell = sheet.cells[field]
                    entries[cell.sheet, cell.address] = value
        return entries, planted

    def _defects_of(self, no: str) -> list[Defect]:
        return [defect for defect in self.defects if defect.indicator == no]


def _departments(desk: Desk, plan: Plan, seed: int, defects: int) -> _Departments:
    answers, narratives = _answers(desk, plan), _narratives(desk, plan)
    chosen = choose_defects(plan, answers, narratives, seed, defects) if defects else ()
    return _Departments(answers, narratives, chosen)


def _answers(desk: Desk, plan: Plan) -> dict[tuple[str, int], str]:
    if plan.name == desk.sample.plan_name:
        return dict(desk.sample.answers)
    last = plan.evaluation_year.plus(-1)
    return {
        (indicator.no, series.number): _latest(series, last)
        for indicator in plan.indicators
        for series in indicator.series
    }


def _latest(series: Series, year: FiscalYear) -> str:
    """What a department without news would report: the latest figure, as it is printed."""
    known = [one for one in (series.actual(year), series.baseline) if one.is_figure]
    return known[0].display() if known else "集計中"


def _narratives(desk: Desk, plan: Plan) -> dict[str, Mapping[str, str]]:
    if plan.name == desk.sample.plan_name:
        return dict(desk.sample.narratives)
    return {
        one.no: dict(zip(NARRATIVE_FIELDS, _PLAIN_TEXTS, strict=True)) for one in plan.indicators
    }


def _typed(
    sent: FormSheet,
    answers: Mapping[tuple[str, int], str],
    narratives: Mapping[str, Mapping[str, str]],
) -> dict[str, Entry]:
    """Field name → what the department types: this year's figures and the three boxes."""
    typed: dict[str, Entry] = dict(narratives[sent.no])
    this_year = sent.year_index(sent.evaluation_year)
    for position, row in enumerate(sent.rows, 1):
        answer = answers.get((sent.no, row.number), "")
        reading = parse_reading(answer, row.unit)
        typed[series_field(position, "実績", this_year)] = _entry(reading)
    return typed


def _entry(reading: Reading) -> Entry:
    """A plain figure as a number, as people type it into Excel; anything else as its text."""
    if reading.is_missing:
        return None
    plain = reading.display().replace(",", "").replace(".", "", 1)
    if reading.value is not None and plain.isdecimal():
        return float(reading.value)
    return reading.raw


def _planted(form: FormWorkbook, cells: Mapping[str, CellRead], defect: Defect) -> Planted:
    cell = cells[defect.field]
    return Planted(
        defect=defect.name,
        category=defect.category.value,
        department=form.identity.department,
        indicator=defect.indicator,
        file=form.file_name,
        sheet=cell.sheet,
        cell=cell.address,
        what=defect.what,
    )


def _write_planted(desk: Desk, path: Path, planted: list[Planted]) -> None:
    rows = [vars(one) for one in planted]
    text = json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    desk.files.write(path, text.encode())
