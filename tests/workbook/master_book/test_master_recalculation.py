"""LibreOffice computes every formula of the master workbook anew and must find what was cached."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.usecases.contents import master_workbook, sample_content


def without_cached_values(data: bytes) -> bytes:
    """*data* with the results of all formulas removed, so that they must be computed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/"):
                part = re.sub(rb"</f><v>[^<]*</v>", b"</f>", part)
            target.writestr(name, part)
    return out.getvalue()


def values(data: bytes) -> dict[tuple[str, str], Any]:
    """Value of every cell; formulas give their results."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and cell.value != ""
    }


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A LibreOffice profile of these tests' own."""
    return tmp_path_factory.mktemp("profile").as_uri()


def recalculated(data: bytes, folder: Path, profile: str) -> bytes:
    """*data* as LibreOffice saves it after computing every formula."""
    source = folder / "in" / "master.xlsx"
    source.parent.mkdir()
    source.write_bytes(without_cached_values(data))
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    command += ["--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "master.xlsx").read_bytes()


def without_forms(data: bytes) -> bytes:
    """The same without the pages of the indicators, on which no table depends."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name in [one for one in book.sheetnames if one.startswith("No.")]:
        del book[name]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "without", [(), pytest.param(("観光文化部", "土木部"), marks=pytest.mark.long)]
)
def test_cached_values_are_what_recalculation_gives(
    without: tuple[str, ...], tmp_path: Path, profile: str
) -> None:
    data = master_workbook(sample_content(without))
    expected = values(data)
    if without:  # once with the forms is enough: it is they that take long
        data = without_forms(data)
    found = values(recalculated(data, tmp_path, profile))
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in openpyxl.load_workbook(io.BytesIO(data))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) > 300
    for key in formulas:
        mine, theirs = expected.get(key), found.get(key)
        if isinstance(mine, int | float):
            assert theirs == pytest.approx(mine), key
        else:
            assert theirs == mine, key
    kept = openpyxl.load_workbook(io.BytesIO(data), read_only=True).sheetnames
    texts = {
        key: value for key, value in expected.items() if isinstance(value, str) and key[0] in kept
    }
    assert {key: found.get(key) for key in texts} == texts


def test_the_dashboard_follows_a_filter(tmp_path: Path, profile: str) -> None:
    data = without_forms(master_workbook(sample_content()))
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["達成状況"]
    kept = 0
    for row in range(2, sheet.max_row + 1):
        hidden = sheet[f"D{row}"].value != "教育庁"
        sheet.row_dimensions[row].hidden = hidden
        kept += not hidden
    stream = io.BytesIO()
    book.save(stream)
    found = values(recalculated(stream.getvalue(), tmp_path, profile))
    assert kept == 3
    assert found["ダッシュボード", "H7"] == kept
