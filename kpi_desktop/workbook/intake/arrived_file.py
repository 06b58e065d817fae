"""One file as it comes out of an archive, a mail or a folder."""

from __future__ import annotations

from typing import NamedTuple

from kpi_desktop.domain.errors import UnreadableFile


class Item(NamedTuple):
    """One file: its path inside what it came in, and its bytes or the refusal.

    ``container`` is the SHA-256 of the archive or mail that it came in, where that was kept.
    """

    name: str
    data: bytes | None
    refusal: UnreadableFile | None = None
    container: str = ""
