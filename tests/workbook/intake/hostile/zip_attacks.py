"""Attacks on the zip: bombs, lies in its directory, names of parts that climb out."""

from __future__ import annotations

from collections.abc import Callable

from kpi_desktop.workbook.ooxml.package.refusals import Reason
from tests.workbook.forms import packed, parts
from tests.workbook.intake.hostile.harmful_files import (
    SHEET,
    Attack,
    added,
    bomb,
    damaged_bytes,
    directory,
    end_record,
    good,
    lying_size,
    overlapping,
    same_name_twice,
    twice,
)


def zip_attacks() -> list[Attack]:
    """Every attack on the zip."""
    damaged, overlap = (Reason.DAMAGED,), (Reason.OVERLAP, Reason.DAMAGED)
    bombs = (Reason.BOMB,)
    return [
        Attack("bomb in the sheet", bomb(SHEET), bombs),
        Attack("bomb in a part that nobody reads", bomb("xl/media/image1.png"), bombs),
        Attack("size in the header is a lie", lying_size, (Reason.CHECKSUM, Reason.DAMAGED)),
        Attack("size of 4 GB claimed", directory(24, "<L", 0xFFFFFFF0), bombs),
        Attack("6,000 parts", _parts(6_000), (Reason.TOO_MANY_PARTS,)),
        Attack("part name climbs out", added("../../evil.xml", b"x"), (Reason.PATHS,)),
        Attack("part name climbs out, backslash", added("..\\evil.xml", b"x"), (Reason.PATHS,)),
        Attack("part name with a drive", added("C:/evil.xml", b"x"), (Reason.PATHS,)),
        Attack("part name with a line feed", added("xl/a\nb.xml", b"x"), (Reason.PATHS,)),
        Attack("part name of 60,000 letters", added("x" * 60_000, b"x"), (Reason.PATHS,)),
        Attack("one part twice", same_name_twice, (Reason.DUPLICATE_PART,)),
        Attack("parts that differ by case", twice(SHEET, SHEET.upper()), (Reason.DUPLICATE_PART,)),
        Attack(
            "parts that differ by slashes",
            twice(SHEET, SHEET.replace("/", "\\")),
            (Reason.DUPLICATE_PART,),
        ),
        Attack("parts overlap", overlapping, overlap),
        Attack("checksum is wrong", directory(16, "<L", 1), (Reason.CHECKSUM,)),
        Attack("compressed bytes damaged", damaged_bytes, (Reason.DAMAGED, Reason.CHECKSUM)),
        Attack("unknown compression", directory(10, "<H", 99), (Reason.COMPRESSION,)),
        Attack("encrypted part", directory(8, "<H", 1), (Reason.ENCRYPTED,)),
        Attack("directory begins elsewhere", end_record(16, "<L", 7), damaged),
        Attack("directory counts too few", end_record(10, "<H", 1), damaged),
        Attack("directory on another disk", end_record(4, "<H", 3), damaged),
        Attack("offset beyond the file", directory(42, "<L", 0x7FFFFFFF), damaged),
        Attack("something in front of the zip", lambda: b"MZ" + good(), (Reason.UNKNOWN,)),
        Attack("something behind the zip", lambda: good() + b"evil" * 100, damaged),
        Attack("cut off", lambda: good()[:-40], (Reason.TRUNCATED,)),
        Attack("only the signature", lambda: b"PK\3\4", (Reason.TRUNCATED,)),
        Attack("40 MB of noise", lambda: b"PK\3\4" + bytes(40 << 20), (Reason.TOO_LARGE,)),
    ]


def _parts(count: int) -> Callable[[], bytes]:
    return lambda: packed({**parts(good()), **{f"xl/media/{n}.png": b"" for n in range(count)}})
