"""What is inside an archive or a mail: one item per file, each with its bytes or the reason why not."""

from __future__ import annotations

import email
import email.policy
import io
import itertools
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from typing import NamedTuple, Protocol

from kpi_desktop.domain.errors import UnreadableFile
from kpi_desktop.workbook.ooxml.package.file_kind import is_ole, is_zip
from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal

MAX_MEMBERS = 2_000
MAX_MEMBER = 60 << 20
MAX_TOTAL = 512 << 20
MAX_RATIO = 200
MAX_NESTING = 2

#: Parts by which a zip is known to be an Office or an OpenDocument file.
_OFFICE_PARTS = (b"[Content_Types].xml", b"mimetype", b"_rels/.rels", b"_rels\\.rels")
#: A zip that begins with a file like these is an archive of them, even when it is cut off.
_FILES = (b".xlsx", b".xlsm", b".xlsb", b".xls", b".ods", b".eml", b".zip")
_OTHER = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
_MAIL_HEADS = (
    b"from:",
    b"received:",
    b"return-path:",
    b"mime-version:",
    b"delivered-to:",
    b"date:",
)


class Item(NamedTuple):
    """One file: its path inside what it came in, and its bytes or the refusal.

    ``container`` is the SHA-256 of the archive or mail that it came in, where that was kept.
    """

    name: str
    data: bytes | None
    refusal: UnreadableFile | None = None
    container: str = ""


class Unpack(Protocol):
    """What ``items`` does, here or elsewhere."""

    def __call__(self, data: bytes, name: str) -> Iterator[Item]: ...


def is_archive(data: bytes) -> bool:
    """Whether *data* is a zip that is neither an Office nor an OpenDocument file."""
    if data.startswith(b"PK\5\6"):
        return True
    if not is_zip(data):
        return False
    if _first_name(data).lower().endswith(_FILES):
        return True
    names = list(itertools.islice(_directory(data), MAX_MEMBERS + 1))
    return bool(names) and not any(name in _OFFICE_PARTS for name in names)


def _directory(data: bytes) -> Iterator[bytes]:
    """Raw names in the directory at the end of a zip, one at a time; none when it is not there.

    ``zipfile`` reads a directory whole; this stops when the caller has had enough of it.
    """
    end = data.rfind(b"PK\5\6")
    if not 0 < end <= len(data) - 22:
        return
    size = struct.unpack_from("<L", data, end + 12)[0]
    if size == 0xFFFFFFFF and data[end - 20 : end - 16] == b"PK\6\7":
        end = data.rfind(b"PK\6\6", 0, end - 20)
        if not 0 < end <= len(data) - 56:
            return
        size = struct.unpack_from("<Q", data, end + 40)[0]
    at = end - size
    while 0 < at <= end - 46 and data[at : at + 4] == b"PK\1\2":
        name, extra, comment = struct.unpack_from("<3H", data, at + 28)
        yield data[at + 46 : at + 46 + name]
        at += 46 + name + extra + comment


def _first_name(data: bytes) -> bytes:
    """Raw name of the member with which *data*, a zip, begins."""
    return data[30 : 30 + int.from_bytes(data[26:28], "little")]


def is_mail(data: bytes, name: str) -> bool:
    """Whether *data* is a mail as text (.eml)."""
    if name.lower().endswith(".eml"):
        return True
    head = data[:2048].lower()
    return head.startswith(_MAIL_HEADS) and b"\nsubject:" in head


def is_container(data: bytes, name: str) -> bool:
    """Whether there are other files inside *data*."""
    return is_archive(data) or is_mail(data, name) or _unsupported(data) is not None


def _unsupported(data: bytes) -> Reason | None:
    if data.startswith(_OTHER):
        return Reason.OTHER_ARCHIVE
    if data.startswith(b"\x78\x9f\x3e\x22"):
        return Reason.OUTLOOK
    if is_ole(data) and "__properties_version1.0".encode("utf-16-le") in data:
        return Reason.OUTLOOK
    return None


def items(data: bytes, name: str) -> Iterator[Item]:
    """*data* itself when nothing is inside it, else every file inside, however deep up to the limit.

    Whatever is nested in it, no more than MAX_MEMBERS files and MAX_TOTAL bytes come out of one file.
    """
    count = total = 0
    for item in _items(data, name, 0):
        count += 1
        total += len(item.data or b"")
        if count > MAX_MEMBERS:
            yield Item(name, None, Refusal(Reason.TOO_MANY_FILES, MAX_MEMBERS))
            return
        if total > MAX_TOTAL:
            yield Item(name, None, Refusal(Reason.BOMB, f"{MAX_TOTAL >> 20} MB 以上"))
            return
        yield item


