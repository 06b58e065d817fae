"""What a file really is, by its first bytes, whatever its name says."""

from __future__ import annotations

from kpi_desktop.workbook.ooxml.package.refusals import Reason, Refusal

ZIP = b"PK\3\4"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: Formats that are read after conversion to .xlsx.
CONVERTIBLE = (Reason.OLD_FORMAT, Reason.BINARY_FORMAT, Reason.OPEN_DOCUMENT)

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")


def is_zip(data: bytes) -> bool:
    """Whether *data* begins like a zip container (.xlsx, .xlsm, .xlsb, .ods, .zip)."""
    return data.startswith(ZIP)


def is_ole(data: bytes) -> bool:
    """Whether *data* is an OLE container: an old .xls, or any encrypted Office file."""
    return data.startswith(OLE)


def ole_reason(data: bytes) -> Reason:
    """Why an OLE container is not read as it is. Stream names are UTF-16 in its directory."""
    if _stream("DRMEncryptedDataSpace") in data or _stream("DRMEncryptedTransform") in data:
        return Reason.LABELLED
    if _stream("EncryptedPackage") in data:
        return Reason.ENCRYPTED
    if _stream("Workbook") in data or _stream("Book") in data:
        return Reason.OLD_FORMAT
    return Reason.WORD if _stream("WordDocument") in data else Reason.UNKNOWN


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


def refuse_if_not_zip(data: bytes) -> None:
    """Refusal that says what *data* is, unless it begins like a zip container."""
    if not is_zip(data):
        raise Refusal(_reason(data))


def _reason(data: bytes) -> Reason:
    if not data:
        return Reason.EMPTY
    if is_ole(data):
        return ole_reason(data)
    if data.startswith(b"%PDF"):
        return Reason.PDF
    if data.startswith(_PICTURES):
        return Reason.PICTURE
    if data.startswith((b"PK", b"\0" * 64)):
        return Reason.TRUNCATED
    head = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").replace(b"\0", b"").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")) or b"<html" in head:
        return Reason.HTML
    if head.startswith((b"mime-version:", b"from:", b"received:")):
        return Reason.HTML if b"text/html" in head else Reason.TEXT
    if head.startswith(b"<"):
        return Reason.FLAT_XML
    return Reason.TEXT if _is_text(data[:4096]) else Reason.UNKNOWN


def _is_text(head: bytes) -> bool:
    for encoding in ("utf-8", "cp932", "utf-16"):
        try:
            text = head[: len(head) & ~1].decode(
                encoding, "strict" if len(head) < 4096 else "ignore"
            )
        except UnicodeError:
            continue
        return all(char.isprintable() or char in "\t\r\n\ufeff" for char in text)
    return False
