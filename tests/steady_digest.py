"""SHA-256 of what an output says: the same on every machine.

Left out of what is digested is what differs between machines though nothing has changed:

- archives (xlsx, xlsm, zip), also inside others: how they are packed. What counts is their parts, in order.
- hashes that the text shows (of submitted files, snapshots, the audit chain), because they follow from how the
  files are packed. Each is numbered as it appears, so that equal ones stay equal and others differ.
- mail: how attachments are encoded.
- PDF: layout. What counts is the text of each page, without white space.
"""

from __future__ import annotations

import email
import email.policy
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache

from pypdf import PdfReader

#: A SHA-256, a snapshot (R5-0123456789abcdef), a copy of an original (_0123456789ab.xlsx).
_HASH = re.compile(
    rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])"
    rb"|(?<=R[0-9]-)[0-9a-f]{16}(?![0-9a-f])"
    rb"|(?<=_)[0-9a-f]{12}(?=\.xls)"
)


@cache
def steady_digest(name: str, data: bytes) -> str:
    """SHA-256 of what the file or text *data* says."""
    made = hashlib.sha256()
    for part in _pieces(name, data):
        made.update(b"%d:" % len(part) + part)
    return made.hexdigest()


def steady_name(name: str) -> str:
    """*name* without the hashes in it."""
    return _without_hashes(name.encode()).decode()


def _pieces(name: str, data: bytes) -> Iterator[bytes]:
    if data.startswith(b"PK\3\4"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for one in archive.namelist():
                yield steady_name(one).encode()
                yield steady_digest("", archive.read(one)).encode()
    elif data.startswith(b"%PDF"):
        for page in PdfReader(io.BytesIO(data)).pages:
            yield _without_hashes("".join(page.extract_text().split()).encode())
    elif name.endswith(".eml"):
        yield from _mail(data)
    else:
        yield _without_hashes(data)


def _mail(data: bytes) -> Iterator[bytes]:
    for part in email.message_from_bytes(data, policy=email.policy.default).walk():
        for header, value in part.items():
            yield f"{header}: {value}".encode()
        if not part.is_multipart():
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            yield steady_digest("", content).encode()


def _without_hashes(data: bytes) -> bytes:
    seen: dict[bytes, int] = {}

    def number(found: re.Match[bytes]) -> bytes:
        return b"<hash %d>" % seen.setdefault(found[0][:12], len(seen) + 1)

    return _HASH.sub(number, data)
