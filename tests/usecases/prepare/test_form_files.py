"""Names of the distributed files: every file system and every Japanese zip and mail program takes them."""

from __future__ import annotations

import dataclasses

from kpi_desktop.domain.forms.workbook_kinds import FormUnit
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.prepare.generate import generate
from kpi_desktop.usecases.record.forms import build_forms
from tests.rules.forms import sample_plan


def renamed(department: str, divisions: tuple[str, ...] = ()) -> Plan:
    """The sample plan with another name for its first department, and for the divisions of its indicators."""
    plan = sample_plan()
    old = build_forms(plan)[0].identity.department
    departments = [
        dataclasses.replace(one, name=department) if one.name == old else one
        for one in plan.departments
    ]
    indicators = []
    for at, one in enumerate(plan.indicators):
        owners = tuple(department if name == old else name for name in one.departments)
        own = (divisions[at % len(divisions)],) if divisions and owners[0] == department else ()
        indicators.append(
            dataclasses.replace(one, departments=owners, divisions=own or one.divisions)
        )
    return dataclasses.replace(plan, departments=tuple(departments), indicators=tuple(indicators))


def test_a_name_holds_nothing_that_cp932_or_a_file_system_refuses() -> None:
    name = build_forms(renamed("𠮷野・ö局:<第１>\n〜"))[0].file_name
    assert name.encode("cp932") and not set('\\/:*?"<>|\n') & set(name)
    assert name.startswith("01_〓野・〓局：＜第１＞")


def test_a_very_long_name_is_cut_and_stays_below_255_bytes() -> None:
    forms = build_forms(renamed("持続可能な地域づくり" * 20), FormUnit.DIVISION)
    assert max(len(one.file_name.encode()) for one in forms) < 255
    assert forms[0].file_name.endswith("_R5.xlsx")


def test_two_workbooks_never_get_the_same_name() -> None:
    long = "広域的な防災体制の強化と連携の推進に関する業務を担当する"
    forms = build_forms(
        renamed("危機管理部", (long + "第一課", long + "第二課")), FormUnit.DIVISION
    )
    names = [one.file_name for one in forms]
    assert len({name.casefold() for name in names}) == len(names)
    assert sum(name.endswith("_2.xlsx") for name in names) == 1


def test_forms_of_another_unit_that_still_lie_in_the_folder_are_told(generated: Desk) -> None:
    divided = generate(generated, unit=FormUnit.INDICATOR)
    names = {one.file for one in divided.forms}
    assert set(generate(generated).leftovers) == names
    assert set(divided.leftovers) == {one.file for one in generate(generated).forms}
    for name in names:
        (generated.workspace.outbox / name).unlink()
    assert generate(generated).leftovers == ()


def test_making_the_forms_of_one_department_tells_nothing_of_the_others(generated: Desk) -> None:
    department = generated.plan().departments[0].name
    assert generate(generated, [department]).leftovers == ()
