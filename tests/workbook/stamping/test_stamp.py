"""What a stamped workbook holds, looked at with other people's readers."""

from __future__ import annotations

import dataclasses
import io
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kpi_desktop.domain.errors import TemplateError
from kpi_desktop.domain.forms.form import NARRATIVE_FIELDS, required_names
from kpi_desktop.workbook.stamping.stamper import FormStamper
from kpi_desktop.workbook.template import identity
from tests.workbook.stamping.samples import (
    TEMPLATE,
    chart_part,
    first_form,
    form,
    form_part,
    opened,
    parts,
    place,
    rezipped,
    row,
    stamped,
    unlocked,
    value,
    workbook,
)


@pytest.fixture(scope="module")
def plain() -> bytes:
    return stamped(form(), form(no="7"))


def test_the_sheets_stand_in_order_and_the_identity_is_hidden(plain: bytes) -> None:
    book = opened(plain)
    assert book.sheetnames == ["提出票", "記入要領", "No.6", "No.7", identity.HIDDEN_SHEET]
    assert book[identity.HIDDEN_SHEET].sheet_state == "hidden"


def test_every_name_of_the_contract_is_on_every_form_sheet(plain: bytes) -> None:
    book = opened(plain)
    for name in ("No.6", "No.7"):
        assert set(required_names()) <= set(book[name].defined_names)


def test_names_point_into_their_own_sheet(plain: bytes) -> None:
    book = opened(plain)
    texts = [one.attr_text for one in book["No.7"].defined_names.values()]
    assert texts and all(text.startswith("'No.7'!") for text in texts)


def test_a_plain_figure_is_a_number_that_prints_as_printed() -> None:
    sheet = first_form(stamped(form(row("40.0", "1,188", "1592", ""))))
    first, second, third = (sheet[place(sheet, f"系列1_実績{i}")] for i in (1, 2, 3))
    assert (first.value, first.number_format) == (40, "0.0") or (
        first.value,
        first.number_format,
    ) == (40, "#,##0.0")
    assert (second.value, second.number_format) == (1188, "#,##0")
    assert (third.value, third.number_format) == (1592, "0")


@pytest.mark.parametrize(
    "text", ["集計中", "－", "-", "2兆8,461", "国調査終了", "認定なし", "△3.2", "007"]
)
def test_what_is_no_plain_figure_stays_the_text_it_was(text: str) -> None:
    sheet = first_form(stamped(form(row(text, ""))))
    cell = sheet[place(sheet, "系列1_実績1")]
    assert (cell.value, cell.data_type) == (text, "s")


def test_the_format_of_the_series_is_kept_where_it_prints_the_same() -> None:
    formats = {"系列1_実績1": "#,##0.0", "系列1_実績2": "#,##0.0"}
    sheet = first_form(stamped(form(row("40.5", "", unit="%"), number_formats=formats)))
    assert sheet[place(sheet, "系列1_実績1")].number_format == "#,##0.0"
    assert sheet[place(sheet, "系列1_実績2")].number_format == "#,##0.0"


def test_missing_is_an_empty_cell() -> None:
    sheet = first_form(stamped(form(row("", "", baseline="", target=""))))
    for name in ("系列1_策定時", "系列1_実績1", "系列1_目標"):
        assert value(sheet, name) is None


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "@x", "-1+1", "＝A1", "1E5", "<b>&\"'"])
def test_text_is_never_a_formula(text: str) -> None:
    data = stamped(form(name=text, narratives={"取組状況": text}))
    sheet = first_form(data)
    for name in ("指標名", "取組状況"):
        cell = sheet[place(sheet, name)]
        assert (cell.value, cell.data_type) == (text, "s")


def test_line_breaks_and_control_characters_survive() -> None:
    data = stamped(form(narratives={"取組状況": "一行目\n　二行目\x0bと_x0041_\r\n終わり"}))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("No.6").to_python()
    text = next(cell for line in rows for cell in line if str(cell).startswith("一行目"))
    assert text == "一行目\n　二行目\x0bと_x0041_\n終わり"


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40), st.text(max_size=200))
def test_any_text_goes_in_and_comes_out(name: str, narrative: str) -> None:
    data = _STAMPER.stamp(workbook(form(name=name, narratives={"課題等": narrative})))
    sheet = first_form(data)
    for field, text in (("指標名", name), ("課題等", narrative)):
        told = value(sheet, field) or ""
        kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x", "", text)
        if kept == text:
            assert told == text.replace("\r\n", "\n").replace("\r", "\n")


_STAMPER = FormStamper(TEMPLATE)


def test_exactly_the_inputs_are_unlocked(plain: bytes) -> None:
    sheet = first_form(plain)
    assert unlocked(sheet) == {place(sheet, name) for name in form().inputs}


def test_a_sheet_is_protected_without_a_password(plain: bytes) -> None:
    protection = first_form(plain).protection
    assert protection.sheet and protection.password is None


def test_on_the_cover_only_the_person_fields_are_unlocked(plain: bytes) -> None:
    sheet = opened(plain)["提出票"]
    names = [name for name in sheet.defined_names if "記入者" in name]
    assert unlocked(sheet) == {place(sheet, name) for name in names} and len(names) == 4


