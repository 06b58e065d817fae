"""The form for everybody: contrast, names of objects, the order in which one moves through it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.worksheet import Worksheet

from kpi_desktop.domain.forms.form import NARRATIVE_FIELDS
from tests.workbook.stamping.samples import (
    TEMPLATE,
    chart_part,
    first_form,
    form,
    opened,
    parts,
    place,
    row,
    stamped,
)

TEXT, GRAPHIC = 4.5, 3.0
INK, PAPER = "000000", "FFFFFF"


def contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    values = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [
        one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in values
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex(colour: object, default: str) -> str:
    found = getattr(colour, "rgb", None)
    return found[-6:] if isinstance(found, str) else default


def texts_and_grounds(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    """(colour of the text, colour below it) of every cell, and of every conditional format over it."""
    colours: dict[str, tuple[str, str]] = {}
    for line in sheet.iter_rows():
        for cell in line:
            ground = _hex(cell.fill.fgColor, PAPER) if cell.fill.fill_type == "solid" else PAPER
            colours[cell.coordinate] = (_hex(cell.font.color, INK), ground)
    yield from colours.values()
    for area in sheet.conditional_formatting:
        first = str(area.sqref).partition(":")[0]
        ink, ground = colours.get(first, (INK, PAPER))
        for rule in area.rules:
            font, fill = rule.dxf.font, rule.dxf.fill
            yield (
                _hex(font.color if font else None, ink),
                _hex(fill.bgColor if fill else None, ground),
            )


def test_every_text_has_a_contrast_of_four_and_a_half_or_more() -> None:
    pairs = {pair for sheet in opened(TEMPLATE.read_bytes()) for pair in texts_and_grounds(sheet)}
    assert len(pairs) > 8
    assert [pair for pair in sorted(pairs) if contrast(*pair) < TEXT] == []


def test_columns_and_target_lines_stand_out_from_the_paper_and_from_each_other() -> None:
    rows = [row("1", "2", "3", "", number=at, label=f"系列{at}") for at in range(1, 7)]
    text = chart_part(parts(stamped(form(*rows))))
    bars, lines = text.split("<c:lineChart>")
    columns = re.findall(r"</c:tx><c:spPr><a:solidFill><a:srgbClr val=\"(\w{6})\"", bars)
    targets = re.findall(
        r"</c:tx><c:spPr><a:ln[^>]*><a:solidFill><a:srgbClr val=\"(\w{6})\"", lines
    )
    assert len(columns) == len(targets) == 6
    assert [one for one in columns if contrast(one, PAPER) < GRAPHIC] == []
    assert [pair for pair in zip(columns, targets) if contrast(*pair) < 2] == []


def test_the_chart_has_a_name_that_says_what_it_is() -> None:
    content = parts(stamped(form()))
    (drawing,) = [
        text
        for name, text in content.items()
        if "/drawings/drawing" in name and "_rels" not in name
    ]
    assert 'name="実績値の推移"' in drawing.decode()


def test_the_tab_key_goes_through_the_fields_in_reading_order() -> None:
    sheet = first_form(stamped(form(row("1", "2", "3", ""), row("1", "2", "3", "", number=2))))
    fields = ("系列1_実績4", "系列2_実績4", *NARRATIVE_FIELDS)
    lines = [coordinate_from_string(place(sheet, name))[1] for name in fields]
    assert lines == sorted(set(lines))
