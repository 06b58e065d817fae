from __future__ import annotations

import io
import os
import resource
import struct
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest

from kpi_desktop.domain.forms.submission import Arrival
from kpi_desktop.workbook.intake.file_intake import FileIntake


def zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


BOOK = zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})


def arrivals(*paths: Path) -> list[Arrival]:
    return list(FileIntake().arrivals(paths))


def only(path: Path) -> Arrival:
    (found,) = arrivals(path)
    return found


def renamed(data: bytes, old: str, new: bytes) -> bytes:
    """A zip whose member has a raw name without the UTF-8 flag."""
    assert len(old) == len(new)
    return data.replace(old.encode(), new)


def mail(*attachments: tuple[str, bytes]) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "doboku@example.jp", "様式２の提出"
    message.set_content("よろしくお願いします。")
    for name, content in attachments:
        message.add_attachment(content, "application", "octet-stream", filename=name)
    return message


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_file_arrives_with_its_bytes(tmp_path: Path) -> None:
    found = only(write(tmp_path / "土木部.xlsx", BOOK))
    assert (found.name, found.data, found.refusal) == ("土木部.xlsx", BOOK, "")


def test_a_folder_gives_its_files_with_their_folders_oldest_first(tmp_path: Path) -> None:
    (tmp_path / "再提出").mkdir()
    for age, name in ((10, "b.xlsx"), (30, "再提出/a.xlsx"), (20, "c.xlsx")):
        path = write(tmp_path / name, BOOK)
        os.utime(path, (1_700_000_000 - age, 1_700_000_000 - age))
    assert [one.name for one in arrivals(tmp_path)] == ["再提出/a.xlsx", "c.xlsx", "b.xlsx"]


def test_a_decomposed_name_of_a_mac_is_composed(tmp_path: Path) -> None:
    found = only(write(tmp_path / "ハ\u309aンフ\u309a.xlsx", BOOK))
    assert found.name == "パンプ.xlsx"


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("~$土木部.xlsx", "開いている間"),
        (".~lock.土木部.xlsx#", "開いている間"),
        ("._土木部.xlsx", "自動で作る"),
        ("Thumbs.db", "自動で作る"),
        (".DS_Store", "自動で作る"),
        ("desktop.ini", "自動で作る"),
        ("5A3F0C2E", "一時ファイル"),
        ("土木部.xlsx.crdownload", "一時ファイル"),
    ],
)
def test_a_file_that_is_no_submission_is_named_with_its_reason(
    tmp_path: Path, name: str, word: str
) -> None:
    found = only(write(tmp_path / name, BOOK))
    assert found.data is None
    assert word in found.refusal and found.remedy


@pytest.mark.parametrize("name", ["20231201", "Thumbs.xlsx", "~土木部.xlsx", "12345678.xlsx"])
def test_a_file_that_only_looks_like_one_of_those_is_taken(tmp_path: Path, name: str) -> None:
    assert only(write(tmp_path / name, BOOK)).data == BOOK


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "見つかりません" in only(tmp_path / "無い.xlsx").refusal


def test_a_pipe_named_like_a_workbook_does_not_stop_the_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "土木部.xlsx")
    assert "パイプ" in only(tmp_path).refusal


def test_a_link_in_a_drop_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "secret", BOOK)
    (tmp_path / "drop").mkdir()
    (tmp_path / "drop" / "土木部.xlsx").symlink_to(tmp_path / "secret")
    assert "リンク" in only(tmp_path / "drop").refusal


def test_an_empty_folder_named_like_a_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "土木部.xlsx").mkdir()
    assert "フォルダー" in only(tmp_path).refusal


def test_a_zip_gives_every_file_under_its_own_name(tmp_path: Path) -> None:
    path = write(tmp_path / "提出.zip", zipped({"一/a.xlsx": BOOK, "b.xlsx": BOOK}))
    assert [(one.name, one.data) for one in arrivals(path)] == [
        ("提出.zip/一/a.xlsx", BOOK),
        ("提出.zip/b.xlsx", BOOK),
    ]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_names_in_a_zip_without_the_flag_are_read(tmp_path: Path, encoding: str) -> None:
    raw = "土木部.xlsx".encode(encoding)
    data = renamed(zipped({"x" * len(raw): BOOK}), "x" * len(raw), raw)
    assert only(write(tmp_path / "a.zip", data)).name == "a.zip/土木部.xlsx"


def test_a_zip_in_a_zip_is_opened_once(tmp_path: Path) -> None:
    inner = zipped({"a.xlsx": BOOK})
    assert only(write(tmp_path / "o.zip", zipped({"i.zip": inner}))).data == BOOK
    third = zipped({"o.zip": zipped({"i.zip": inner})})
    assert "入れ子" in only(write(tmp_path / "third.zip", third)).refusal


