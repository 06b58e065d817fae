"""個票集: what stands on which page of the printed set. Pure; the pages are made elsewhere."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass

from kpi_desktop.domain.forms.form import FormWorkbook
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.indicators.plan import Pillar
from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.usecases.record.finished_forms import finished_forms


@dataclass(frozen=True)
class Entry:
    """One line of the contents. ``page`` is the printed number, the same wherever it is listed."""

    no: str
    name: str
    departments: str
    page: int
    relisted: bool = False


@dataclass(frozen=True)
class Chapter:
    """One pillar: the forms printed in it, and after them those that are only listed again (再掲)."""

    label: str
    name: str
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """``柱1　人づくり``; a pillar without a number has its name alone."""
        return f"{self.label}　{self.name}" if self.label else self.name

    @property
    def printed(self) -> tuple[Entry, ...]:
        """The forms that are printed here."""
        return tuple(one for one in self.entries if not one.relisted)


@dataclass(frozen=True)
class PrintedSet:
    """The whole set. ``forms`` holds the finished forms in the order of their pages."""

    title: str
    plan: str
    organisation: str
    year: str
    short_year: str
    snapshot: str
    as_of: datetime.datetime | None
    unfinished: tuple[str, ...]
    missing: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    forms: FormWorkbook

    @property
    def heading(self) -> str:
        """The title of the document."""
        return f"{self.plan}　{self.title}　個票集（{self.year}）"

    @property
    def footer(self) -> str:
        """What stands beside the page number."""
        return f"{self.plan}　{self.year}"


@dataclass(frozen=True)
class FrontPages:
    """The workbook, each sheet one page: the cover, *contents* pages, then the pillars' covers."""

    workbook: bytes
    contents: int


def printed_set(content: MasterContent) -> PrintedSet:
    """Pillars in the order of the plan, in each its forms in plan order; every form once, a page each."""
    plan = content.plan
    order = [one for pillar in plan.pillars for one in content.indicators if one.pillar == pillar]
    chapters = []
    first_pages = {one.indicator.no: page for page, one in enumerate(order, 1)}
    for pillar in plan.pillars:
        entries = _entries(content, pillar, first_pages)
        if entries:
            label = f"柱{pillar.number}" if pillar.number else ""
            chapters.append(Chapter(label, pillar.name, entries))
    return PrintedSet(
        title=plan.title,
        plan=plan.name,
        organisation=plan.organisation,
        year=content.year.full,
        short_year=content.year.short,
        snapshot=content.snapshot,
        as_of=content.as_of,
        unfinished=tuple(
            one.indicator.no for one in content.indicators if one.state is not State.FINALISED
        ),
        missing=content.missing,
        chapters=tuple(chapters),
        forms=finished_forms(content, order),
    )


def _entries(content: MasterContent, pillar: Pillar, pages: dict[str, int]) -> tuple[Entry, ...]:
    own, again = [], []
    for one in content.indicators:
        known = one.indicator
        entry = Entry(known.no, known.name, "・".join(known.departments), pages[known.no])
        if one.pillar == pillar:
            own.append(entry)
        elif any(content.plan.pillar(key) == pillar for key in known.relisted_under):
            again.append(dataclasses.replace(entry, relisted=True))
    return (*own, *again)
