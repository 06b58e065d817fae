"""Zip archives of files: one item for each file inside.

They come from every program there is, with names in any encoding and packed in any way; so their members
are unpacked by ``zipfile``, which bears more than the container of a workbook is allowed.
"""

from __future__ import annotations

import io
import itertools
import lzma
import zipfile
import zlib
from collections.abc import Iterator

from kpi_desktop.domain.forms.file_names import without_invisible
from kpi_desktop.workbook.intake.arrived_file import Item
from kpi_desktop.workbook.ooxml.package.file_kind import is_zip
from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal
from kpi_desktop.workbook.ooxml.package.zip_directory import directory_of, entries

MAX_MEMBERS = 2_000
MAX_MEMBER = 60 << 20
MAX_TOTAL = 512 << 20
MAX_RATIO = 200

#: What ``zipfile`` raises at members that are damaged, in whatever way.
_UNSOUND = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(EOFError, OSError, RuntimeError, ValueError),
)
#: Parts by which a zip is known to be an Office or an OpenDocument file.
_OFFICE_PARTS = (b"[Content_Types].xml", b"mimetype", b"_rels/.rels", b"_rels\\.rels")
#: A zip that begins with a file like these is an archive of them, even when it is cut off.
_FILES = (b".xlsx", b".xlsm", b".xlsb", b".xls", b".ods", b".eml", b".zip")


def is_archive(data: bytes) -> bool:
    """Whether *data* is a zip that is neither an Office nor an OpenDocument file."""
    if data.startswith(b"PK\5\6"):
        return True
    if not is_zip(data):
        return False
    if _first_name(data).lower().endswith(_FILES):
        return True
    names = _first_names(data)
    return bool(names) and not any(name in _OFFICE_PARTS for name in names)


def _first_names(data: bytes) -> list[bytes]:
    """Raw names in the directory, one more than may be there at most; none when there is no directory.

    ``zipfile`` reads a directory whole, however many entries it has.
    """
    directory = directory_of(data)
    if directory is None:
        return []
    return [entry.raw for entry in itertools.islice(entries(data, directory), MAX_MEMBERS + 1)]


def _first_name(data: bytes) -> bytes:
    """Raw name of the member with which *data*, a zip, begins."""
    return data[30 : 30 + int.from_bytes(data[26:28], "little")]


def archived(data: bytes) -> Iterator[Item]:
    """Every file in the archive *data*, or one refusal of the whole."""
    try:
        archive = _opened(data)
        members = _files_in(archive)
    except Refusal as refusal:
        yield Item("", None, refusal)
        return
    for member in members:
        yield _unpacked(archive, member)


def _opened(data: bytes) -> zipfile.ZipFile:
    if len(_first_names(data)) > MAX_MEMBERS:
        raise Refusal(Reason.TOO_MANY_FILES, MAX_MEMBERS)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Refusal(Reason.BAD_ARCHIVE, "ZIP の目次") from None


def _files_in(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    listed = archive.infolist()
    if listed and all(member.header_offset for member in listed):
        # cut off: this is the directory of a workbook inside, whose parts are no files of the archive
        raise Refusal(Reason.BAD_ARCHIVE, "ZIP の目次")
    files = [member for member in listed if not member.filename.endswith("/")]
    if not files:
        raise Refusal(Reason.EMPTY_ARCHIVE)
    if sum(member.file_size for member in files) > MAX_TOTAL:
        raise Refusal(Reason.BOMB, f"{MAX_TOTAL >> 20} MB 以上")
    return files


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Item:
    name = _member_name(member)
    if member.flag_bits & 1:
        return Item(name, None, Refusal(Reason.LOCKED_ARCHIVE))
    dense = member.file_size > 1 << 20 and member.file_size > MAX_RATIO * member.compress_size
    if member.file_size > MAX_MEMBER or dense:
        return Item(name, None, Refusal(Reason.BOMB, f"{member.file_size >> 20} MB"))
    try:
        with archive.open(member) as stream:
            content = stream.read(member.file_size + 1)
    except _UNSOUND:
        return Item(name, None, Refusal(Reason.BAD_ARCHIVE, name))
    return Item(name, content)


def _member_name(member: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: UTF-8 by flag, else UTF-8 or CP932 by trial; never a way out."""
    name = member.orig_filename
    if not member.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "cp932"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    steps = name.replace("\\", "/").split("/")
    kept = [step for step in steps if step not in ("", ".", "..") and not step.endswith(":")]
    return without_invisible("/".join(kept)) or "名前のないファイル"