def test_a_co_owner_may_only_remark() -> None:
    sheet = first_form(stamped(form(is_lead=False)))
    assert unlocked(sheet) == {place(sheet, "共管意見")}
    assert not sheet.row_dimensions[25].hidden
    assert first_form(stamped(form())).row_dimensions[25].hidden


def test_the_remarks_field_has_a_colour_and_a_sign_on_a_co_owners_sheet_alone() -> None:
    sheet = first_form(stamped(form(is_lead=False)), cached=True)
    status, remark = place(sheet, "点検"), place(sheet, "共管意見")
    assert str(sheet[status].value).startswith("参照")
    rules = [
        rule
        for area in sheet.conditional_formatting
        for rule in area.rules
        if "参照" in rule.formula[0]
    ]
    assert all(re.sub(r"\W", "", remark) in one.formula[0].replace("$", "") for one in rules)
    assert [one.dxf.fill is not None for one in rules] == [True, False]
    assert "▼任意" in rules[1].dxf.numFmt.formatCode


def test_the_identity_is_in_three_places(plain: bytes) -> None:
    book: Any = opened(plain)
    own = workbook().identity
    properties = {one.name: one.value or "" for one in book.custom_doc_props.props}
    assert identity.from_properties(properties) == own
    lines = book[identity.HIDDEN_SHEET].iter_rows(values_only=True)
    assert identity.from_properties({str(key): str(text or "") for key, text in lines}) == own
    token = str(value(book["No.7"], identity.TOKEN_NAME))
    assert identity.parse_token(token) == (own.form_id, own.issue_no, "7")


def test_unused_series_rows_are_hidden_and_hold_no_formula() -> None:
    sheet = first_form(stamped(form(row("1", ""), row("2", "", number=2))))
    shown = [not sheet.row_dimensions[number].hidden for number in range(10, 16)]
    assert shown == [True, True, False, False, False, False]
    assert all(cell.value is None for cell in sheet[12])


def test_unused_year_columns_are_hidden_and_leave_no_gap() -> None:
    def width(data: bytes) -> float:
        root = parts(data)[form_part(parts(data))].decode()
        columns = re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"([^/]*)/>', root)
        return sum(
            (int(last) - int(first) + 1) * float(size)
            for first, last, size, rest in columns
            if int(last) <= 9 and "hidden" not in rest
        )

    five = width(stamped(form(row("1", "2", "3", "4", ""))))
    assert width(stamped(form(row("3", "4", "")))) == pytest.approx(five, abs=0.1)


def test_the_chart_reads_the_figures_of_its_own_sheet(plain: bytes) -> None:
    chart = chart_part(parts(plain), 2)
    assert set(re.findall(r"<c:f>(.*?)!", chart)) == {"'No.7'"}


def test_chart_caches_hold_the_figures_and_no_more() -> None:
    chart = chart_part(parts(stamped(form(row("2兆8,461", "集計中", "34,785", "", unit="億円")))))
    bars = chart.partition("<c:lineChart>")[0]
    cache = re.findall(r"<c:numCache>.*?</c:numCache>", bars)[0]
    points = dict(re.findall(r'<c:pt idx="(\d)"><c:v>([^<]*)</c:v>', cache))
    assert points == {"0": "1027", "1": "28461", "3": "34785"}
    assert '<c:ptCount val="5"/>' in cache


def test_a_year_to_be_filled_in_has_no_label_in_the_chart_and_a_zero_of_the_past_has_one() -> None:
    sheet = first_form(stamped(form(row("0", "1,188", ""))))
    past, now = sheet["AB10"], sheet["AD10"]
    assert past.number_format == "#,##0" and past.value == "=D10"
    assert now.number_format == "#,##0;-#,##0;;" and "NA()" not in str(now.value)
    assert first_form(stamped(form(row("0", "1,188", ""))), cached=True)["AD10"].value in (None, "")


def test_the_cells_behind_the_chart_agree_with_its_cache() -> None:
    data = stamped(form(row("2兆8,461", "集計中", "34,785", "", unit="億円")))
    sheet = first_form(data, cached=True)
    area = re.findall(r"<c:val><c:numRef><c:f>'No.6'!(.*?)</c:f>", chart_part(parts(data)))[0]
    first, last = area.replace("$", "").split(":")
    cells = [cell.value for cell in sheet[first:last][0]]
    assert cells == [1027, 28461, None, 34785, None]


def test_a_figure_that_is_text_stays_in_the_chart_when_a_program_calculates_anew() -> None:
    data = stamped(form(row("34,785", "", unit="億円", baseline="2兆8,461", target="3兆203")))
    sheet = first_form(data)
    area = re.findall(r"<c:val><c:numRef><c:f>'No.6'!(.*?)</c:f>", chart_part(parts(data)))[0]
    first, last = area.replace("$", "").split(":")
    baseline, past = [cell.value for cell in sheet[first:last][0]][:2]
    assert baseline == 28461
    assert past.startswith("=") and sheet[past[1:]].value == 34785