def test_a_member_of_a_zip_cannot_name_a_place_outside(tmp_path: Path) -> None:
    path = write(tmp_path / "a.zip", zipped({"../../etc/a.xlsx": BOOK, "C:\\b.xlsx": BOOK}))
    assert [one.name for one in arrivals(path)] == ["a.zip/etc/a.xlsx", "a.zip/b.xlsx"]


def test_a_damaged_member_does_not_stop_the_good_ones(tmp_path: Path) -> None:
    data = zipped({"bad.xlsx": b"BAD" * 30, "good.xlsx": BOOK}).replace(b"BADBAD", b"BEDBAD", 1)
    bad, good = arrivals(write(tmp_path / "a.zip", data))
    assert bad.data is None and "壊れて" in bad.refusal
    assert good.data == BOOK


@pytest.mark.parametrize("method", (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
def test_a_member_that_cannot_be_unpacked_is_damaged_however_it_is_packed(
    tmp_path: Path, method: int
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("a.xlsx", BOOK)
        archive.writestr("b.xlsx", BOOK)
    data = bytearray(stream.getvalue())
    data[36 + 12 : 36 + 40] = b"\xff" * 28
    bad, good = arrivals(write(tmp_path / "x.zip", bytes(data)))
    assert "壊れています" in bad.refusal and bad.data is None
    assert good.data == BOOK


def test_a_member_whose_two_names_differ_is_damaged(tmp_path: Path) -> None:
    data = zipped({"回答.xlsx": BOOK})
    broken = data.replace("回答".encode(), b"\xff" * 6, 1)
    found = only(write(tmp_path / "x.zip", broken))
    assert "壊れています" in found.refusal


def test_a_member_without_a_name_gets_one(tmp_path: Path) -> None:
    data = zipped({"a": b"1", "b": b"2"}).replace(b"a", b"\0", 2)
    assert [found.name for found in arrivals(write(tmp_path / "x.zip", data))] == [
        "x.zip/名前のないファイル",
        "x.zip/b",
    ]


def test_a_bomb_in_a_zip_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.xlsx", bytes(50 << 20))
    assert "異常に大きく" in only(write(tmp_path / "a.zip", stream.getvalue())).refusal


def test_a_protected_zip_is_told(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.xlsx": BOOK}))
    struct.pack_into("<H", data, data.rindex(b"PK\1\2") + 8, 1)
    assert "パスワード" in only(write(tmp_path / "a.zip", bytes(data))).refusal


def test_an_empty_zip_is_told(tmp_path: Path) -> None:
    assert "ファイルがありません" in only(write(tmp_path / "a.zip", zipped({}))).refusal


def test_another_kind_of_archive_is_told(tmp_path: Path) -> None:
    assert "圧縮形式" in only(write(tmp_path / "a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(9))).refusal


def test_a_mail_gives_its_attachments(tmp_path: Path) -> None:
    message = mail(("土木部_様式２.xlsx", BOOK), ("別紙.pdf", b"%PDF-1.4"))
    found = arrivals(write(tmp_path / "提出.eml", message.as_bytes()))
    assert [(one.name, one.data) for one in found] == [
        ("提出.eml/土木部_様式２.xlsx", BOOK),
        ("提出.eml/別紙.pdf", b"%PDF-1.4"),
    ]


def test_a_forwarded_mail_gives_the_attachments_of_the_mail_inside(tmp_path: Path) -> None:
    outer = mail()
    outer.add_attachment(mail(("土木部.xlsx", BOOK)))
    assert only(write(tmp_path / "転送.eml", outer.as_bytes())).name == "転送.eml/土木部.xlsx"


def test_a_zip_attached_to_a_mail_is_opened(tmp_path: Path) -> None:
    message = mail(("提出.zip", zipped({"a.xlsx": BOOK})))
    assert only(write(tmp_path / "a.eml", message.as_bytes())).name == "a.eml/提出.zip/a.xlsx"


def test_a_mail_without_attachment_is_told(tmp_path: Path) -> None:
    assert "添付" in only(write(tmp_path / "a.eml", mail().as_bytes())).refusal


def test_a_mail_with_only_a_link_to_a_cloud_is_told(tmp_path: Path) -> None:
    message = mail()
    message.set_content("https://example.sharepoint.com/x\n")
    assert "リンク" in only(write(tmp_path / "a.eml", message.as_bytes())).refusal


def test_a_name_with_direction_characters_is_shown_plainly(tmp_path: Path) -> None:
    found = only(write(tmp_path / "土木\u202expslx.exe", BOOK))
    assert "\u202e" not in found.name


@pytest.mark.parametrize("cut", [1, 30, 60])
def test_a_zip_cut_off_behind_a_stored_workbook_is_a_damaged_zip(tmp_path: Path, cut: int) -> None:
    found = only(write(tmp_path / "提出.zip", zipped({"土木部.xlsx": BOOK})[:-cut]))
    assert found.data is None and "圧縮ファイルが壊れています" in found.refusal


def test_a_zip_is_told_by_whole_names_of_its_members(tmp_path: Path) -> None:
    found = only(write(tmp_path / "提出.zip", zipped({"mimetype一覧.xlsx": BOOK})))
    assert (found.name, found.data) == ("提出.zip/mimetype一覧.xlsx", BOOK)


def test_a_workbook_that_was_cut_off_is_left_to_its_reader(tmp_path: Path) -> None:
    cut = BOOK[:-30]
    assert only(write(tmp_path / "土木部.xlsx", cut)).data == cut


def test_zips_in_a_zip_share_one_limit(tmp_path: Path) -> None:
    inner = zipped({f"{number}.xlsx": b"" for number in range(900)})
    found = arrivals(write(tmp_path / "a.zip", zipped({f"{name}.zip": inner for name in "123"})))
    assert len(found) == 2001
    assert found[-1].name == "a.zip" and "2000個を超え" in found[-1].refusal


def test_a_mail_nested_without_end_does_not_stop_the_run(tmp_path: Path) -> None:
    parts = [f'Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n' for at in range(3000)]
    write(tmp_path / "1.eml", ("From: a@example.jp\nSubject: 提出\n" + "".join(parts)).encode())
    write(tmp_path / "2.xlsx", BOOK)
    found = {one.name: one for one in arrivals(tmp_path)}
    assert "メールの構成" in found["1.eml"].refusal
    assert found["2.xlsx"].data == BOOK


def test_files_are_counted_without_being_opened(tmp_path: Path) -> None:
    (tmp_path / "drop" / "空").mkdir(parents=True)
    os.mkfifo(tmp_path / "drop" / "管.xlsx")
    write(tmp_path / "drop" / "土木部.xlsx", BOOK)
    assert FileIntake().count([tmp_path / "drop", tmp_path / "無い.xlsx"]) == 4


def test_a_file_of_any_name_beside_the_workbooks_leaves_a_zip_an_archive(tmp_path: Path) -> None:
    data = zipped({"mimetype一覧.txt": b"x", "様式/mimetype": b"x", "b.xlsx": BOOK})
    found = [one.name for one in arrivals(write(tmp_path / "a.zip", data))]
    assert found == ["a.zip/mimetype一覧.txt", "a.zip/様式/mimetype", "a.zip/b.xlsx"]


def with_long_end(data: bytes) -> bytes:
    """The same zip with an end record of ZIP64, as some programs always write it."""
    end = data.rfind(b"PK\5\6")
    count, size, start = struct.unpack_from("<H2L", data, end + 10)
    long = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, start)
    place = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    full = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:end] + long + place + full


def test_a_zip_with_a_zip64_end_is_opened(tmp_path: Path) -> None:
    data = with_long_end(zipped({"写真.png": b"x", "a.xlsx": BOOK}))
    assert arrivals(write(tmp_path / "a.zip", data))[1].data == BOOK


def test_a_workbook_with_a_zip64_end_is_no_archive(tmp_path: Path) -> None:
    assert only(write(tmp_path / "a.xlsx", with_long_end(BOOK))).name == "a.xlsx"


@pytest.mark.parametrize("lost", [10, 60, 150])
def test_a_zip_that_is_cut_off_is_told_as_a_zip(tmp_path: Path, lost: int) -> None:
    data = zipped({"a.xlsx": BOOK, "b.xlsx": BOOK})[:-lost]
    assert "圧縮ファイルが壊れています" in only(write(tmp_path / "a.zip", data)).refusal


def test_a_workbook_that_is_cut_off_is_no_archive(tmp_path: Path) -> None:
    assert only(write(tmp_path / "a.xlsx", BOOK[:-60])).data == BOOK[:-60]


@pytest.mark.parametrize("first", ["a.xlsx", "写真.png"])
def test_a_zip_of_too_many_files_is_told(tmp_path: Path, first: str) -> None:
    data = zipped({first: b"", **{f"{n}.txt": b"" for n in range(2_000)}})
    assert "2000個を超えています" in only(write(tmp_path / "a.zip", data)).refusal


def test_a_directory_that_is_longer_than_it_says_is_not_read_to_its_end(tmp_path: Path) -> None:
    data = zipped({"a.txt": b""})
    start = data.index(b"PK\1\2")
    entry = data[start : data.index(b"PK\5\6")]
    full = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(entry) * 400_000, start, 0)
    path = write(tmp_path / "a.zip", data[:start] + entry * 400_000 + full)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "2000個を超えています" in only(path).refusal
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 << 10
