"""publish: what the public gets, made from one snapshot: open data and the web page, or the printed set."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.domain.record.master_content import MasterContent
from kpi_desktop.usecases.deliver.consolidate import log_result, snapshot
from kpi_desktop.usecases.desk import Desk


@dataclass(frozen=True)
class Publication:
    """One thing to publish: ``make`` gives file names below 統合/ and their bytes.

    ``check`` says in words what is wrong with those files; nothing is written while it finds anything.
    """

    name: str
    make: Callable[[MasterContent], Mapping[str, bytes]]
    check: Callable[[Mapping[str, bytes]], Sequence[str]] = lambda files: ()


@dataclass(frozen=True)
class PublishedFile:
    """One file in 統合/. ``written`` is False when it already lay there just so."""

    path: Path
    sha256: str
    written: bool


@dataclass(frozen=True)
class PublishResult:
    """What was published. ``problems`` are broken rules; ``unfinished`` are Nos that are not 確定 yet."""

    snapshot: str
    files: tuple[PublishedFile, ...]
    problems: tuple[str, ...]
    unfinished: tuple[str, ...]


def publish(desk: Desk, publications: Sequence[Publication]) -> PublishResult:
    """Write *publications* into 統合/. The same record gives the same bytes, on any day.

    Forms that are not 確定 may be published; the result names them. A publication that breaks a rule is
    not written.
    """
    content = snapshot(desk)
    files: list[PublishedFile] = []
    problems: list[str] = []
    for one in publications:
        made = one.make(content)
        broken = one.check(made)
        problems += broken
        if not broken:
            files += [_write(desk, name, data) for name, data in sorted(made.items())]
    if files:
        details = {
            "snapshot": content.snapshot,
            "files": {one.path.name: one.sha256 for one in files},
        }
        log_result(desk, AuditAction.PUBLISH, details, any(one.written for one in files))
    return PublishResult(
        snapshot=content.snapshot,
        files=tuple(files),
        problems=tuple(problems),
        unfinished=tuple(
            one.indicator.no for one in content.indicators if one.state is not State.FINALISED
        ),
    )


def _write(desk: Desk, name: str, data: bytes) -> PublishedFile:
    path = desk.workspace.results / name
    path.parent.mkdir(parents=True, exist_ok=True)
    written = desk.files.write(path, data)
    return PublishedFile(path, hashlib.sha256(data).hexdigest(), written)
