"""A department fills a form in with LibreOffice, key by key; the collector reads what it typed."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from kpi_desktop.domain.forms.form import FormRead
from kpi_desktop.workbook.reading.reader import FormFileReader
from tests.workbook.reading.damage.by_libreoffice import is_available, python_with_uno
from tests.workbook.stamping.samples import first_form, place, stamped, workbook

pytestmark = pytest.mark.skipif(not is_available(), reason="LibreOffice がない")
SCRIPT = Path(__file__).with_name("type_as_a_person.py")
ENTRIES = (
    ("系列1_実績3", "9", "1,592"),  # locked
    ("系列1_実績4", "たくさん", ""),  # neither a figure nor a mark
    ("系列1_実績4", "1759", "1759"),
    ("取組状況", "研修を６回開いた。", "研修を６回開いた。"),
    ("課題等", "受講者が偏っている。" * 70, "受講者が偏っている。" * 70),
    ("今後の方向性", "夜間にも開く。", "夜間にも開く。"),
)


@dataclass(frozen=True)
class Filled:
    """What the cells showed while typing and afterwards, and the file as the collector reads it."""

    typed: list[str]
    looked: list[str]
    read: FormRead


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    folder = tmp_path_factory.mktemp("client")
    source, target = folder / "知事公室.xlsx", folder / "記入済み.xlsx"
    data = stamped()
    source.write_bytes(data)
    sheet = first_form(data)
    wanted = {
        "type": [["No.6", place(sheet, name), text] for name, text, _ in ENTRIES],
        "look": [
            ["No.6", place(sheet, "点検")],
            ["提出票", "E16"],
            ["No.6", place(sheet, "点検_取組状況")],
            ["No.6", place(sheet, "点検_課題等")],
        ],
    }
    orders = folder / "orders.json"
    orders.write_text(json.dumps(wanted))
    python = python_with_uno()
    assert python is not None
    command = [python, str(SCRIPT), "soffice", str(source), str(target), str(orders)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    answer = json.loads(done.stdout)
    sent = workbook()
    read = FormFileReader().read(target.read_bytes(), target.name, {sent.identity.form_id: sent})
    return Filled(answer["typed"], answer["looked"], read)


def test_a_locked_cell_cannot_be_changed(filled: Filled) -> None:
    assert filled.typed[0] == "1,592"


def test_a_wrong_value_is_refused(filled: Filled) -> None:
    assert filled.typed[1] == ""


def test_fields_take_what_is_typed(filled: Filled) -> None:
    assert [one.replace(",", "") for one in filled.typed[2:]] == [
        text for _, _, text in ENTRIES[2:]
    ]


def test_the_panel_and_the_cover_turn_to_ready(filled: Filled) -> None:
    assert filled.looked[:2] == ["提出できます", "提出できます"]


def test_the_panel_counts_characters_and_warns_of_a_text_that_does_not_print_whole(
    filled: Filled,
) -> None:
    assert filled.looked[2] == "○ 9字（枠はおよそ744字）"
    assert filled.looked[3] == "△ 700字あり、このままでは印刷の枠を超えます（枠はおよそ682字）"


def test_the_collector_reads_it(filled: Filled) -> None:
    (sheet,) = filled.read.sheets
    assert filled.read.identity == workbook().identity
    found = {name: sheet.cells[name].raw for name, _, _ in ENTRIES}
    assert found["系列1_実績4"] == "1759" and found["系列1_実績3"] == "1592"
    assert found["取組状況"] == "研修を６回開いた。"
