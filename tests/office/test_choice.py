"""Which program is used, what is missing, and that the rest works without any."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_desktop.bootstrap import open_office
from kpi_desktop.cli.app import main
from kpi_desktop.domain.errors import OfficeError
from kpi_desktop.office import choice
from kpi_desktop.office.choice import VARIABLE, chosen
from kpi_desktop.office.font_check import NAMED, check_fonts
from kpi_desktop.office.libreoffice import find_installation


@pytest.fixture
def nothing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine with neither program."""
    find_installation.cache_clear()
    monkeypatch.setenv("LIBREOFFICE_SOFFICE", "/nowhere/soffice")
    monkeypatch.setattr(choice, "_PLATFORM", "linux")
    yield
    find_installation.cache_clear()


def test_excel_is_used_where_it_is_and_else_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    here = choice.Presence("excel", "Microsoft Excel", True)
    assert chosen().kind == ("excel" if choice.excel_presence().present else "libreoffice")
    monkeypatch.setattr(choice, "excel_presence", lambda: here)
    assert chosen() == here
    monkeypatch.setenv(VARIABLE, "libreoffice")
    assert chosen().kind == "libreoffice"


def test_a_setting_that_cannot_be_met_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "_PLATFORM", "linux")
    monkeypatch.setenv(VARIABLE, "excel")
    with pytest.raises(OfficeError, match="Microsoft Excel が使えません.*auto にすると"):
        chosen()
    monkeypatch.setenv(VARIABLE, "works")
    with pytest.raises(OfficeError, match="auto、excel、libreoffice"):
        chosen()


@pytest.mark.usefixtures("nothing")
def test_a_feature_that_needs_a_program_says_so_in_one_sentence() -> None:
    with pytest.raises(OfficeError) as caught:
        with open_office():
            pass
    assert caught.value.what.count("。") == 1 and "Excel か LibreOffice" in caught.value.what
    assert "office --check" in caught.value.remedy


@pytest.mark.usefixtures("nothing")
def test_the_check_tells_what_is_missing_and_what_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["office", "--check", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["used"] == "" and told["remedy"]
    assert all(not one["works"] and one["missing"] and one["remedy"] for one in told["programs"])
    assert main(["office", "--check"]) == 1
    assert "Excel か LibreOffice が要ります" in capsys.readouterr().out


@pytest.mark.usefixtures("nothing")
def test_everything_but_the_office_works_without_any_program(tmp_path: Path) -> None:
    assert main(["demo", str(tmp_path / "評価")]) in (0, 1)
    assert list((tmp_path / "評価" / "統合").glob("統合マスタ_*.xlsx"))


def test_the_check_tries_the_program_and_tells_its_version(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["office", "--check", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    used = next(one for one in told["programs"] if one["kind"] == told["used"])
    assert used["works"] and used["version"][0].isdigit() and used["place"]


def test_every_font_that_the_documents_name_is_drawn_in_japanese() -> None:
    assert [one.name for one in check_fonts() if one.japanese] == list(NAMED)
