"""「Strict Open XML ブック」: the same parts under other namespaces, read here as an ordinary workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping

_STRICT = b"http://purl.oclc.org/ooxml/"
_ORDINARY = b"http://schemas.openxmlformats.org/"
_ADDRESS = re.compile(re.escape(_STRICT) + rb"(\w+)/([\w/]*)")
_CONFORMANCE = re.compile(rb"\sconformance\s*=\s*[\"']strict[\"']")
#: Words that the two spell differently.
_SPELLED = {
    b"extendedProperties": b"extended-properties",
    b"customProperties": b"custom-properties",
}


def transitional(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """*parts* of a package with the usual namespaces; those of an ordinary one as they are."""
    if _STRICT not in parts.get("_rels/.rels", b""):
        return dict(parts)
    return {
        name: _usual(data) if name.endswith((".xml", ".rels")) else data
        for name, data in parts.items()
    }


def _usual(data: bytes) -> bytes:
    return _ADDRESS.sub(_address, _CONFORMANCE.sub(b"", data, count=1))


def _address(match: re.Match[bytes]) -> bytes:
    *folders, last = match[2].split(b"/")
    path = b"/".join([*folders, _SPELLED.get(last, last)])
    return _ORDINARY + match[1] + b"/2006/" + path
