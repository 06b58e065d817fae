"""The printed set: made for real, read back with other programs than the one that bound it."""

from __future__ import annotations

import dataclasses
import io
import re
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from kpi_desktop.bootstrap import make_workspace, open_desk, printed_publication
from kpi_desktop.cli.commands import app
from kpi_desktop.domain.errors import OfficeError
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.usecases.deliver.printed_set import printed_set
from kpi_desktop.usecases.deliver.publish import publish
from kpi_desktop.workbook.master_book.printed_front import front_pages
from tests.usecases.contents import sample_content

#: Text series, two series, longest narrative, H30 baseline, four departments.
CHOSEN = ("1", "5", "9", "15", "31")
LABELS = ["表紙", "i", "扉 柱1", "1", "2", "扉 柱2", "3", "4", "扉 柱3", "5", "扉 柱4"]
AT = {no: LABELS.index(str(page)) + 1 for page, no in enumerate(CHOSEN, 1)}


def chosen_content(actual: str = "") -> MasterContent:
    """Five forms of the sample; No 31 is listed again under pillar 4, No 9 is not 確定.

    *actual* stands for this year's figure of No 5.
    """
    field = ("5", "系列1_実績4")
    whole = sample_content(retype=lambda *cell: actual if actual and cell[:2] == field else cell[2])
    kept = []
    for one in whole.indicators:
        if one.indicator.no == "31":
            again = dataclasses.replace(one.indicator, relisted_under=("4",))
            one = dataclasses.replace(one, indicator=again)
        if one.indicator.no == "9":
            one = dataclasses.replace(one, state=State.ACCEPTED)
        if one.indicator.no in CHOSEN:
            kept.append(one)
    return dataclasses.replace(whole, indicators=tuple(kept))


CONTENT = chosen_content()


def printed(workspace: Path, content: MasterContent) -> bytes:
    with open_desk(workspace) as desk:
        (made,) = printed_publication(desk).make(content).items()
    assert made[0] == "個票集_R5.pdf"
    return made[1]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the product's template."""
    root = tmp_path_factory.mktemp("個票集") / "評価R5"
    make_workspace(root, sample=True, master=None)
    return root


@pytest.fixture(scope="module")
def made(workspace: Path) -> tuple[Path, bytes]:
    """The set as a file, and the bytes of a second run."""
    first, second = (printed(workspace, CONTENT) for _ in range(2))
    path = workspace / "個票集.pdf"
    path.write_bytes(first)
    return path, second


@pytest.fixture(scope="module")
def pdf(made: tuple[Path, bytes]) -> Path:
    return made[0]


def run(*command: str | Path) -> str:
    done = subprocess.run(
        [str(one) for one in command], capture_output=True, timeout=60, check=True
    )
    return done.stdout.decode()


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def page_text(pdf: Path, number: int) -> str:
    return squeezed(run("pdftotext", "-f", str(number), "-l", str(number), pdf, "-"))


@pytest.mark.parametrize("no", CHOSEN)
def test_each_form_holds_its_figures_and_narratives(pdf: Path, no: str) -> None:
    text = page_text(pdf, AT[no])
    one = next(each for each in CONTENT.indicators if each.indicator.no == no)
    shown = [figure.reading.display() for each in one.series for figure in each.figures]
    assert [figure for figure in shown if squeezed(figure) not in text] == []
    assert [each.field for each in one.texts if squeezed(each.text) not in text] == []


def test_the_longest_narrative_ends_above_the_next_box(pdf: Path) -> None:
    page = run("pdftotext", "-bbox", "-f", str(AT["9"]), "-l", str(AT["9"]), pdf, "-")
    words = [
        (float(bottom), text) for bottom, text in re.findall(r'yMax="([\d.]+)">(.*?)</word>', page)
    ]
    heads = {text: bottom for bottom, text in words if text in ("課題等", "今後の方向性")}
    one = next(each for each in CONTENT.indicators if each.indicator.no == "9")
    for name, head in (("取組状況", "課題等"), ("課題等", "今後の方向性")):
        last = squeezed(one.text(name))[-6:]
        ends = [bottom for bottom, text in words if squeezed(text).endswith(last)]
        assert ends and max(ends) < heads[head]


def test_the_contents_give_the_number_that_is_printed_on_the_page(pdf: Path) -> None:
    contents = run("pdftotext", "-layout", "-f", "2", "-l", "2", pdf, "-")
    for number, no in enumerate(CHOSEN, 1):
        assert re.search(rf"^\s*{no}\s.*\s{number}$", contents, re.M)
        assert f"-{number}-" in page_text(pdf, AT[no])


def test_what_is_listed_again_stands_under_both_pillars_and_is_printed_once(pdf: Path) -> None:
    contents = page_text(pdf, 2)
    name = squeezed("熊本と阿蘇の交通量の回復状況")
    assert contents.count(name) == 2
    assert contents.index("柱4") < contents.index(f"{name}(再掲)")
    assert [label for at, label in enumerate(LABELS, 1) if name in page_text(pdf, at)] == ["i", "5"]


def test_the_cover_says_what_is_not_finalised_and_the_snapshot(pdf: Path) -> None:
    cover = page_text(pdf, 1)
    assert "未確定の指標が1件" in cover and squeezed(CONTENT.snapshot) in cover


