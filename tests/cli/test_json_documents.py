"""Every document that ``--json`` prints is just what docs/json.schema.json declares."""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

import kpi_desktop.bootstrap
from kpi_desktop.bootstrap import open_desk
from kpi_desktop.cli.app import main
from kpi_desktop.cli.commands import app
from kpi_desktop.domain.finding import Category, Severity
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.forms.workbook_kinds import MacroKind
from kpi_desktop.domain.indicators.assessment import Verdict
from kpi_desktop.domain.record.correction import Decision
from kpi_desktop.office.checking import OfficeCheck, check
from kpi_desktop.usecases.gather.collect import Outcome
from kpi_desktop.usecases.prepare.mails import Letter
from kpi_desktop.usecases.record.next_task import Task
from kpi_desktop.workbook.ooxml.sheet.sheet_editor import CellFiller
from tests.checkout import ROOT
from tests.cli.test_commands import without_name
from tests.usecases.filling import REQUEST, Changes, make_small, type_in

DOCS = ROOT / "docs"
SCHEMA: dict[str, Any] = json.loads((DOCS / "json.schema.json").read_text(encoding="utf-8"))
COMMANDS = sorted(app.commands)
#: Something to correct, something to waive, and a figure that is told beside its cell.
SENT: Changes = {**REQUEST, ("5", "系列2_実績4"): 102.0, ("10", "系列1_実績4"): None}
BESIDE = {("No.10", "H10"): "41（速報）"}


class Year:
    """A year in which everything happens: command → the documents that it printed."""

    def __init__(self) -> None:
        self.documents: dict[str, list[Any]] = {}

    def run(self, command: str, *arguments: object) -> Any:
        """The document of one command."""
        raw = io.BytesIO()
        out = io.TextIOWrapper(raw, encoding="utf-8")
        with contextlib.redirect_stdout(out):
            status = main([command, *map(str, arguments), "--json"])
            out.flush()
        assert status < 2, (command, arguments)
        document = json.loads(raw.getvalue())
        self.documents.setdefault(command, []).append(document)
        return document

    def prepare(self) -> None:
        """Before the forms go out."""
        self.run("init", "新しい計画", "--sample")
        self.run("init", "新しい計画", "--sample")
        master = Path("新しい計画", "指標マスタ.xlsx")
        master.write_bytes(CellFiller().fill(master.read_bytes(), {("計画", "B2"): None}))
        assert self.run("check-master", "新しい計画")["problems"]
        template = Path("新しい計画", "様式2.xlsx")
        without_name(template, "課題等", template)
        assert self.run("check-template", "新しい計画")["problems"]
        make_small(Path("評価R5"))
        assert self.run("generate", "評価R5", "--unit", "indicator")["leftovers"]
        self.run("generate", "評価R5")
        self.run("mail", "評価R5")
        self.run("mail", "評価R5", "--remind")
        self.run("demo-fill", "評価R5", "--defects", 5)

    def gather(self) -> None:
        """Forms come back, with a request, an error and a doubt."""
        self.run("demo-fill", "評価R5")
        with open_desk(Path("評価R5")) as desk:
            type_in(desk, SENT)
            path = next(desk.workspace.inbox.glob("*教育庁*"))
            path.write_bytes(desk.filler.fill(path.read_bytes(), BESIDE))
            (desk.workspace.inbox / "メモ.txt").write_text("様式ではない", encoding="utf-8")
        self.run("status", "評価R5")
        self.run("collect", "評価R5")
        self.run("collect", "評価R5")
        assert self.run("validate", "評価R5")["findings"]
        assert self.run("validate", "評価R5", "--all")["findings"]
        assert self.run("return", "評価R5")["returns"]
        self.run("status", "評価R5")

    def rule(self) -> None:
        """What the office decides by hand."""
        self.run("correct", "評価R5")
        self.run("correct", "評価R5", "--approve", "6-1-R4", "--reason", "原票を確かめた")
        waived = ("--rule", "K601", "--indicator", "5", "--until", "R6", "--reason", "数え方")
        assert self.run("waive", "評価R5", *waived)["entries"][0]["covered"]
        assert any("ruling" in one for one in self.run("validate", "評価R5")["findings"])
        assert self.run("confirm", "評価R5")["doubts"]
        asked = ("--department", "教育庁", "--reason", "電話で確かめた")
        assert self.run("confirm", "評価R5", *asked)["confirmed"]
        self.run("compare", "評価R5", "--indicator", "6")
        self.run("demo-fill", "評価R5")
        self.run("collect", "評価R5")
        assert self.run("compare", "評価R5", "--indicator", "6")["last"]
        self.run("exclude", "評価R5", 1, "--reason", "控えだった")
        self.run("assess", "評価R5")
        self.run("assess", "評価R5", "--preview")
        by_hand = ("--indicator", "2", "--grade", "達成", "--reason", "災害")
        self.run("assess", "評価R5", *by_hand)
        self.run("accept", "評価R5")
        self.run("finalise", "評価R5")
        self.run("reopen", "評価R5", "--indicator", "4", "--reason", "差し替え")

    def deliver(self) -> None:
        """What goes out, and next year."""
        self.run("consolidate", "評価R5")
        self.run("consolidate", "評価R5", "--against", Path("評価R5", "統合", "証跡_R5.json"))
        self.run("consolidate", "評価R5", "--refresh")
        self.run("build-macros", "評価R5", "--text")
        self.run("publish", "評価R5")
        self.run("verify", "評価R5")
        self.run("office")
        self.run("open", "評価R5")
        self.run("open", "評価R5", "--indicator", "6")
        make_small(Path("見本"))
        self.run("demo", "見本")
        self.run("rollover", "見本", "翌年度")


