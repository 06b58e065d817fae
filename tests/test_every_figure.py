"""Every figure of the store stands in every output of the demo, equal; an altered one is noticed."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from kpi_desktop.bootstrap import open_desk
from kpi_desktop.domain.figures.readings import BLANK, Reading, ReadingKind
from kpi_desktop.sample import load_sample
from kpi_desktop.usecases.record.authority import answers
from kpi_desktop.usecases.record.figures import reported
from tests import outputs
from tests.outputs import Figures, Key, Shape, Told

STATES = {
    ReadingKind.FIGURE: "number",
    ReadingKind.MARK: "mark",
    ReadingKind.TEXT: "text",
    ReadingKind.BLANK: "missing",
}
#: The figure that is altered: unlike any other on its page, and what it becomes.
KEY: Key = ("6", 1, "actual", 2023)
OLD, NEW = "1,759", "1,795"


@dataclass(frozen=True)
class Made:
    """What the store holds, and the outputs as bytes (the printed set as words)."""

    figures: Figures
    shape: Shape
    raw: dict[str, Any]
    narratives: bytes

    def told(self, output: str, raw: Any) -> Figures:
        """What *raw* says as that output."""
        readers: dict[str, Callable[[Any], Figures]] = {
            "実績データ": outputs.of_tidy,
            "総括表": outputs.of_summary,
            "個票": lambda data: outputs.of_forms(data, self.shape),
            "証跡JSON": outputs.of_provenance,
            "CSV": outputs.of_csv,
            "JSON": outputs.of_json,
            "公開ページ": outputs.of_page,
            "PDF": lambda pages: outputs.of_pdf(pages, self.shape),
        }
        return readers[output](raw)

    def expected(self, output: str) -> Figures:
        """What that output has to say: some leave things out that they cannot show."""
        if output in ("CSV", "JSON"):
            return self.figures
        if output == "実績データ":
            return {key: one for key, one in self.figures.items() if key[2] == "actual"}
        if output == "証跡JSON":
            return {key: Told("", one.printed, one.number) for key, one in self.figures.items()}
        found = {key: one.printed_only() for key, one in self.figures.items()}
        if output == "公開ページ":  # where there is nothing, there is no year beside it either
            missing = {key for key, one in found.items() if not one.printed and key[2] != "actual"}
            return {(*key[:3], 0) if key in missing else key: one for key, one in found.items()}
        return found


def _told(reading: Reading) -> Told:
    return Told(STATES[reading.kind], reading.display(), reading.value)


@pytest.fixture(scope="module")
def made(published_once: Path) -> Made:
    """The demo's record and its outputs."""
    figures: Figures = {}
    shape = {}
    with open_desk(published_once) as desk:
        plan, _ = desk.sound_master()
        known = answers(desk.store)
    for one in plan.indicators:
        actuals = reported(one, known.get(one.no))
        years = sorted({year.western for each in actuals.values() for year in each})
        shape[one.no] = len(one.series), years
        for each in one.series:
            figures[one.no, each.number, "baseline", each.baseline_year.western] = _told(
                each.baseline
            )
            figures[one.no, each.number, "target", each.target_year.western] = _told(each.target)
            actuals[each.number].setdefault(plan.evaluation_year, BLANK)
            for year, reading in actuals[each.number].items():
                figures[one.no, each.number, "actual", year.western] = _told(reading)
    results = published_once / "統合"
    master = (results / "統合マスタ_R5.xlsx").read_bytes()
    raw = {
        "実績データ": master,
        "総括表": master,
        "個票": master,
        "証跡JSON": (results / "証跡_R5.json").read_bytes(),
        "CSV": (results / "公開データ_R5" / "figures.csv").read_bytes(),
        "JSON": (results / "公開データ_R5" / "kpi.json").read_bytes(),
        "公開ページ": (results / "公開ページ_R5.html").read_bytes(),
        "PDF": outputs.pdf_words(results / "個票集_R5.pdf"),
    }
    narratives = (results / "公開データ_R5" / "narratives.csv").read_bytes()
    return Made(figures, shape, raw, narratives)


def test_every_figure_of_the_store_stands_in_every_output_and_no_other(made: Made) -> None:
    assert len(made.figures) == 279 + 2 * 68
    assert {one.state for one in made.figures.values()} == set(STATES.values())
    for output, raw in made.raw.items():
        told, expected = made.told(output, raw), made.expected(output)
        differing = {
            key: (expected.get(key), told.get(key))
            for key in expected.keys() | told.keys()
            if expected.get(key) != told.get(key)
        }
        assert (output, differing) == (output, {})


