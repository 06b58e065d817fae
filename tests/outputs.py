"""What each output says, read back by other programs than those that wrote it.

Every reader gives the same thing: (No, 系列番号, item, western year) → Told. A reader that sees only what is
printed leaves out what it cannot know (``Told.printed_only``).
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import python_calamine
from pypdf import PdfReader

#: (No, 系列番号, ``baseline`` | ``actual`` | ``target``, western year).
Key = tuple[str, int, str, int]
#: No → how many series, and which years of actuals, its form has.
Shape = Mapping[str, tuple[int, Sequence[int]]]


@dataclass(frozen=True)
class Told:
    """One figure as an output tells it. ``state`` is ``number``, ``mark``, ``text`` or ``missing``."""

    state: str
    printed: str
    number: Decimal | None

    def printed_only(self) -> Told:
        """The same as a page shows it."""
        return Told("", self.printed, None)


Figures = dict[Key, Told]
_ERAS = {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}
_YEAR = re.compile(r"[MTSHR]\d+")
_MISSING = ("（データなし）", "（空欄）", "（未提出）", "データなし", "未提出")


def western(short: str) -> int:
    """2023 for R5."""
    return _ERAS[short[0]] + int(short[1:])


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def of_csv(data: bytes) -> Figures:
    """figures.csv."""
    found = {}
    for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        key = (row["指標番号"], int(row["系列番号"]), row["値の種類コード"], int(row["年度_西暦"]))
        told = Told(row["状態コード"], row["印刷表記"], _decimal(row["数値"]))
        stands_in = told.printed if told.state in ("mark", "text") else ""
        assert row["記号・文字"] == stands_in, row
        found[key] = told
    return found


def of_json(data: bytes) -> Figures:
    """kpi.json."""
    found: Figures = {}
    for one in json.loads(data, parse_float=Decimal, parse_int=Decimal)["indicators"]:
        for series in one["series"]:
            figures = [("baseline", series["baseline"]), ("target", series["target"])]
            for item, figure in [*figures, *(("actual", each) for each in series["actuals"])]:
                key = one["no"], int(series["number"]), item, int(figure["year"]["western"])
                stands_in = figure["printed"] if figure["state"] in ("mark", "text") else ""
                assert figure["mark"] == stands_in, key
                found[key] = Told(figure["state"], figure["printed"], figure["value"])
    return found


def of_provenance(data: bytes) -> Figures:
    """証跡_R5.json; it tells no states."""
    items = {"策定時実績値": "baseline", "実績値": "actual", "目標値": "target"}
    return {
        (one["indicator"], one["series"], items[one["item"]], western(one["year"])): Told(
            "", one["value"], _decimal(one["number"] or "")
        )
        for one in json.loads(data)["values"]
        if one["series"] is not None
    }


def of_tidy(master: bytes) -> Figures:
    """実績データ, by calamine: actuals."""
    states = {"数値": "number", "記号": "mark", "文字": "text", "欠測": "missing"}
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(master))
    header, *rows = book.get_sheet_by_name("実績データ").to_python()
    found = {}
    for values in rows:
        row = dict(zip(header, values, strict=True))
        state, printed = states[str(row["種別"])], str(row["実績値"])
        assert (state == "missing") == (printed in _MISSING), row
        number = "" if row["数値"] == "" else str(row["数値"])
        year = int(float(str(row["西暦"])))
        assert year == western(str(row["年度"])), row
        key = str(row["No"]), int(float(str(row["系列番号"]))), "actual", year
        found[key] = Told(state, "" if state == "missing" else printed, _decimal(number))
    return found


def shown(cell: Any) -> str:
    """What a cell of openpyxl shows, number formats included."""
    if not isinstance(cell.value, int | float):
        return "" if cell.value is None else str(cell.value)
    pattern = cell.number_format.split(";")[0]
    if pattern == "General":
        return str(cell.value)
    decimals = len(pattern.partition(".")[2])
    return f"{cell.value:{',' if ',' in pattern else ''}.{decimals}f}"


def _printed(text: str) -> Told:
    return Told("", "" if text in _MISSING else text, None)


def of_summary(master: bytes) -> Figures:
    """総括表, by openpyxl, as its number formats show it."""
    book = openpyxl.load_workbook(io.BytesIO(master), read_only=True, data_only=True)
    header, *rows = book["総括表"].iter_rows()
    titles = [str(cell.value) for cell in header]
    found = {}
    for cells in rows:
        row = dict(zip(titles, cells))
        no, number = str(row["No"].value), int(row["系列番号"].value)
        for item, title in (("baseline", "策定時"), ("target", "目標")):
            key = no, number, item, western(str(row[f"{title}年度"].value))
            found[key] = _printed(
                shown(row[f"{title}実績値" if item == "baseline" else f"{title}値"])
            )
        for title, cell in row.items():
            if _YEAR.match(title) and cell.value is not None:
                found[no, number, "actual", western(title.removesuffix("実績値"))] = _printed(
                    shown(cell)
                )
    return found


def of_forms(master: bytes, shape: Shape, nos: Sequence[str] = ()) -> Figures:
    """The 個票 of the master, by openpyxl: figures below the years that head their columns."""
    book = openpyxl.load_workbook(io.BytesIO(master), read_only=True, data_only=True)
    found: Figures = {}
    for no in nos or shape:
        rows = [
            {at: shown(cell) for at, cell in enumerate(row) if cell.value not in (None, "")}
            for row in book[f"No.{no}"].iter_rows()
        ]
        found |= _below_years(no, rows, shape[no])
    return found


def _below_years(
    no: str, rows: Sequence[Mapping[int, str]], shape: tuple[int, Sequence[int]]
) -> Figures:
    """Figures of one form from its *rows* (column → text)."""
    count, years = shape
    heads: list[tuple[int, int]] = []
    at = -1
    while len(heads) < len(years) + 2:
        at += 1
        heads = [(x, western(m[0])) for x, text in rows[at].items() if (m := _YEAR.search(text))]
    heads = heads[: len(years) + 2]
    assert [year for _, year in heads[1:-1]] == list(years), no
    found: Figures = {}
    number = 0
    for row in rows[at + 1 :]:
        texts = [row.get(column, "") for column, _ in heads]
        if any(texts):
            number += 1
            items = ("baseline", *["actual"] * len(years), "target")
            for item, (_, year), text in zip(items, heads, texts, strict=True):
                found[no, number, item, year] = _printed(text)
        if number == count:
            break
    return found


class _Page(HTMLParser):
    """Rows of the figures table of each article, and what charts say to those who do not see them."""

    def __init__(self) -> None:
        super().__init__()
        self.no, self.text = "", ""
        self.tables: dict[str, list[list[str]]] = {}
        self.charts: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "article":
            self.no = (given["id"] or "").removeprefix("no-")
            self.tables[self.no], self.charts[self.no] = [], []
        elif tag == "tr" and self.no:
            self.tables[self.no].append([])
        elif tag == "svg":
            self.charts[self.no].append(given["aria-label"] or "")
        if tag in ("td", "th"):
            self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self.no:
            self.tables[self.no][-1].append(self.text)


def of_page(data: bytes) -> Figures:
    """The web page, by an HTML parser."""
    page = _Page()
    page.feed(data.decode())
    found: Figures = {}
    for no, (header, *rows) in page.tables.items():
        for number, cells in enumerate(rows, 1):
            for head, text in list(zip(header, cells, strict=True))[2:]:
                dated = re.fullmatch(r"(.*)（(\w+)）", text, re.S)
                if head in ("策定時", "目標"):
                    item = "baseline" if head == "策定時" else "target"
                    year = western(dated[2]) if dated else 0
                    found[no, number, item, year] = _printed(dated[1] if dated else text)
                elif text:
                    year = western(head.removesuffix("実績"))
                    found[no, number, "actual", year] = _printed(text)
    return found


def of_charts(data: bytes) -> Iterator[tuple[str, Sequence[str], str]]:
    """What each chart of the web page says in words: No, baseline and actuals, target."""
    page = _Page()
    page.feed(data.decode())
    for no, said in page.charts.items():
        for one in said:
            points, goal = one.rstrip("。").rpartition("の推移。")[2].split("。目標 ")
            yield no, [each.split(" ", 1)[1] for each in points.split("、")], goal


def pdf_words(pdf: Path) -> dict[str, str]:
    """No → the words of its page with their places, by pdftotext; pages are found by the bookmarks."""
    done = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True)
    pages = re.findall(r"<page .*?</page>", done.stdout.decode(), re.S)
    return {no: pages[at] for no, at in _bookmarked(PdfReader(pdf))}


def _bookmarked(reader: PdfReader) -> Iterator[tuple[str, int]]:
    def walk(items: Sequence[Any]) -> Iterator[tuple[str, int]]:
        for one in items:
            if isinstance(one, list):
                yield from walk(one)
            elif match := re.match(r"No (\S+)　", str(one.title)):
                yield match[1], reader.get_destination_page_number(one) or 0

    return walk(reader.outline)


def of_narratives(output: str, raw: Any, no: str) -> str:
    """Everything that an output says about one indicator, white space left out."""
    return re.sub(r"\s", "", _text_about(output, raw, no))


def _text_about(output: str, raw: Any, no: str) -> str:
    if output == "PDF":
        return "".join(one.text or "" for one in ElementTree.fromstring(raw[no]).iter("word"))
    if output == "公開ページ":
        (article,) = re.findall(rf'<article id="no-{no}".*?</article>', raw.decode(), re.S)
        return unescape(re.sub(r"<[^>]+>", "", article))
    if output == "JSON":
        found = (one for one in json.loads(raw)["indicators"] if one["no"] == no)
        return "".join(next(found)["texts"].values())
    if output == "CSV":
        rows = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
        return "".join(row["文"] for row in rows if row["指標番号"] == no)
    if output == "証跡JSON":
        values = json.loads(raw)["values"]
        return "".join(one["value"] for one in values if one["indicator"] == no)
    sheet = f"No.{no}" if output == "個票" else output
    rows_of = raw.get_sheet_by_name(sheet).to_python()
    mine = rows_of if output == "個票" else [row for row in rows_of if row[0] == no]
    return "".join(str(cell) for row in mine for cell in row)


def of_pdf(pages: Mapping[str, str], shape: Shape) -> Figures:
    """The printed set from *pdf_words*: each word stands below the year that is nearest to its middle."""
    found: Figures = {}
    for no, page in pages.items():
        found |= _below_years(no, list(_lines(page)), shape[no])
    return found


def _lines(page: str) -> Iterator[dict[int, str]]:
    """Lines of a page from the years to the first box: middle of the nearest year → text.

    Above the years, each word stands for itself.
    """
    words = []
    for word in ElementTree.fromstring(page).iter("word"):
        left, top, right, bottom = (
            float(word.attrib[one]) for one in ("xMin", "yMin", "xMax", "yMax")
        )
        words.append(((top + bottom) / 2, round((left + right) / 2), word.text or ""))
    end = next(y for y, _, text in words if text == "取組状況")
    middles: list[int] = []
    line: list[tuple[int, str]] = []
    last = 0.0
    for y, x, text in sorted(one for one in words if one[0] < end):
        if y - last > 3 and line:
            yield _columns(line, middles)
            middles = middles or _years(line)
            line = []
        last = y
        line.append((x, text))
    if line:
        yield _columns(line, middles)


def _years(line: Sequence[tuple[int, str]]) -> list[int]:
    found = [x for x, text in line if _YEAR.fullmatch(text.strip("（）"))]
    return sorted(found) if len(found) > 3 else []


def _columns(line: Sequence[tuple[int, str]], middles: Sequence[int]) -> dict[int, str]:
    if not middles:
        return dict(sorted(line))
    edge = middles[0] - (middles[1] - middles[0]) / 2
    found: dict[int, str] = {}
    for x, text in sorted(line):
        if x > edge:
            column = min(middles, key=lambda one: abs(one - x))
            found[column] = found.get(column, "") + text
    return found
