"""Names and relationships of the copies that each stamped sheet has of the form's own parts."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from kpi_desktop.workbook.template import Relationship
from kpi_desktop.workbook.xml_spans import escape


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