def test_every_narrative_stands_whole_in_every_output(made: Made) -> None:
    master = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(made.raw["総括表"]))
    raw = {name: made.raw[name] for name in ("PDF", "公開ページ", "JSON", "証跡JSON")}
    raw |= {"CSV": made.narratives, "取組状況等": master, "個票": master}
    narratives = load_sample().narratives
    assert len(narratives) == 57
    for output, one in raw.items():
        for no, boxes in narratives.items():
            said = outputs.of_narratives(output, one, no)
            lost = [name for name, text in boxes.items() if re.sub(r"\s", "", text) not in said]
            assert (output, no, lost) == (output, no, [])


def test_every_chart_of_the_page_says_the_figures_of_its_series(made: Made) -> None:
    series = set()
    for no, number in {key[:2] for key in made.figures}:
        own = {key: one for key, one in made.figures.items() if key[:2] == (no, number)}
        (goal,) = (one.printed or "なし" for key, one in own.items() if key[2] == "target")
        points = [
            one.printed or "値なし"
            for key, one in sorted(
                own.items(), key=lambda each: (each[0][2] != "baseline", each[0][3])
            )
            if key[2] != "target"
        ]
        series.add((no, tuple(points), goal))
    said = [
        (no, tuple(points), goal) for no, points, goal in outputs.of_charts(made.raw["公開ページ"])
    ]
    assert len(said) > 60 and set(said) <= series


def _in_sheet(sheet: str) -> Callable[[bytes], bytes]:
    """A master in which the number stands altered in one sheet."""

    def alter(master: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(master)) as source, zipfile.ZipFile(out, "w") as target:
            part = _part(source, sheet)
            for name in source.namelist():
                data = source.read(name)
                if name == part:
                    assert b"<v>1759</v>" in data
                    data = data.replace(b"<v>1759</v>", b"<v>1795</v>")
                target.writestr(name, data)
        return out.getvalue()

    return alter


def _part(package: zipfile.ZipFile, sheet: str) -> str:
    book = package.read("xl/workbook.xml").decode()
    wanted = re.search(rf'name="{sheet}"[^>]*r:id="(\w+)"', book)
    assert wanted is not None
    relations = package.read("xl/_rels/workbook.xml.rels").decode()
    (one,) = re.findall(rf'<Relationship [^>]*Id="{wanted[1]}"[^>]*>', relations)
    target = re.search(r'Target="/?(?:xl/)?([^"]+)"', one)
    assert target is not None
    return f"xl/{target[1]}"


def _in_text(pattern: str) -> Callable[[bytes], bytes]:
    def alter(data: bytes) -> bytes:
        text, count = re.subn(pattern, lambda found: found[0].replace(OLD, NEW), data.decode())
        assert count == 1
        return text.encode()

    return alter


def _in_json(data: bytes) -> bytes:
    document = json.loads(data)
    (one,) = (each for each in document["indicators"] if each["no"] == "6")
    one["series"][0]["actuals"][-1] |= {"value": 1795}
    return json.dumps(document).encode()


def _in_provenance(data: bytes) -> bytes:
    document = json.loads(data)
    (one,) = (each for each in document["values"] if each["value"] == OLD)
    one["number"] = "1795"
    return json.dumps(document).encode()


def _in_pdf(pages: dict[str, str]) -> dict[str, str]:
    assert f">{OLD}<" in pages["6"]
    return {**pages, "6": pages["6"].replace(f">{OLD}<", f">{NEW}<", 1)}


ALTERED: dict[str, Callable[[Any], Any]] = {
    "実績データ": _in_sheet("実績データ"),
    "総括表": _in_sheet("総括表"),
    "個票": _in_sheet("No.6"),
    "証跡JSON": _in_provenance,
    "CSV": _in_text(r"\r\n6,1,[^\r]*1,759[^\r]*"),
    "JSON": _in_json,
    "公開ページ": _in_text(r'<td class="n">1,759</td>'),
    "PDF": _in_pdf,
}


@pytest.mark.parametrize("output", ALTERED)
def test_one_altered_figure_in_one_output_is_noticed(made: Made, output: str) -> None:
    raw = ALTERED[output](made.raw[output])
    told, expected = made.told(output, raw), made.expected(output)
    assert [key for key in expected if told[key] != expected[key]] == [KEY]