def _items(data: bytes, name: str, depth: int) -> Iterator[Item]:
    reason = _unsupported(data)
    if reason is not None:
        yield Item(name, None, Refusal(reason))
    elif not is_container(data, name):
        yield Item(name, data)
    elif depth >= MAX_NESTING:
        yield Item(name, None, Refusal(Reason.NESTED))
    else:
        inside = _zipped(data) if is_archive(data) else _attached(data)
        for item in inside:
            path = f"{name}/{item.name}" if item.name else name
            if item.data is None:
                yield item._replace(name=path)
            else:
                yield from _items(item.data, path, depth + 1)


def _zipped(data: bytes) -> Iterator[Item]:
    if sum(1 for _ in itertools.islice(_directory(data), MAX_MEMBERS + 1)) > MAX_MEMBERS:
        yield Item("", None, Refusal(Reason.TOO_MANY_FILES, MAX_MEMBERS))
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        yield Item("", None, Refusal(Reason.BAD_ARCHIVE, "ZIP の目次"))
        return
    if archive.infolist() and all(one.header_offset for one in archive.infolist()):
        # cut off: this is the directory of a workbook inside, whose parts are no files of the archive
        yield Item("", None, Refusal(Reason.BAD_ARCHIVE, "ZIP の目次"))
        return
    members = [one for one in archive.infolist() if not one.is_dir()]
    if not members:
        yield Item("", None, Refusal(Reason.EMPTY_ARCHIVE))
    elif sum(one.file_size for one in members) > MAX_TOTAL:
        yield Item("", None, Refusal(Reason.BOMB, f"{MAX_TOTAL >> 20} MB 以上"))
    else:
        for member in members:
            yield _member(archive, member)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Item:
    name = _member_name(member)
    if member.flag_bits & 1:
        return Item(name, None, Refusal(Reason.LOCKED_ARCHIVE))
    dense = member.file_size > 1 << 20 and member.file_size > MAX_RATIO * member.compress_size
    if member.file_size > MAX_MEMBER or dense:
        return Item(name, None, Refusal(Reason.BOMB, f"{member.file_size >> 20} MB"))
    try:
        with archive.open(member) as stream:
            content = stream.read(member.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError):
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
    return safe_name("/".join(kept)) or "名前のないファイル"


def safe_name(name: str) -> str:
    """*name* composed (NFC), without control and direction characters."""
    composed = unicodedata.normalize("NFC", name)
    return "".join(char for char in composed if unicodedata.category(char) not in ("Cc", "Cf"))


def _attached(data: bytes) -> Iterator[Item]:
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = list(message.walk())
    except (RecursionError, ValueError, LookupError):
        yield Item("", None, Refusal(Reason.BAD_ARCHIVE, "メールの構成"))
        return
    found = 0
    for number, part in enumerate(parts):
        assert isinstance(part, EmailMessage)
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            continue
        name = _attachment_name(part, number)
        if name is None:
            continue
        found += 1
        yield _attachment(part, name)
    if not found:
        body = data.lower()
        links = (b"sharepoint.com", b"1drv.ms", b"drive.google.com", b"onedrive.live.com")
        reason = Reason.CLOUD_LINK if any(link in body for link in links) else Reason.NO_ATTACHMENT
        yield Item("", None, Refusal(reason))


def _attachment_name(part: EmailMessage, number: int) -> str | None:
    """Name of an attachment; None for a part that is text to read or a picture in it."""
    try:
        name = part.get_filename()
    except (LookupError, ValueError):
        name = None
    if part.get_content_type() == "message/rfc822":
        return None
    main = part.get_content_maintype()
    if name is None and (main in ("text", "multipart", "message") or number == 0):
        return None
    if main == "image" and part.get("Content-ID") is not None:
        return None
    steps = (name or f"添付{number}").replace("\\", "/").split("/")
    return safe_name(steps[-1]) or f"添付{number}"


def _attachment(part: EmailMessage, name: str) -> Item:
    if part.get_content_type() == "application/ms-tnef":
        return Item(name, None, Refusal(Reason.OUTLOOK))
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError):
        content = None
    if not isinstance(content, bytes):
        return Item(name, None, Refusal(Reason.BAD_ARCHIVE, name))
    return Item(name, content)
