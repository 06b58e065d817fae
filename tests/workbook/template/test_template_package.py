from __future__ import annotations

import io
import zipfile

import pytest

from kpi_desktop.domain.errors import TemplateError
from kpi_desktop.system.carried import template_bytes
from kpi_desktop.workbook.template.template import Template

TEMPLATE = template_bytes()


class Pipe(io.RawIOBase):
    """Takes bytes one after the other, as a program writes that cannot go back (data descriptors)."""

    def __init__(self) -> None:
        self.content = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # bytes are all that comes
        self.content += bytes(data)
        return len(data)


def repacked(
    method: int = zipfile.ZIP_DEFLATED, wide: bool = False, folders: bool = False
) -> bytes:
    pipe = Pipe()
    with (
        zipfile.ZipFile(io.BytesIO(TEMPLATE)) as source,
        zipfile.ZipFile(pipe, "w", method) as target,
    ):
        if folders:
            target.writestr("xl/", b"")
        for name in source.namelist():
            with target.open(name, "w", force_zip64=wide) as part:
                part.write(source.read(name))
    return pipe.content


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(repacked(zipfile.ZIP_STORED), id="stored"),
        pytest.param(repacked(), id="streamed"),
        pytest.param(repacked(wide=True), id="zip64"),
        pytest.param(repacked(folders=True), id="folders"),
        pytest.param(TEMPLATE + b"\0\0", id="padded"),
    ],
)
def test_a_template_opens_however_its_program_packs_it(data: bytes) -> None:
    assert Template(data).parts == Template(TEMPLATE).parts


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xd0\xcf\x11\xe0" * 200, id="not a zip"),
        pytest.param(TEMPLATE[:-400], id="cut off"),
        pytest.param(TEMPLATE[:4000] + b"\0" * 8 + TEMPLATE[4008:], id="damaged"),
        pytest.param(repacked(zipfile.ZIP_BZIP2), id="packed otherwise"),
    ],
)
def test_what_is_no_workbook_is_refused_as_a_template(data: bytes) -> None:
    with pytest.raises(TemplateError, match="テンプレートを Excel ブックとして読めません"):
        Template(data)
