"""check-template: every kind of damage is named, with its sheet; a sound template is not blamed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kpi_desktop.usecases.prepare.check_template import TemplateProblem
from kpi_desktop.workbook.stamping.template_check import template_problems
from tests.workbook.stamping import office_edits
from tests.workbook.stamping.samples import TEMPLATE, parts, rezipped

WORKBOOK, SHEET = "xl/workbook.xml", "xl/worksheets/sheet3.xml"


def damaged(part: str, change: Callable[[str], str]) -> bytes:
    content = parts(TEMPLATE.read_bytes())
    before = content[part].decode()
    after = change(before)
    assert after != before
    content[part] = after.encode()
    return rezipped(content)


def errors(data: bytes) -> list[TemplateProblem]:
    return [one for one in template_problems(data) if one.is_error]


def test_the_shipped_template_has_no_problem_at_all() -> None:
    assert template_problems(TEMPLATE) == []


@pytest.mark.parametrize("name", ["No", "系列3_実績2", "今後の方向性", "グラフ", "目標年度"])
def test_a_lost_name_is_named_with_its_sheet(name: str) -> None:
    pattern = rf'<definedName name="{name}" .*?</definedName>'
    found = errors(damaged(WORKBOOK, lambda text: re.sub(pattern, "", text)))
    assert [(one.name, one.sheet) for one in found] == [(name, "様式2")]
    assert name in found[0].message and found[0].remedy


def test_a_name_whose_cell_was_deleted_is_told_apart() -> None:
    def change(text: str) -> str:
        pattern = r'(<definedName name="課題等"[^>]*>)[^<]*'
        return re.sub(pattern, r"\1'様式2'!#REF!", text)

    found = errors(damaged(WORKBOOK, change))
    assert [one.name for one in found] == ["課題等"] and "#REF!" in found[0].message


def test_a_name_that_is_a_formula_is_told_apart() -> None:
    def change(text: str) -> str:
        pattern = r'(<definedName name="脚注"[^>]*>)[^<]*'
        return re.sub(pattern, r"\1OFFSET('様式2'!$A$1,1,1)", text)

    found = errors(damaged(WORKBOOK, change))
    assert [one.name for one in found] == ["脚注"] and "OFFSET" in found[0].message


def test_a_name_on_two_sheets_is_found() -> None:
    more = '<definedName name="取組状況" localSheetId="1">\'記入要領\'!$A$1</definedName></definedNames>'
    data = damaged(WORKBOOK, lambda text: text.replace("</definedNames>", more))
    assert [(one.name, one.sheet) for one in errors(data)] == [("取組状況", "記入要領")]


def test_a_name_with_two_places_on_the_sheet_is_found() -> None:
    more = "<definedName name=\"No\">'様式2'!$Z$9</definedName></definedNames>"
    data = damaged(WORKBOOK, lambda text: text.replace("</definedNames>", more))
    assert [one.name for one in errors(data)] == ["No"]


def test_two_names_on_one_cell_are_found() -> None:
    def change(text: str) -> str:
        return re.sub(r'(<definedName name="注記"[^>]*>)[^<]*', r"\1'様式2'!$B$5", text)

    found = errors(damaged(WORKBOOK, change))
    assert len(found) == 1 and "指標名" in found[0].message and "注記" in found[0].message


def test_a_name_inside_a_merged_area_is_found() -> None:
    def change(text: str) -> str:
        return re.sub(r'(<definedName name="課題等"[^>]*>)[^<]*', r"\1'様式2'!$C$21", text)

    found = errors(damaged(WORKBOOK, change))
    assert [one.name for one in found] == ["課題等"] and "A21" in found[0].remedy


def test_a_template_without_any_name_is_one_problem() -> None:
    found = errors(
        damaged(WORKBOOK, lambda text: re.sub(r"<definedNames>.*</definedNames>", "", text))
    )
    assert len(found) == 1 and "様式" in found[0].message


def test_broken_xml_is_one_problem() -> None:
    data = damaged(SHEET, lambda text: text.replace("</sheetData>", "", 1))
    assert len(errors(data)) == 1


def test_a_table_on_the_form_sheet_is_found() -> None:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = f'<Relationship Id="rId8" Type="{base}/table" Target="../tables/table1.xml"/>'
    part = "xl/worksheets/_rels/sheet3.xml.rels"
    data = damaged(part, lambda text: text.replace("</Relationships>", more + "</Relationships>"))
    assert ["テーブル" in one.message for one in errors(data)] == [True]


def test_a_missing_chart_and_a_lifted_lock_are_warnings() -> None:
    data = damaged(
        SHEET, lambda text: re.sub(r"<drawing [^>]*/>|<sheetProtection [^>]*/>", "", text)
    )
    content = parts(data)
    del content["xl/worksheets/_rels/sheet3.xml.rels"]
    found = template_problems(rezipped(content))
    assert found and not any(one.is_error for one in found)
    assert {one.name for one in found} == {"グラフ", ""}


@pytest.mark.parametrize("data", [b"", b"PK", b"<html/>"])
def test_what_is_no_workbook_is_one_problem(data: bytes) -> None:
    assert len(errors(data)) == 1


def test_a_template_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    found = template_problems(tmp_path / "様式2.xlsx")
    assert len(found) == 1 and found[0].remedy


def test_a_copied_form_sheet_is_one_problem() -> None:
    def doubled(text: str) -> str:
        copies = re.findall(r'<definedName name="[^"]*" localSheetId="2">[^<]*</definedName>', text)
        other = "".join(copies).replace("'様式2'", "'記入要領'").replace('Id="2"', 'Id="1"')
        return text.replace("</definedNames>", other + "</definedNames>")

    found = errors(damaged(WORKBOOK, doubled))
    assert [one.sheet for one in found if one.name in ("No", "部局名")] == ["記入要領"]
    assert "など71個" in found[0].message and "削除" in found[0].remedy


@pytest.mark.parametrize(
    ("edit", "name", "words"),
    [
        (office_edits.working_columns_deleted, "グラフ", "削除されています"),
        (office_edits.chart_deleted, "グラフ", "グラフがありません"),
        (office_edits.with_macros, "", "マクロ"),
        (office_edits.own_field, "", "B26"),
        (office_edits.without_a_print_area, "", "A1:I28"),
        (office_edits.read_by_other_sheets, "", "「説明」"),
    ],
)
def test_what_will_be_otherwise_is_said_and_no_error(
    edit: Callable[[], bytes], name: str, words: str
) -> None:
    found = template_problems(edit())
    assert any(one.name == name and words in one.message and one.remedy for one in found)
    assert not any(one.is_error for one in found)


def test_a_chart_moved_off_its_rows_and_a_page_that_does_not_fit_are_warned_of() -> None:
    drawing = "xl/drawings/drawing1.xml"
    moved = damaged(drawing, lambda text: re.sub(r"<xdr:row>\d+", "<xdr:row>9", text))
    assert ["A28:I28" in one.message for one in template_problems(moved)] == [True]
    loose = damaged(SHEET, lambda text: text.replace(' fitToPage="1"', ""))
    assert ["1ページ" in one.message for one in template_problems(loose)] == [True]
