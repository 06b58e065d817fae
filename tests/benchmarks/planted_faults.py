"""Small faults for ``tests.benchmarks.mutants``: where they are planted, and which would say nothing."""

from __future__ import annotations

import difflib
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import libcst
from libcst import matchers
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators


@dataclass(frozen=True)
class Fault:
    """One change of one source file. ``source`` is the whole file with it."""

    file: str
    line: int
    before: str
    after: str
    source: str


#: Changes that no test can notice, because the program does the same: file, line afterwards → why.
EQUIVALENT: Mapping[tuple[str, str], str] = {
    (
        "kpi_desktop/store/sql_store.py",
        "found = connection.execute(select(tables.ruling).order_by(None)).all()",
    ): "SQLite gives the rows by their id anyway; PostgreSQL does not promise it",
    (
        "kpi_desktop/domain/forms/file_names.py",
        'return fit.encode("CP932", "replace").decode("cp932").replace("?", "〓")',
    ): "Python knows a codec in capitals too",
    (
        "kpi_desktop/domain/forms/file_names.py",
        'return fit.encode("cp932", "replace").decode("CP932").replace("?", "〓")',
    ): "Python knows a codec in capitals too",
    (
        "kpi_desktop/domain/forms/print_box.py",
        'return rooms_of(fit_boxes(("", "XXXX", ""), height, sizes=(WRITING_SIZE,)))',
    ): "no form is so low that its empty boxes need more than their usual shares",
    (
        "kpi_desktop/rules/narrative_figures/judging.py",
        'DIFFERS = "XX合わないXX"',
    ): "nobody reads the value of this verdict; what is read is its reason",
    (
        "kpi_desktop/rules/identity.py",
        '_OWN_RULE = ("No", "XX指標名XX", "単位", FOOTNOTE_FIELD, *NARRATIVE_FIELDS)',
    ): "what K102 or K103 has found is settled: K104 finds nothing more in that cell",
    (
        "kpi_desktop/rules/identity.py",
        '_OWN_RULE = ("XXNoXX", "指標名", "単位", FOOTNOTE_FIELD, *NARRATIVE_FIELDS)',
    ): "what K102 or K103 has found is settled: K104 finds nothing more in that cell",
}

#: What people or type checkers read, not the program; enumerations of which nobody reads the values.
_SILENT = (
    matchers.Annotation()
    | matchers.Decorator()
    | matchers.Import()
    | matchers.ImportFrom()
    | matchers.Expr(matchers.SimpleString() | matchers.ConcatenatedString())
    | matchers.If(test=matchers.Name("TYPE_CHECKING"))
    | matchers.Assign(targets=[matchers.AssignTarget(matchers.Name("__all__"))])
    | matchers.Call(matchers.Name("TypeVar") | matchers.Name("cast"))
    | matchers.Call(matchers.Attribute(matchers.Call(matchers.Attribute(matchers.Name("logging")))))
    | matchers.ClassDef(
        matchers.OneOf(*map(matchers.Name, ("Point", "Kind", "About", "Nature", "Demand")))
    )
)
#: Whole sentences are advice to people; tests hold on to the words in them that matter.
_SENTENCE = "。"
_ADVICE = matchers.Call(
    matchers.Name(matchers.MatchRegex(".*Error|NotAForm|UnreadableFile")),
)
#: A flag that is None instead of False says the same, and the type checker refuses it.
_FLAG = matchers.AnnAssign(value=matchers.Name("False"))


class _Places(libcst.CSTVisitor):
    """Every place of a module where mutmut knows a change, with its changes."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[libcst.CSTNode, list[libcst.CSTNode]]] = []

    def on_visit(self, node: libcst.CSTNode) -> bool:
        if matchers.matches(node, _SILENT):
            return False
        if isinstance(node, libcst.SimpleString) and _SENTENCE in node.value:
            return False
        if matchers.matches(node, _ADVICE | _FLAG):
            return True
        made = [
            changed
            for kind, operator in mutation_operators
            if isinstance(node, kind)
            for changed in operator(node)
        ]
        if made:
            self.found.append((node, made))
        return True


def draw(sources: Mapping[str, str], chance: random.Random, count: int) -> Iterator[Fault]:
    """*count* faults from *sources* (file → text), at most one from each place of them."""
    places = []
    modules = {}
    for file, source in sources.items():
        wrapper = MetadataWrapper(libcst.parse_module(source))
        visitor = _Places()
        wrapper.visit(visitor)
        modules[file] = wrapper.module
        places += [(file, node, made) for node, made in visitor.found]
    chance.shuffle(places)
    for file, node, made in places:
        if count == 0:
            return
        changed = modules[file].deep_replace(node, chance.choice(made))
        assert isinstance(changed, libcst.Module)
        fault = _fault(file, modules[file].code, changed.code)
        if fault is not None and (file, fault.after) not in EQUIVALENT:
            count -= 1
            yield fault


def _fault(file: str, source: str, changed: str) -> Fault | None:
    """The change in words; None when the result is no program, or the same one."""
    try:
        compile(changed, file, "exec")
    except SyntaxError:
        return None
    before, after = source.splitlines(), changed.splitlines()
    for tag, start, end, other, other_end in difflib.SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            return Fault(
                file,
                start + 1,
                " ".join(line.strip() for line in before[start:end]),
                " ".join(line.strip() for line in after[other:other_end]),
                changed,
            )
    return None
