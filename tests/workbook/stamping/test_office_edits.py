"""Whatever an office does to the template, forms come out whole: nothing dangles, nothing is left empty."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]

from kpi_desktop.domain.forms.form import NARRATIVE_FIELDS
from kpi_desktop.workbook.ooxml.package.xml_spans import unescape
from kpi_desktop.workbook.reading.reader import FormFileReader
from kpi_desktop.workbook.stamping.stamper import FormStamper
from kpi_desktop.workbook.stamping.template_check import template_problems
from tests.workbook.stamping import office_edits
from tests.workbook.stamping.office_edits import HARMLESS
from tests.workbook.stamping.samples import (
    TEMPLATE,
    chart_part,
    first_form,
    form,
    form_part,
    opened,
    parts,
    place,
    row,
    stamped,
    value,
    workbook,
)

TEXTS = dict.fromkeys(NARRATIVE_FIELDS, "取組みを進めた。")
FORMS = workbook(
    form(row("1,027", "集計中", "40.0", "", baseline="9"), note="＊注記", narratives=TEXTS),
    form(row("3", "4", ""), row("1", "2", "", number=2), no="7"),
)


def made(template: bytes) -> bytes:
    return FormStamper(template).stamp(FORMS)


def heights(template: bytes | None, name: str = "取組状況") -> float:
    sheet = first_form(stamped(template=template))
    number = int(re.sub(r"\D", "", place(sheet, name)))
    return float(sheet.row_dimensions[number].height or 0)


@pytest.fixture(scope="module", params=HARMLESS, ids=lambda one: one.__name__)
def template(request: pytest.FixtureRequest) -> bytes:
    make: Callable[[], bytes] = request.param
    return make()


def test_no_edit_stands_in_the_way(template: bytes) -> None:
    assert not [one for one in template_problems(template) if one.is_error]


def test_the_form_is_valid(template: bytes, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(made(template))
    found = [str(one) for one in OpenXmlValidator().validate(path).errors]
    # openpyxl orders fonts in its own way and writes no shared strings; Excel does not mind
    harmless = ("/xl/styles.xml:/styleSheet[1]/fonts", "inline-string cell")
    assert [one for one in found if not any(part in one for part in harmless)] == []


def test_no_formula_link_or_name_is_left_that_names_the_template_s_sheet(template: bytes) -> None:
    for name, data in parts(made(template)).items():
        if name.endswith((".xml", ".rels")):
            assert re.findall(r"(?<![\w])'?様式2'?!", unescape(data.decode())) == [], name


def test_the_collector_reads_every_field_back(template: bytes) -> None:
    sent = {FORMS.identity.form_id: FORMS}
    read = FormFileReader(lambda: template).read(made(template), "様式.xlsx", sent)
    assert [(one.no, one.lost) for one in read.sheets] == [("6", ()), ("7", ())]
    found = {name: read.sheets[0].cells[name].raw for name in ("系列1_実績2", "課題等", "No")}
    assert found == {"系列1_実績2": "集計中", "課題等": TEXTS["課題等"], "No": "6"}


def test_other_sheets_read_the_first_form_and_the_office_s_name_goes_with_every_form() -> None:
    book = opened(made(office_edits.read_by_other_sheets()))
    assert book["旧様式2"]["A2"].value == "='No.6'!B5"
    assert book["説明"]["A1"].value == "='No.6'!$B$5&旧様式2!A1"
    assert any(cell.value == "='No.6'!B4" for line in book["提出票"] for cell in line)
    assert book["No.7"]["A17"].value == "=旧様式2!A1&県の表題"
    assert book["No.7"].defined_names["県の表題"].attr_text == "'No.7'!$A$2"
    assert book.defined_names["県の表題"].attr_text == "'No.6'!$A$2"


def test_links_and_shapes_of_a_form_stay_on_it() -> None:
    content = parts(made(office_edits.linked()))
    for at, name in ((1, "'No.6'!"), (2, "'No.7'!")):
        sheet = content[form_part(content, at)].decode()
        assert f'location="{name}A21"' in sheet
        assert "<formula1>$A$1:$A$3</formula1>" in sheet and 'sqref="AV:AV 40:41"' in sheet
        assert f'textlink="{name}$B$4"' in content[f"xl/drawings/drawing1_{at}.xml"].decode()
        links = content[f"xl/drawings/_rels/drawing1_{at}.xml.rels"].decode()
        assert f'Target="#{name}A21"' in links


@pytest.mark.parametrize("edit", ["with_macros", "saved_as_template", "strict", "shared_workbook"])
def test_the_form_is_an_ordinary_workbook_without_macros(edit: str) -> None:
    content = parts(made(getattr(office_edits, edit)()))
    assert b"spreadsheetml.sheet.main+xml" in content["[Content_Types].xml"]
    assert not [name for name in content if "vba" in name or "revisions" in name]
    assert not [name for name, data in content.items() if b"purl.oclc.org" in data]


def test_filled_down_formulas_are_written_out_for_every_cell() -> None:
    before, after = (parts(made(one)) for one in (_shipped(), office_edits.filled_down()))
    name = form_part(before)
    assert b'"shared"' not in after[name]
    assert re.findall(b"<f>.*?</f>", after[name]) == re.findall(b"<f>.*?</f>", before[name])


def test_a_note_without_a_cell_in_the_template_has_one_in_the_form() -> None:
    sheet = first_form(made(office_edits.formats_cleared()))
    assert value(sheet, "注記") == "＊注記"
    assert first_form(stamped(template=office_edits.formats_cleared())).row_dimensions[6].hidden


def test_the_title_of_the_chart_says_whose_it_is() -> None:
    chart = chart_part(parts(made(office_edits.chart_with_a_title())), 2)
    assert "前の題" not in chart and "<c:v>県が育成した防災士の資格取得者数</c:v>" in chart
    assert (
        re.findall("<c:multiLvlStrRef><c:f>([^<]*)</c:f></c:multi", chart)[0]
        == "'No.7'!$AA$9:$AD$9"
    )


def test_a_column_in_the_table_leaves_the_colours_with_their_fields() -> None:
    template = office_edits.column_in_the_table()
    sheet = first_form(stamped(template=template))
    assert place(sheet, "系列1_実績4") == "H10"
    rules = {str(one.sqref): one.rules[0].formula[0] for one in sheet.conditional_formatting}
    assert "$Q10=1" in rules["H10:H15"]  # the mark of 実績4
    assert "SUM($Q$10:$Q$15)" in rules["H9"] and "E10:E15" not in rules


def test_a_form_without_a_print_area_prints_its_fields_and_not_the_panel() -> None:
    sheet = first_form(stamped(template=office_edits.without_a_print_area()))
    assert sheet.print_area == "'No.6'!$A$1:$I$28"


def test_a_second_printed_area_takes_nothing_from_the_boxes() -> None:
    assert heights(office_edits.two_print_areas()) == heights(None)


@pytest.mark.parametrize("edit", ["working_columns_deleted", "chart_deleted"])
def test_a_chart_that_has_nothing_to_draw_gives_its_room_to_the_boxes(edit: str) -> None:
    template = getattr(office_edits, edit)()
    assert heights(template) > heights(None) + 50
    assert not [name for name in parts(stamped(template=template)) if "charts/" in name]


def _shipped() -> bytes:
    return TEMPLATE.read_bytes()


def test_without_the_working_columns_a_co_owner_s_page_is_not_taken_for_the_lead_s() -> None:
    template = office_edits.working_columns_deleted()
    lead = workbook(form(), department="土木部")
    other = workbook(form(is_lead=False), form(no="7", name="別の指標"), department="観光文化部")
    sent = {one.identity.form_id: one for one in (lead, other)}
    data = FormStamper(template).stamp(other)
    read = FormFileReader(lambda: template).read(data, "観光文化部.xlsx", sent)
    assert read.identity.form_id == other.identity.form_id and read.others == ()