def test_no_sheet_of_the_form_workbook_but_the_forms_is_printed(pdf: Path) -> None:
    text = squeezed(run("pdftotext", pdf, "-"))
    assert "提出票" not in text and "記入要領" not in text


def test_page_labels_are_the_printed_numbers(pdf: Path) -> None:
    assert PdfReader(pdf).page_labels == LABELS


def test_bookmarks_lead_from_the_pillar_to_the_form(pdf: Path) -> None:
    reader = PdfReader(pdf)
    found: list[tuple[str, str, int]] = []

    def walk(items: list[Any], above: str) -> None:
        last = ""
        for one in items:
            if isinstance(one, list):
                walk(one, last)
            else:
                last = str(one.title)
                page = reader.get_destination_page_number(one)
                assert page is not None
                found.append((above[:2], last.split("　")[0], page + 1))

    walk(reader.outline, "")
    assert ("柱1", "No 5", AT["5"]) in found
    assert ("柱3", "No 31", AT["31"]) in found and ("柱4", "No 31", AT["31"]) in found
    assert [name for above, name, _ in found if not above] == [
        "表紙", "目次", "柱1", "柱2", "柱3", "柱4",
    ]  # fmt: skip


def test_every_font_is_embedded(pdf: Path) -> None:
    fonts = run("pdffonts", pdf).splitlines()[2:]
    assert fonts and all(line.split()[-5] == "yes" for line in fonts)


def test_the_properties_name_the_plan_and_the_snapshot(pdf: Path) -> None:
    found = PdfReader(pdf).metadata
    assert found is not None and CONTENT.as_of is not None
    assert (found.author, found.subject) == ("サンプル県", "ＫＰＩ分析シート　令和5年度")
    assert found.title is not None and "個票集" in found.title
    assert str(found["/Keywords"]) == CONTENT.snapshot
    assert found.creation_date == CONTENT.as_of


def test_the_tags_of_all_parts_are_kept_in_the_order_of_the_pages(pdf: Path) -> None:
    done = subprocess.run(
        ["pdfinfo", "-struct-text", str(pdf)], capture_output=True, timeout=60, check=True
    )
    assert b"Warning" not in done.stderr and b"Error" not in done.stderr
    text = squeezed(done.stdout.decode())
    narratives = {one.indicator.no: one.text("今後の方向性") for one in CONTENT.indicators}
    last = {no: squeezed(text.splitlines()[-1])[-12:] for no, text in narratives.items()}
    wanted = ["未確定の指標", "-i-", last["1"], last["9"], last["31"], "再掲No31"]
    places = [text.index(one) for one in wanted]
    assert places == sorted(places)


def test_two_runs_give_the_same_bytes(made: tuple[Path, bytes]) -> None:
    assert made[0].read_bytes() == made[1]


def test_no_day_stands_in_the_file_but_that_of_the_snapshot(pdf: Path) -> None:
    reader = PdfReader(pdf)
    assert "/Metadata" not in reader.root_object and reader.metadata is not None
    assert reader.metadata.creation_date == reader.metadata.modification_date == CONTENT.as_of


def test_a_changed_figure_changes_its_own_page_and_the_snapshot_on_the_others(
    workspace: Path, pdf: Path
) -> None:
    changed = chosen_content("25")
    other = workspace / "変えた個票集.pdf"
    other.write_bytes(printed(workspace, changed))

    touched = [
        label
        for at, label in enumerate(LABELS, 1)
        if page_text(pdf, at).replace(squeezed(CONTENT.snapshot), "")
        != page_text(other, at).replace(squeezed(changed.snapshot), "")
    ]
    assert touched == [LABELS[AT["5"] - 1]]


def test_each_form_has_one_page_however_pillars_are_mixed() -> None:
    mixed = dataclasses.replace(CONTENT, indicators=tuple(reversed(CONTENT.indicators)))
    book = printed_set(mixed)
    printed = [one for each in book.chapters for one in each.printed]
    assert [one.page for one in printed] == [1, 2, 3, 4, 5]
    assert [one.no for one in printed] == [one.no for one in book.forms.sheets]


def test_the_command_makes_the_set_alone_or_says_that_no_program_is_there(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPI_DESKTOP_OFFICE", "excel")
    monkeypatch.setattr("kpi_desktop.office.choice._PLATFORM", "linux")
    done = CliRunner().invoke(app, ["publish", str(workspace), "--pdf"])
    assert isinstance(done.exception, OfficeError)
    assert not (workspace / "統合" / "公開ページ_R5.html").exists()


def test_without_a_program_it_says_so_and_nothing_is_written(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPI_DESKTOP_OFFICE", "excel")  # not on this machine's system
    monkeypatch.setattr("kpi_desktop.office.choice._PLATFORM", "linux")
    with open_desk(workspace) as desk:
        with pytest.raises(OfficeError) as caught:
            publish(desk, [printed_publication(desk)])
        assert caught.value.remedy
        assert not (desk.workspace.results / "個票集_R5.pdf").exists()


def test_the_cover_says_how_many_forms_have_not_come() -> None:
    front = front_pages(printed_set(sample_content(("観光文化部",)))).workbook
    cover = openpyxl.load_workbook(io.BytesIO(front))["表紙"]
    assert cover["A6"].value.startswith("未確定の指標が3件あります（うち未提出3件。")
