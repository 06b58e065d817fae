"""Relationships between parts, as entries and as XML, and names of copied parts."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass

from kpi_desktop.workbook.ooxml.package.xml_spans import escape

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Relationship:
    """One relationship of a part; ``target`` is a part name, an address when external, or ``#'Sheet'!A1``."""

    id: str
    type: str
    target: str
    external: bool


def relationships_part(part: str) -> str:
    """Name of the part that holds the relationships of *part*."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def resolved(part: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def copied_name(part: str, index: int) -> str:
    """``xl/charts/chart1_3.xml``: the copy of a part for the third sheet."""
    stem, extension = posixpath.splitext(part)
    return f"{stem}_{index}{extension}"


def relationships_xml(part: str, relations: Sequence[Relationship], names: dict[str, str]) -> bytes:
    """A relationships part for *part*, its targets renamed by *names*."""
    folder = posixpath.dirname(part)
    lines = []
    for one in relations:
        if one.external:
            target, mode = one.target, ' TargetMode="External"'
        elif one.target.startswith("#"):
            target, mode = one.target, ""
        else:
            target = posixpath.relpath(names.get(one.target, one.target), folder)
            mode = ""
        target = escape(target).replace('"', "&quot;")
        lines.append(f'<Relationship Id="{one.id}" Type="{one.type}" Target="{target}"{mode}/>')
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns='
        f'"http://schemas.openxmlformats.org/package/2006/relationships">{"".join(lines)}'
        "</Relationships>"
    ).encode()
