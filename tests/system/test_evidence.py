"""Evidence is kept as it came, and every change of it is found."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest

from kpi_desktop.domain.errors import StoreError
from kpi_desktop.system.evidence import EvidenceFolder


@pytest.fixture
def evidence(tmp_path: Path) -> EvidenceFolder:
    return EvidenceFolder(tmp_path / "evidence")


def alter(path: Path, data: bytes) -> None:
    path.chmod(0o600)
    path.write_bytes(data)


def test_the_bytes_come_back_under_their_hash(evidence: EvidenceFolder) -> None:
    sha256 = evidence.put(b"form")
    assert sha256 == hashlib.sha256(b"form").hexdigest()
    assert evidence.get(sha256) == b"form"
    assert evidence.path(sha256).parts[-2:] == (sha256[:2], sha256)


def test_keeping_it_again_changes_nothing(evidence: EvidenceFolder) -> None:
    path = evidence.path(evidence.put(b"form"))
    os.utime(path, (1, 1))
    evidence.put(b"form")
    assert path.stat().st_mtime == 1


def test_files_are_read_only(evidence: EvidenceFolder) -> None:
    path = evidence.path(evidence.put(b"form"))
    assert not stat.S_IMODE(path.stat().st_mode) & 0o222


def test_whole_evidence_has_no_problems(evidence: EvidenceFolder) -> None:
    assert evidence.check() == []
    for number in range(20):
        evidence.put(b"form %d" % number)
    assert evidence.check() == []


def test_an_altered_file_is_found(evidence: EvidenceFolder) -> None:
    sha256 = evidence.put(b"form")
    alter(evidence.path(sha256), b"farm")
    assert len(evidence.check()) == 1
    with pytest.raises(StoreError, match="変わっています"):
        evidence.get(sha256)


def test_an_altered_file_is_not_taken_for_kept(evidence: EvidenceFolder) -> None:
    alter(evidence.path(evidence.put(b"form")), b"farm")
    with pytest.raises(StoreError, match="変わっています"):
        evidence.put(b"form")


def test_a_missing_file_is_named(evidence: EvidenceFolder) -> None:
    with pytest.raises(StoreError, match="ありません"):
        evidence.get("0" * 64)


def test_a_foreign_file_is_found(evidence: EvidenceFolder) -> None:
    path = evidence.path(evidence.put(b"form"))
    (path.parent / "note.txt").write_bytes(b"")
    os.replace(path, path.parent.parent / path.name)
    assert len(evidence.check()) == 2


def test_a_link_in_place_of_a_file_is_found(evidence: EvidenceFolder, tmp_path: Path) -> None:
    path = evidence.path(evidence.put(b"form"))
    os.replace(path, tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert len(evidence.check()) == 1


def test_what_a_crash_left_is_not_evidence(evidence: EvidenceFolder) -> None:
    path = evidence.path(evidence.put(b"form"))
    (path.parent / ".kpi-0123.tmp").write_bytes(b"fo")
    assert evidence.check() == []
