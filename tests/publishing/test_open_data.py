"""The open data hold everything that is public, nothing else, and keep the rules for machines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import jsonschema  # type: ignore[import-untyped]
import pytest

from kpi_desktop.publishing.open_data import open_data
from kpi_desktop.publishing.open_data_lint import lint
from kpi_desktop.sample import load_sample
from tests.usecases.contents import sample_content

CONTENT = sample_content()
FILES = open_data(CONTENT)
Rows = list[dict[str, str]]


def rows(name: str, files: dict[str, bytes] = FILES) -> Rows:
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"), newline="")))


def published() -> dict[tuple[str, str, str], str]:
    _, *past = load_sample().sheets["実績"]
    found = {(row[0], row[1], row[2]): row[3] for row in past}
    found |= {(no, str(n), "R5"): text for (no, n), text in load_sample().answers.items()}
    return found


def test_every_actual_is_in_the_csv_as_printed() -> None:
    years = {"2019": "R1", "2020": "R2", "2021": "R3", "2022": "R4", "2023": "R5"}
    found = {
        (row["指標番号"], row["系列番号"], years[row["年度_西暦"]]): row["印刷表記"]
        for row in rows("figures.csv")
        if row["値の種類コード"] == "actual"
    }
    assert found == published()


def test_every_baseline_and_target_is_in_the_csv_as_printed() -> None:
    _, *series = load_sample().sheets["系列"]
    for kind, column in (("baseline", 5), ("target", 7)):
        found = [row["印刷表記"] for row in rows("figures.csv") if row["値の種類コード"] == kind]
        assert found == [row[column] for row in series]


def test_every_actual_is_in_the_json() -> None:
    document = json.loads(FILES["kpi.json"])
    found = {
        (one["no"], str(series["number"]), figure["year"]["western"]): figure["printed"]
        for one in document["indicators"]
        for series in one["series"]
        for figure in series["actuals"]
    }
    assert found == {
        (no, number, 2018 + int(year[1:])): text for (no, number, year), text in published().items()
    }


def test_the_json_keeps_to_its_schema() -> None:
    schema = json.loads(FILES["kpi.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(FILES["kpi.json"]), schema)


def test_every_owner_has_a_row_of_its_own_in_its_order() -> None:
    for one in CONTENT.indicators:
        own = [row for row in rows("owners.csv") if row["指標番号"] == one.indicator.no]
        departments = [row["名称"] for row in own if row["所管の種類"] == "部局"]
        assert departments == list(one.indicator.departments)
        assert [row["名称"] for row in own if row["所管の種類"] == "課"] == list(
            one.indicator.divisions
        )
        assert [row["役割"] for row in own][: len(departments)] == ["主管"] + ["共管"] * (
            len(departments) - 1
        )


def test_numbers_are_numbers_and_marks_stand_beside() -> None:
    by_key = {
        (r["指標番号"], r["系列番号"], r["値の種類コード"], r["年度_和暦"]): r
        for r in rows("figures.csv")
    }
    trillions = by_key["15", "1", "baseline", "平成30年度"]
    assert (trillions["数値"], trillions["印刷表記"]) == ("28461", "2兆8,461")
    pending = by_key["15", "1", "actual", "令和5年度"]
    assert (pending["数値"], pending["記号・文字"]) == ("", "集計中")
    decimals = by_key["34", "1", "target", "令和5年度"]
    assert decimals["数値"] == "40.0"
    zero = by_key["28", "1", "actual", "令和2年度"]
    assert (zero["数値"], zero["状態コード"]) == ("0", "number")


def test_every_narrative_is_whole_in_csv_and_json() -> None:
    document = {one["no"]: one for one in json.loads(FILES["kpi.json"])["indicators"]}
    lines: dict[tuple[str, str], list[str]] = {}
    for row in rows("narratives.csv"):
        lines.setdefault((row["指標番号"], row["項目"]), []).append(row["文"])
    for no, boxes in load_sample().narratives.items():
        for name, text in boxes.items():
            code = {"取組状況": "efforts", "課題等": "issues", "今後の方向性": "direction"}[name]
            assert document[no]["texts"][code] == text
            assert "".join(lines[no, name]) == "".join(one.strip() for one in text.splitlines())


def test_nothing_internal_goes_out() -> None:
    everything = b"".join(FILES.values()).decode("utf-8-sig")
    plan = CONTENT.plan
    for one in plan.departments:
        assert one.mail not in everything
        assert one.person not in everything
    for word in (plan.contact, "企画 太郎", "=合いません", ".xlsx"):
        assert word not in everything


def test_the_dictionary_describes_every_column() -> None:
    said = {(row["ファイル"], row["項目名"]) for row in rows("dictionary.csv")}
    for name in FILES:
        if name.endswith(".csv") and name != "dictionary.csv":
            assert {(name, column) for column in rows(name)[0]} if rows(name) else True
            header = FILES[name].decode().split("\r\n")[0].split(",")
            assert {(name, column) for column in header} <= said


def test_the_byte_order_mark_is_an_option() -> None:
    assert FILES["figures.csv"][:1] != b"\xef"
    marked = open_data(CONTENT, bom=True)
    assert marked["figures.csv"] == b"\xef\xbb\xbf" + FILES["figures.csv"]
    assert lint(marked) == []


def test_the_same_content_gives_the_same_bytes() -> None:
    assert open_data(sample_content()) == FILES


def test_the_open_data_keep_the_rules() -> None:
    assert lint(FILES) == []
    assert lint(open_data(sample_content(("観光文化部",)))) == []


def test_an_incomplete_set_says_so() -> None:
    files = open_data(sample_content(("観光文化部",)))
    assert json.loads(files["kpi.json"])["plan"]["complete"] is False
    assert "3件は未提出" in json.loads(files["catalogue.jsonld"])["dct:description"]["@value"]


def test_checksums_in_the_catalogue_are_those_of_the_files() -> None:
    import hashlib

    listed = json.loads(FILES["ckan.json"])["resources"]
    assert len(listed) == len(FILES) - 2
    for one in listed:
        assert one["hash"] == hashlib.sha256(FILES[one["name"]]).hexdigest()


def edited(name: str, old: str, new: str) -> dict[str, bytes]:
    text = FILES[name].decode()
    assert old in text
    return {**FILES, name: text.replace(old, new, 1).encode()}


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (lambda: edited("figures.csv", "28461,", '"28,461",'), "数値ではありません"),
        (lambda: edited("figures.csv", ",522,", ",522件,"), "数値ではありません"),
        (lambda: edited("figures.csv", ",522,", ",,"), "数値の有無が一致しません"),
        (lambda: edited("figures.csv", "2019,令和元年度", "2018,令和元年度"), "和暦"),
        (lambda: edited("figures.csv", "baseline", "base"), "決められた値ではありません"),
        (lambda: edited("figures.csv", "指標番号,", "番号,"), "見出しが"),
        (lambda: edited("owners.csv", "土木部,主管", "土木部;企画振興部,主管"), "行を分けます"),
        (lambda: edited("indicators.csv", "商工労働部,", ",商工労働部"), "空です"),
        (lambda: edited("indicators.csv", "\r\n2,1,", "\r\n1,1,"), "主キー"),
        (lambda: edited("indicators.csv", "\r\n2,1,", "\r\n2 ,1,"), "前後に空白"),
        (lambda: edited("indicators.csv", "\r\n51,", "\r\n52,"), "indicators.csv にありません"),
        (lambda: edited("narratives.csv", "1,被災", "1,=被災"), "数式と解釈"),
        (lambda: edited("narratives.csv", "1,被災", '1,"被\n災"'), "改行"),
        (lambda: edited("narratives.csv", "1,被災", "1,a@example.jp"), "メールアドレス"),
        (lambda: edited("narratives.csv", "1,被災", "1,余分,被災"), "セルの数"),
        (lambda: {**FILES, "figures.csv": "指標番号".encode("cp932")}, "UTF-8ではありません"),
        (lambda: {**FILES, "figures.csv": b""}, "見出しが"),
        (lambda: {**FILES, "more.csv": b"a\r\n"}, "説明がありません"),
        (lambda: {k: v for k, v in FILES.items() if k != "kpi.json"}, "一致しません"),
        (lambda: {k: v for k, v in FILES.items() if k != "figures.csv"}, "ファイルがありません"),
        (lambda: edited("datapackage.json", "柱名", "担当者"), "内部の項目"),
    ],
)
def test_a_broken_rule_is_found(broken: Callable[[], dict[str, bytes]], words: str) -> None:
    problems = lint(broken())
    if words == "内部の項目":
        files = edited("datapackage.json", "柱名", "担当者")
        header = files["indicators.csv"].decode().replace("柱名", "担当者", 1)
        problems = lint({**files, "indicators.csv": header.encode()})
    assert any(words in one for one in problems), problems[:5]
