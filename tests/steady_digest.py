"""SHA-256 of what an output says: the same on every machine.

Left out of what is digested is what differs between machines though nothing has changed:

- archives (xlsx, xlsm, zip), also inside others: how they are packed. Their parts count, in order.
- hashes that are shown (of submitted files, of snapshots, of the audit chain): they follow from how
  files are packed.
- mail: how attachments are encoded.
- PDF: layout. The text of each page counts, without white space.
"""

from __future__ import annotations

import email
import email.policy
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator

from pypdf import PdfReader

#: A SHA-256 (of a file among evidence: ab/abcdef…), a snapshot (R5-…), a copy of an original
#: (_….xlsx) or the folder of one (/…/), what parts a mail (=_…).
_HASH = re.compile(
    rb"(?:[0-9a-f]{2}/)?(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])"
    rb"|(?<=R[0-9]-)[0-9a-f]{16}(?![0-9a-f])"
    rb"|(?<=_)[0-9a-f]{12}(?=\.xls)"
    rb"|(?<=[/\\])[0-9a-f]{12}(?=[/\\])"
    rb"|(?<==_)[0-9a-f]{32}(?![0-9a-f])"
)


def steady_digest(name: str, data: bytes) -> str:
    """SHA-256 of what the file or text *data* says; files and parts that come again are known."""
    key = (name.endswith(".eml"), hashlib.sha256(data).digest())
    if key not in _known:
        _known[key] = _digest_of_pieces(name, data)
    return _known[key]


_known: dict[tuple[bool, bytes], str] = {}


def _digest_of_pieces(name: str, data: bytes) -> str:
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
            yield _without_hashes(f"{header}: {value}".encode())
        if not part.is_multipart():
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            yield steady_digest("", content).encode()


def _without_hashes(data: bytes) -> bytes:
    return _HASH.sub(b"<hash>", data)