def test_a_row_without_target_figure_has_no_line() -> None:
    chart = chart_part(parts(stamped(form(row("1", "", target="前年比減")))))
    assert "<c:lineChart>" not in chart and chart.count("<c:ser>") == 1


def test_a_row_of_states_has_no_columns_in_the_chart() -> None:
    states = row("認定なし", "", unit="", baseline="認定なし", target="認定", number=2)
    chart = chart_part(parts(stamped(form(row("3", ""), states))))
    assert chart.count("<c:ser>") == 2


def test_an_indicator_without_any_figure_has_no_chart_and_no_gap() -> None:
    free = row("", "", unit="", baseline="－", target="完了")
    content = parts(stamped(form(free), form(no="7")))
    assert [name for name in content if "/charts/chart" in name] == ["xl/charts/chart1_2.xml"]
    assert b"chart1_1" not in content["[Content_Types].xml"]
    sheet = first_form(stamped(form(free)))
    assert sheet.row_dimensions[28].hidden and sheet.row_dimensions[27].hidden


def test_the_alternative_text_of_the_chart_names_its_indicator(plain: bytes) -> None:
    drawing = next(data for name, data in parts(plain).items() if "drawing1_1.xml" in name)
    assert "県が育成した防災士の資格取得者数" in drawing.decode()


def test_the_cover_lists_every_sheet_with_its_state(plain: bytes) -> None:
    cells = [line for line in opened(plain, cached=True)["提出票"].iter_rows(values_only=True)]
    listed = [line for line in cells if line[0] in ("6", "7")]
    assert [line[4] for line in listed] == ["あと4か所あります"] * 2
    cover = opened(plain)["提出票"]
    links = {
        cell.hyperlink.location for line in cover.iter_rows() for cell in line if cell.hyperlink
    }
    assert links == {"'No.6'!A1", "'No.7'!A1"}


def test_one_tab_alone_is_selected(plain: bytes) -> None:
    content = parts(plain)
    chosen = [name for name, data in content.items() if b'tabSelected="1"' in data]
    assert len(chosen) == 1


def test_long_texts_make_the_row_of_a_cell_higher() -> None:
    sentence = "被災者の意向に沿った住まいの再建に向けた助成を続けている"
    sheet = first_form(stamped(form(row(sentence, "", unit=""))))
    usual = first_form(stamped(form(row("－", "", unit=""))))
    assert (sheet.row_dimensions[10].height or 0) > (usual.row_dimensions[10].height or 0)


def test_the_same_workbook_gives_the_same_bytes() -> None:
    one = FormStamper(TEMPLATE).stamp(workbook(form(), form(no="7")))
    other_first = FormStamper(TEMPLATE)
    other_first.stamp(workbook(form(row("1", "2", "3", "4", ""))))
    assert other_first.stamp(workbook(form(), form(no="7"))) == one


def test_a_workbook_does_not_depend_on_those_stamped_before_it() -> None:
    finished = workbook(form(row("1,027", "1,188", "1,592", "1,700"), inputs=frozenset()))
    stamper = FormStamper(TEMPLATE)
    for other in (workbook(form(is_lead=False)), workbook(form(row("5"))), workbook()):
        stamper.stamp(other)
    assert stamper.stamp(finished) == FormStamper(TEMPLATE).stamp(finished)


def test_a_name_with_quotes_in_the_sheet_name_is_quoted_twice() -> None:
    odd = dataclasses.replace(form(), sheet_name="No.6'甲 & 乙")
    data = stamped(odd)
    sheet = opened(data)["No.6'甲 & 乙"]
    assert sheet.defined_names["No"].attr_text == "'No.6''甲 & 乙'!$B$4"


def test_a_template_without_the_names_is_refused_with_the_names() -> None:
    content = parts(TEMPLATE.read_bytes())
    text = content["xl/workbook.xml"].decode()
    text = re.sub(r'<definedName name="課題等".*?</definedName>', "", text)
    content["xl/workbook.xml"] = text.encode()
    with pytest.raises(TemplateError, match="課題等"):
        FormStamper(rezipped(content))


def test_something_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(TemplateError):
        FormStamper(b"PK\x05\x06" + b"\0" * 18)
    with pytest.raises(TemplateError):
        FormStamper(b"not a zip")


def test_the_panel_says_as_sent_what_is_missing(plain: bytes) -> None:
    sheet = first_form(plain, cached=True)
    assert str(value(sheet, "点検")) == "あと4か所あります"
    for name in NARRATIVE_FIELDS:
        assert str(value(sheet, f"点検_{name}")).startswith("▲")


def test_a_sheet_that_is_complete_as_sent_can_be_submitted() -> None:
    texts = dict.fromkeys(NARRATIVE_FIELDS, "取組みを進めた。")
    sheet = first_form(stamped(form(row("1,027", "1,188", "1,201"), narratives=texts)), cached=True)
    assert value(sheet, "点検") == "提出できます"
    assert str(value(sheet, "点検_取組状況")).startswith("○ 8字")
