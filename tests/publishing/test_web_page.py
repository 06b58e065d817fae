"""The web page: whole without script, nothing from outside, and it works in a real browser."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
import subprocess
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from kpi_desktop.publishing.web_page import web_page
from kpi_desktop.sample import load_sample
from tests.usecases.contents import sample_content

CONTENT = sample_content()
PAGE = web_page(CONTENT)
TEXT = PAGE.decode()
BROWSER = next(
    (
        found
        for name in ("chromium-headless-shell", "chromium", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)


class _Elements(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def elements() -> list[tuple[str, dict[str, str]]]:
    parser = _Elements()
    parser.feed(TEXT)
    return parser.found


def article(no: str) -> str:
    """The plain text of one indicator."""
    match = re.search(rf'<article id="no-{no}" .*?</article>', TEXT, re.S)
    assert match is not None
    return unescape(re.sub(r"<[^>]+>", "\t", match[0]))


def test_every_figure_stands_in_the_article_of_its_indicator() -> None:
    for one in CONTENT.indicators:
        text = article(one.indicator.no).split("\t")
        for each in one.series:
            for figure in each.actuals:
                assert (figure.reading.display() or "データなし") in text
            for figure in (each.baseline, each.target):
                shown = figure.reading.display()
                expected = f"{shown}（{figure.year.short}）" if shown else "データなし"
                assert expected in text


def test_every_narrative_stands_whole() -> None:
    for no, boxes in load_sample().narratives.items():
        assert all(text in article(no) for text in boxes.values())


def test_nothing_is_fetched_from_elsewhere() -> None:
    for _, attributes in elements():
        assert "src" not in attributes
        assert attributes.get("href", "#").startswith("#")
    assert "url(" not in TEXT and "@import" not in TEXT
    assert "default-src 'none'" in TEXT


def test_nothing_internal_is_shown() -> None:
    for one in CONTENT.plan.departments:
        assert one.mail not in TEXT
    for word in (CONTENT.plan.contact, "企画 太郎", "=合いません", ".xlsx"):
        assert word not in TEXT


def test_text_is_never_markup() -> None:
    content = sample_content(
        retype=lambda no, field, text: (
            "<script>alert(1)</script>&" if (no, field) == ("4", "取組状況") else text
        )
    )
    page = web_page(content).decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;" in page
    assert page.count("<script>") == 1


def test_names_are_never_markup() -> None:
    name = "<b title='\"'>&{{ 1 }}</b>"
    plan = dataclasses.replace(CONTENT.plan, name=name, organisation=name)
    page = web_page(dataclasses.replace(CONTENT, plan=plan)).decode()
    assert re.findall("<title>(.*?)　", page) == re.findall("<h1>(.*?)　", page)
    assert unescape(re.findall("<title>(.*?)　", page)[0]) == name
    assert "<b" not in page.replace("<body", "").replace("<button", "")


def test_every_field_has_a_label_and_every_chart_a_text() -> None:
    labels = {attributes["for"] for tag, attributes in elements() if tag == "label"}
    for tag, attributes in elements():
        if tag in ("input", "select"):
            assert attributes["id"] in labels
        if tag == "svg":
            assert attributes["role"] == "img" and attributes["aria-label"]
        if tag == "th":
            assert attributes["scope"] in ("col", "row")


def test_a_text_series_and_a_lost_one_have_no_chart() -> None:
    assert "<svg" not in TEXT.split('id="no-1"')[1].split("</article>")[0]
    assert TEXT.split('id="no-10"')[1].split("</article>")[0].count("<svg") == 1


def test_an_incomplete_set_says_so() -> None:
    assert "3件の指標は未提出です" in web_page(sample_content(("観光文化部",))).decode()
    assert 'class="notice"' not in TEXT


def test_the_same_content_gives_the_same_bytes() -> None:
    assert web_page(sample_content()) == PAGE


DRIVER = """
<script>
var out = {}, put = function (id, value, kind) {
  var field = document.getElementById(id); field.value = value;
  field.dispatchEvent(new Event(kind || "input", {bubbles: true}));
};
var shown = function () {
  return Array.prototype.filter.call(document.querySelectorAll("article"), function (one) {
    return !one.hidden;
  }).map(function (one) { return one.id.slice(3); });
};
out.all = shown().length;
put("q", "ｺﾝﾃﾅ 港"); out.word = shown(); out.count = document.getElementById("count").textContent;
put("q", "ありえない語"); out.none = [shown().length, document.getElementById("none").hidden];
put("q", ""); put("department", "環境生活部"); out.department = shown();
put("department", ""); put("pillar", "3"); out.pillar = shown();
put("verdict", "未達成"); out.both = shown().length;
put("pillar", ""); put("verdict", "集計中"); out.verdict = shown().length;
put("verdict", "");
document.getElementById("open").click();
out.open = document.querySelectorAll("details[open]").length;
document.getElementById("open").click();
window.dispatchEvent(new Event("beforeprint"));
out.printed = document.querySelectorAll("details[open]").length;
window.dispatchEvent(new Event("afterprint"));
out.after = document.querySelectorAll("details[open]").length;
var order = [];
document.querySelectorAll("a, input, select, button, summary").forEach(function (one) {
  one.focus(); if (document.activeElement === one) { order.push(one.tagName); }
});
out.focused = order.length;
out.label = Math.min.apply(null, Array.prototype.map.call(
  document.querySelectorAll("th[scope=row]"), function (one) { return one.offsetWidth || 999; }
));
out.wide = document.documentElement.scrollWidth <= window.innerWidth;
document.title = "RESULT" + JSON.stringify(out);
</script>
"""


def run_in_browser(page: str, folder: Path, *more: str) -> str:
    """The document after its scripts have run."""
    assert BROWSER is not None
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", *more]
    command += [f"--user-data-dir={folder / 'profile'}", path.as_uri()]
    done = subprocess.run(command, check=True, capture_output=True, timeout=120)
    return done.stdout.decode()


@pytest.mark.skipif(BROWSER is None, reason="Chromium がない")
def test_search_filters_and_print_work_in_a_browser(tmp_path: Path) -> None:
    page = TEXT.replace("</body>", DRIVER + "</body>")
    match = re.search(r"<title>RESULT(.*?)</title>", run_in_browser(page, tmp_path), re.S)
    assert match is not None
    out: dict[str, Any] = json.loads(unescape(match[1]))
    verdicts = [one.verdict for one in CONTENT.indicators]
    assert out["all"] == 57
    assert "19" in out["word"] and len(out["word"]) < 5
    assert out["count"] == f"57件のうち{len(out['word'])}件"
    assert out["none"] == [0, False]
    assert out["department"] == ["31", "49"]
    assert out["pillar"] == ["30", "31", "32"]
    assert out["both"] == 0
    assert out["verdict"] == verdicts.count("集計中")
    assert (out["open"], out["printed"], out["after"]) == (57, 57, 0)
    assert out["focused"] == 1 + 4 + 2 + 57


@pytest.mark.skipif(BROWSER is None, reason="Chromium がない")
def test_the_page_fits_a_telephone(tmp_path: Path) -> None:
    page = TEXT.replace("</body>", DRIVER + "</body>")
    dom = run_in_browser(page, tmp_path, "--window-size=390,800")
    match = re.search(r"<title>RESULT(.*?)</title>", dom, re.S)
    assert match is not None
    out = json.loads(unescape(match[1]))
    assert out["wide"] is True and out["label"] > 100
