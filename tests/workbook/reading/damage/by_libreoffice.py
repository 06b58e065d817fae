"""Damage done in LibreOffice: names follow the cells there, as they do in Excel."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.workbook.reading.damage.by_openpyxl import addresses, moved_truth, row_of
from tests.workbook.reading.damage.kinds import MAIN, OTHER, Damage, both_truths, main_truth
from tests.workbook.reading.damage.sent_forms import Outcome, Truth, filled, form_of

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97"}


@dataclass(frozen=True)
class Job:
    """What is done to the filled form, and the format in which it is saved."""

    kind: str
    expected: Outcome
    steps: tuple[tuple[object, ...], ...] = ()
    ending: str = "xlsx"
    source: str = MAIN
    truth: Callable[[], Truth] = main_truth


def python_with_uno() -> str | None:
    """A Python that can talk to LibreOffice, None where there is none."""
    for python in ("/usr/bin/python3", "/opt/libreoffice/program/python"):
        if Path(python).exists():
            asked = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
            if asked.returncode == 0:
                return python
    return None


def is_available() -> bool:
    """Whether this machine has LibreOffice and its Python bridge."""
    return shutil.which("soffice") is not None and python_with_uno() is not None


@functools.cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="damage-"))


def _form(department: str) -> str:
    path = _folder() / f"{department}.xlsx"
    path.write_bytes(filled(department))
    return str(path)


def jobs() -> list[Job]:
    """Everything that is done in LibreOffice."""
    good, back, ask = Outcome.READ, Outcome.RECOVERED, Outcome.ASKED
    at = addresses()
    sheet = "No.10"
    actual, other = at["系列1_実績4"], at["系列2_実績4"]
    table, row1, row2 = row_of("系列1_区分") - 2, row_of("系列1_区分"), row_of("系列2_区分")
    box, issues, foot = row_of("取組状況"), row_of("課題等"), row_of("脚注")
    last, unused = at["系列1_目標"], f"H{row1}"
    return [
        Job("保存し直す", good),
        Job("ods で保存", ask, (), "ods"),
        Job("xls で保存", ask, (), "xls"),
        Job("シート名の変更", good, (("rename", sheet, "読書（指標10）'最終"),)),
        Job("シートの順序を変える", good, (("move sheet", "No.34", 0),)),
        Job("先頭に行を挿入", good, (("insert rows", sheet, 1, 2),)),
        Job("表の上に行を挿入", good, (("insert rows", sheet, table, 3),)),
        Job("系列の間に行を挿入", good, (("insert rows", sheet, row2, 1),)),
        Job("見出しと記入欄の間に行を挿入", good, (("insert rows", sheet, box, 2),)),
        Job("左に列を挿入", good, (("insert columns", sheet, 1, 2),)),
        Job("実績の列の間に列を挿入", good, (("insert columns", sheet, 7, 1),)),
        Job("脚注の行を削除", ask, (("delete rows", sheet, foot, 1),)),
        Job("課題等の行を削除", ask, (("delete rows", sheet, issues, 1),)),
        Job("系列の行を削除", ask, (("delete rows", sheet, row1, 1),)),
        Job("記入欄どうしを結合", ask, (("merge", sheet, f"{actual}:{other}", True),)),
        Job("記入を隣の枠へ切り取り貼り付け", ask, _cut(at), truth=moved_truth),
        Job(
            "実績を下の行へ切り取り貼り付け",
            ask,
            (("move", sheet, actual, other),),
            truth=_cut_down,
        ),
        Job("実績を右の列へ切り取り貼り付け", ask, (("move", sheet, actual, last),), truth=_gone),
        Job("シートの写しが残る", back, (("duplicate", sheet, "No.10 (2)"),)),
        Job(
            "写しに違う記入",
            ask,
            (("duplicate", sheet, "No.10 (2)"), ("type", "No.10 (2)", actual, 9999)),
        ),
        Job("シートの一部だけを返す", back, (("remove", "No.33"),)),
        Job("提出票などを消す", good, (("keep only", "No."),)),
        Job("行を隠す", good, (("hide rows", sheet, row2),)),
        Job("エラー値を入れる", good, (("type", sheet, actual, "=1/0"),)),
        Job(
            "シートを新しいブックへ写す",
            back,
            (("import", _form(MAIN), ["No.10", "No.33", "No.34"]),),
            source="",
        ),
        Job(
            "別の部局のシートを写し込む",
            good,
            (("import", _form(OTHER), ["No.9", "No.47"]),),
            truth=both_truths,
        ),
        Job(
            "実績を別のシートへ切り取り貼り付け",
            ask,
            (("move to", sheet, actual, "No.33", actual),),
            truth=_cut_to_another_sheet,
        ),
        Job(
            "実績を空いた列へ切り取り貼り付け", ask, (("move", sheet, actual, unused),), truth=_gone
        ),
        Job("行を削除して打ち直す", back, _retyped(row1)),
        Job(
            "行を挿入して計を書く",
            ask,
            (
                ("insert rows", sheet, row2 + 1, 1),
                ("type", sheet, f"A{row2 + 1}", "計"),
                ("type", sheet, f"G{row2 + 1}", f"=SUM({actual}:{other})"),
            ),
        ),
        Job(
            "行を挿入し実績を単位の欄に書く",
            ask,
            (
                ("insert rows", sheet, table, 2),
                ("type", sheet, f"B{row1 + 2}", 7202.25),
                ("type", sheet, f"G{row1 + 2}", ""),
            ),
        ),
        Job(
            "列を挿入し実績をその列に書く",
            ask,
            (
                ("insert columns", sheet, 8, 1),
                ("type", sheet, unused, 7202.25),
                ("type", sheet, actual, ""),
            ),
        ),
        Job(
            "文章を下の行へ続けて書く",
            ask,
            (
                ("insert rows", sheet, box + 1, 1),
                ("type", sheet, f"A{box + 1}", "（続き）参加者は延べ340人であった。"),
            ),
        ),
        Job("行の挿入と ods", ask, (("insert rows", sheet, table, 3),), "ods"),
        Job("列の挿入と xls", ask, (("insert columns", sheet, 1, 2),), "xls"),
    ]


def _cut(at: dict[str, str]) -> tuple[tuple[object, ...], ...]:
    """The box of 取組状況 cut and pasted over that of 課題等; both are merged up to column I."""
    source, target = at["取組状況"], at["課題等"]
    return (
        ("merge", "No.10", f"{target}:I{target[1:]}", False),
        ("move", "No.10", f"{source}:I{source[1:]}", target),
    )


def _retyped(row: int) -> tuple[tuple[object, ...], ...]:
    """The row of figures deleted, a new one put in and everything typed again."""
    copy = next(one for one in form_of(MAIN).sheets if one.no == "10")
    figures = copy.rows[0]
    texts: list[object] = [figures.label, figures.unit.text, figures.baseline.raw]
    texts += [reading.raw for reading in figures.actuals[:-1]]
    values = [*texts, 7202.25, None, figures.target.raw]
    typed = [
        ("type", "No.10", f"{letter}{row}", value)
        for letter, value in zip("ABCDEFGHI", values, strict=True)
        if value is not None
    ]
    return (("delete rows", "No.10", row, 1), ("insert rows", "No.10", row, 1), *typed)


def _cut_to_another_sheet() -> Truth:
    """What people see: the answer stands on the sheet of No 33, and none on that of No 10."""
    truth = _gone()
    moved = next(fields["系列1_実績4"] for key, fields in main_truth().items() if key[1] == "10")
    return {
        key: {**fields, "系列1_実績4": moved} if key[1] == "33" else fields
        for key, fields in truth.items()
    }


def _cut_down() -> Truth:
    """What people see: the first row has no answer, the second row has that of the first."""
    return _changed(
        lambda fields: {**fields, "系列2_実績4": fields["系列1_実績4"], "系列1_実績4": ""}
    )


def _gone() -> Truth:
    """What people see: the answer is not in its column any more."""
    return _changed(lambda fields: {**fields, "系列1_実績4": ""})


def _changed(change: Callable[[dict[str, str]], dict[str, str]]) -> Truth:
    return {
        key: change(dict(fields)) if key[1] == "10" else fields
        for key, fields in main_truth().items()
    }


@functools.cache
def _results() -> dict[str, bytes]:
    """Every job done, in one LibreOffice."""
    folder = _folder()
    written = []
    for number, job in enumerate(jobs()):
        written.append(
            {
                "source": _form(job.source) if job.source else "",
                "target": str(folder / f"{number}.{job.ending}"),
                "filter": FILTERS[job.ending],
                "steps": job.steps,
            }
        )
    orders = folder / "jobs.json"
    orders.write_text(json.dumps(written))
    python, soffice = python_with_uno(), shutil.which("soffice")
    assert python and soffice
    script = Path(__file__).with_name("uno_edits.py")
    subprocess.run([python, str(script), str(orders), soffice], check=True, timeout=300)
    return {
        job.kind: Path(str(order["target"])).read_bytes()
        for job, order in zip(jobs(), written, strict=True)
    }


def kinds() -> list[Damage]:
    """One damage a job; none where LibreOffice is missing."""
    if not is_available():
        return []

    def result(kind: str) -> Callable[[], bytes]:
        return lambda: _results()[kind]

    return [
        Damage(job.kind, "LibreOffice", job.expected, result(job.kind), job.truth) for job in jobs()
    ]
