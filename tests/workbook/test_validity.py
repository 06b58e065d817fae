"""Files that Excel would offer to repair: every planted fault is found by its rule.

That nothing the product writes has one: ``tests/usecases/test_everything_is_sound.py``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
import xlsxwriter

from tests.repair_check import RULES, repair_faults
from tests.workbook.forms import packed, parts

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
TABLE, STYLES = "xl/tables/table1.xml", "xl/styles.xml"
CUSTOM, TYPES = "docProps/custom.xml", "[Content_Types].xml"


def sound() -> bytes:
    """A small workbook with a bit of everything."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet, other = book.add_worksheet("入力"), book.add_worksheet("表")
    number = book.add_format({"num_format": '#,##0"件"'})
    sheet.set_column(0, 1, 10)
    sheet.set_column(2, 3, 12)
    sheet.merge_range("A1:C1", "表題")
    sheet.write_row("A2", ["一", 20, True])
    sheet.write_formula("B3", "SUM(B2:B2)", number, 20)
    sheet.write_url("D2", "https://example.com/")
    sheet.data_validation("B2", {"validate": "list", "source": ["一", "二"], "error_title": "誤り"})
    red = book.add_format({"bold": True})
    rule = {"type": "cell", "criteria": ">", "value": 5, "format": red}
    sheet.conditional_format("B2:B3", rule)
    columns = [{"header": "名称"}, {"header": "値"}]
    sheet.add_table("F1:G3", {"name": "表_一", "columns": columns, "data": [["あ", 1], ["い", 2]]})
    other.add_table("A1:B2", {"name": "表_二", "columns": columns, "data": [["あ", 1]]})
    book.define_name("範囲", "=入力!$B$2:$B$3")
    book.set_custom_property("版", "1")
    book.close()
    return stream.getvalue()


SOUND = sound()


def swap(part: str, pattern: str, to: str) -> Callable[[dict[str, bytes]], None]:
    """A planting that rewrites the first match in one part."""

    def plant(content: dict[str, bytes]) -> None:
        before = content[part].decode()
        after = re.sub(pattern, to, before, count=1, flags=re.S)
        assert after != before, (part, pattern, before)
        content[part] = after.encode()

    return plant


def gone(part: str) -> Callable[[dict[str, bytes]], None]:
    """A planting that removes one part."""

    def plant(content: dict[str, bytes]) -> None:
        del content[part]

    return plant


HIDDEN = r'\1 state="hidden"\2\3 state="hidden"'
LONG = f'<c r="A2" t="inlineStr"><is><t>{"x" * 32768}</t></is></c>'
PLANTED = [
    ("xml", swap(SHEET, "</sheetData>", "</sheetDat>")),
    ("sheet-name", swap(BOOK, 'name="入力"', f'name="{"あ" * 32}"')),
    ("sheet-name", swap(BOOK, 'name="入力"', 'name="入:力"')),
    ("visible-sheet", swap(BOOK, '(name="入力")(.*?)(name="表")', HIDDEN)),
    ("active-tab", swap(BOOK, "<workbookView ", '<workbookView activeTab="9" ')),
    ("defined-name", swap(BOOK, 'name="範囲"', 'name="範 囲"')),
    ("defined-name", swap(BOOK, r">入力!\$B", ">無い!$B")),
    ("defined-name", swap(BOOK, "(<definedName .*?</definedName>)", r"\1\1")),
    ("number-format", swap(STYLES, 'formatCode="[^"]*"', 'formatCode="[Foo;&quot;#"')),
    ("content-type", swap(TYPES, r'<Override PartName="/xl/tables/table1.xml"[^>]*/>', "")),
    ("relationship", gone("xl/tables/table2.xml")),
    ("relationship", swap(BOOK, 'r:id="rId2"', 'r:id="rId99"')),
    ("custom-property", swap(CUSTOM, "(<property .*?</property>)", r"\1\1")),
    ("row-order", swap(SHEET, '(<row r="2".*?</row>)', r"\1\1")),
    ("cell-order", swap(SHEET, '(<c r="A2".*?</c>)(<c r="B2".*?</c>)', r"\2\1")),
    ("cell-order", swap(SHEET, '<c r="A2"', '<c r="A0"')),
    ("cell-value", swap(SHEET, "<v>20</v>", "<v>abc</v>")),
    ("cell-value", swap(SHEET, 't="b"><v>1', 't="b"><v>yes')),
    ("cell-value", swap(SHEET, r'(<c r="A2"[^>]*t="s"><v>)\d+', r"\g<1>9999")),
    ("cell-value", swap(SHEET, '<c r="A2".*?</c>', LONG)),
    ("style", swap(SHEET, r'(<c r="B3" s=")\d+', r"\g<1>999")),
    ("style", swap(SHEET, 'dxfId="0"', 'dxfId="77"')),
    ("formula", swap(SHEET, r"SUM\(B2:B2\)", "SUM(B2:B2")),
    ("merge", swap(SHEET, '(<mergeCell ref="A1:C1"/>)', r'\1<mergeCell ref="C1:D2"/>')),
    ("columns", swap(SHEET, 'min="3"', 'min="2"')),
    ("validation", swap(SHEET, '"一,二"', f'"{"科目," * 90}"')),
    ("validation", swap(SHEET, 'errorTitle="誤り"', f'errorTitle="{"あ" * 33}"')),
    ("area", swap(SHEET, 'sqref="B2:B3"', 'sqref="B2:B"')),
    ("sheet-link", swap(SHEET, r'(<hyperlink ref="D2" r:id=")rId\d+', r"\1rId77")),
    ("table-area", swap(TABLE, 'ref="F1:G3"', 'ref="F1:G99999999"')),
    ("table-name", swap(TABLE, 'displayName="表_一"', 'displayName="表_二"')),
    ("table-column", swap(TABLE, 'name="名称"', 'name="値"')),
    ("table-header", swap(TABLE, 'name="名称"', 'name="別名"')),
]  # fmt: skip


def rules_of(data: bytes) -> set[str]:
    """Names of the rules that a file breaks."""
    return {fault.rule for fault in repair_faults(data)}


def test_a_sound_workbook_has_no_fault() -> None:
    assert repair_faults(SOUND) == ()


@pytest.mark.parametrize(
    ("rule", "plant"), PLANTED, ids=[f"{at}-{rule}" for at, (rule, _) in enumerate(PLANTED)]
)
def test_a_planted_fault_is_found_by_its_rule(
    rule: str, plant: Callable[[dict[str, bytes]], None]
) -> None:
    content = parts(SOUND)
    plant(content)
    assert rule in rules_of(packed(content))


def test_a_truncated_file_is_a_fault_of_the_container() -> None:
    assert rules_of(SOUND[:-40]) == {"container"}


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule for rule, _ in PLANTED} | {"container"} == set(RULES)
