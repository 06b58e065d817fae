"""The narrative boxes: what they hold as sent, and that a finished form never cuts a text."""

from __future__ import annotations

import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from kpi_desktop.domain.forms.form import NARRATIVE_FIELDS, FormSheet, SeriesRow
from kpi_desktop.domain.forms.print_box import PROMISED_LENGTH, rooms_as_sent
from kpi_desktop.workbook.ooxml.sheet.sheet_editor import CellFiller
from tests.workbook.reading.damage.by_libreoffice import is_available
from tests.workbook.stamping.samples import TEMPLATE, first_form, form, place, row, stamped

STATE = row("認定なし", "認定", "", unit="", baseline="認定なし", target="認定")


def rooms(sheet: FormSheet) -> list[tuple[object, object]]:
    """(characters a line, lines) of each box, from the cells that the panel reckons with."""
    names = openpyxl.load_workbook(TEMPLATE)["様式2"].defined_names
    found = first_form(stamped(sheet), cached=True)
    places = [str(names[f"枠_{one}"].attr_text).rpartition("!")[2] for one in NARRATIVE_FIELDS]
    return [tuple(cell.value for cell in found[area.replace("$", "")][0]) for area in places]


@pytest.mark.parametrize("rows", [1, 2, 3])
@pytest.mark.parametrize("note", ["", "＊県の調査による。"])
@pytest.mark.parametrize("series", [row("9", "10", "11", ""), STATE])
def test_the_rule_and_the_stamped_form_know_the_same_boxes(
    rows: int, note: str, series: SeriesRow
) -> None:
    sheet = form(*[series] * rows, note=note)
    told = rooms_as_sent(rows, bool(note), sheet.has_chart)
    assert rooms(sheet) == [(one.columns, one.lines) for one in told]


def long_text(end: str) -> str:
    """A text of the promised length with an *end* that is easily found."""
    return ("県では市町村と連携して取組を進め、" * 100)[: PROMISED_LENGTH - len(end)] + end


def printed(data: bytes, folder: Path) -> str:
    """The text of the form on paper; one page."""
    source = folder / "様式.xlsx"
    source.write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    pages = PdfReader(source.with_suffix(".pdf")).pages
    assert len(pages) == 3  # 提出票, 記入要領, the form
    return pages[-1].extract_text().replace("\n", "")


ENDS = ("これで甲終わる", "これで乙終わる", "これで丙終わる")
TEXTS = dict(zip(NARRATIVE_FIELDS, map(long_text, ENDS)))


def test_one_text_of_the_promised_length_fits_on_the_page_without_making_it_smaller() -> None:
    short = {"課題等": "周知が足りない。" * 30, "今後の方向性": "続ける。" * 30}
    sheet = first_form(stamped(form(narratives={**TEXTS, **short})))
    usual = first_form(stamped(form()))

    def height(one: Worksheet) -> float:
        lines = one.row_dimensions
        return sum(lines[at].height or 0 for at in range(1, 40) if not lines[at].hidden)

    assert (sheet[place(sheet, "取組状況")].font.size or 0) >= 7
    assert height(sheet) <= height(usual) + 3


@pytest.mark.skipif(not is_available(), reason="LibreOffice がない")
def test_three_texts_of_the_promised_length_print_whole_on_a_finished_form(tmp_path: Path) -> None:
    paper = printed(stamped(form(narratives=TEXTS)), tmp_path)
    assert [end in paper for end in ENDS] == [True] * 3


@pytest.mark.skipif(not is_available(), reason="LibreOffice がない")
def test_the_form_as_sent_prints_what_its_boxes_hold_and_cuts_the_rest(tmp_path: Path) -> None:
    sent = stamped(form())
    sheet = first_form(sent)
    held = {
        name: text[: room.capacity - len(end) - room.lines] + end
        for (name, text), room, end in zip(TEXTS.items(), rooms_as_sent(), ENDS)
    }
    held["今後の方向性"] = TEXTS["今後の方向性"]
    typed = {("No.6", place(sheet, name)): text for name, text in held.items()}
    paper = printed(CellFiller().fill(sent, typed), tmp_path)
    assert [end in paper for end in ENDS] == [True, True, False]