class NothingOpen:
    """A spreadsheet program in which nobody has anything open, and which nobody sees."""

    name = "LibreOffice"

    def find(self, path: Path) -> None:
        """No workbook."""

    def show(self, *place: object) -> None:
        """Nobody looks."""


@contextlib.contextmanager
def an_office() -> Iterator[NothingOpen]:
    yield NothingOpen()


def checked_office() -> OfficeCheck:
    return check(lambda program: "24.8")


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("documents"))
        patch.setattr(kpi_desktop.bootstrap, "open_office", an_office)
        patch.setattr(kpi_desktop.bootstrap, "check_office", checked_office)
        made = Year()
        made.prepare()
        made.gather()
        made.rule()
        made.deliver()
        yield made


def declared(command: str) -> Draft202012Validator:
    """What the documents of a command are measured with."""
    return Draft202012Validator({**SCHEMA["properties"][command], "$defs": SCHEMA["$defs"]})


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Every object that a schema declares by its keys, however deep."""
    if isinstance(schema, dict):
        if "properties" in schema and schema is not SCHEMA:
            yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from objects(part)


@pytest.mark.parametrize("command", COMMANDS)
def test_what_a_command_prints_is_what_is_declared(year: Year, command: str) -> None:
    validator = declared(command)
    for document in year.documents[command]:
        assert [error.message for error in validator.iter_errors(document)] == []


def test_every_command_has_a_document_and_nothing_else_has_one() -> None:
    assert sorted(SCHEMA["properties"]) == COMMANDS


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_no_object_takes_keys_that_are_not_declared_and_only_a_ruling_may_be_absent() -> None:
    every = list(objects(SCHEMA["properties"])) + list(objects(SCHEMA["$defs"]))
    assert len(every) > len(COMMANDS)
    for one in every:
        assert one["additionalProperties"] is False
        assert one["properties"].keys() - set(one["required"]) <= {"ruling"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_explained(command: str) -> None:
    assert re.search(rf"^\| .*`{command}`", (DOCS / "json.md").read_text("utf-8"), re.MULTILINE)


KIND = ("items", "properties", "kind")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (Severity, ("$defs", "severity")),
        (Category, ("$defs", "category")),
        (State, ("$defs", "state")),
        (Verdict, ("$defs", "assessment", "properties", "verdict")),
        (Decision, ("$defs", "correction", "properties", "decision")),
        (Outcome, ("properties", "collect", "items", "properties", "outcome")),
        (Letter, ("properties", "mail", "properties", "letter")),
        (Task, ("properties", "status", "properties", "next", "properties", "task")),
        (MacroKind, ("properties", "build-macros", "properties", "copies", *KIND)),
    ],
)
def test_every_word_that_the_program_knows_is_declared(
    words: type[Enum], place: tuple[str, ...]
) -> None:
    declared_at: Any = SCHEMA
    for step in place:
        declared_at = declared_at[step]
    assert declared_at["enum"] == [word.value for word in words]
