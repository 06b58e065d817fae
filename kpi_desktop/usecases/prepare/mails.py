"""mail: drafts of the mails with which forms go out, and of those that ask for what has not come back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.forms.form import FormSheet, IssuedForm
from kpi_desktop.domain.forms.submission import State
from kpi_desktop.domain.forms.workbook_kinds import FormUnit
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.prepare.mail_address import addressed
from kpi_desktop.usecases.progress import Progress, Silent
from kpi_desktop.usecases.record.forms import build_forms
from kpi_desktop.usecases.record.selection import check_departments


class Letter(Enum):
    """Why a department is written to."""

    COVER = "案内"
    REMINDER = "お願い"


@dataclass(frozen=True)
class Drafted:
    """One draft. ``path`` is None when it could not be made; ``reason`` says why.

    ``indicators`` are the Nos that are asked for. ``written`` is False when it already lay there just so.
    """

    department: str
    file: str
    address: str
    indicators: tuple[str, ...]
    path: Path | None
    written: bool
    reason: str = ""


@dataclass(frozen=True)
class LettersResult:
    """One entry per form that is written about, in the order of 配布/.

    ``leftovers`` are earlier reminders that still lie there although everything has come back since.
    """

    letter: Letter
    drafts: tuple[Drafted, ...]
    cancelled: bool = False
    leftovers: tuple[str, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether a draft could not be made."""
        return any(one.path is None for one in self.drafts)


def letters(
    desk: Desk,
    letter: Letter = Letter.COVER,
    departments: Sequence[str] = (),
    progress: Progress | None = None,
) -> LettersResult:
    """Write a draft beside every form of *departments* (all when empty), the form attached.

    Reminders are written only where an indicator has not come back. KpiError when no form was made yet.
    """
    progress = progress or Silent()
    plan = desk.plan()
    check_departments(plan, departments)
    forms = _lying(desk, plan)
    if not forms:
        raise KpiError(
            "部局に送る様式がまだありません。", "先に kpi-desktop generate で作ってください。"
        )
    wanted = [form for form in forms if not departments or _owner(form) in departments]
    states = desk.store.states()
    done: list[Drafted] = []
    leftovers: list[str] = []
    for count, form in enumerate(wanted):
        asked = _asked_for(form, letter, states)
        if letter is Letter.REMINDER and not asked:
            path = _place(desk, form, letter)
            leftovers += [path.name] if path.exists() else []
            continue
        if progress.cancelled:
            return LettersResult(letter, tuple(done), cancelled=True)
        progress.step(count, len(wanted), form.file_name)
        done.append(_drafted(desk, plan, form, letter, asked))
    progress.step(len(wanted), len(wanted), "")
    return LettersResult(letter, tuple(done), leftovers=tuple(leftovers))


def _lying(desk: Desk, plan: Plan) -> list[IssuedForm]:
    """The forms of the plan as it is now that lie in 配布/, whatever their unit."""
    known = {one.identity.form_id for unit in FormUnit for one in build_forms(plan, unit)}
    forms = sorted(desk.store.issued(), key=lambda one: one.file_name)
    return [
        one
        for one in forms
        if one.form_id in known and (desk.workspace.outbox / one.file_name).exists()
    ]


def _owner(form: IssuedForm) -> str:
    return form.workbook.identity.department


def _asked_for(form: IssuedForm, letter: Letter, states: Mapping[str, State]) -> list[FormSheet]:
    """The sheets that the department is asked to answer: all that it leads, or those still missing."""
    led = [sheet for sheet in form.workbook.sheets if sheet.is_lead]
    if letter is Letter.COVER:
        return led
    absent = State.NOT_SUBMITTED
    return [sheet for sheet in led if states.get(sheet.no, absent) is absent]


def _drafted(
    desk: Desk, plan: Plan, form: IssuedForm, letter: Letter, asked: Sequence[FormSheet]
) -> Drafted:
    identity, nos = form.workbook.identity, tuple(one.no for one in asked)
    subject = "依頼" if letter is Letter.COVER else "提出のお願い"
    text, owner = _text(plan, letter, asked, _shared(form)), identity.department
    path = _place(desk, form, letter)
    try:
        data = desk.files.read(desk.workspace.outbox / form.file_name)
        draft = addressed(plan, owner, subject, text, {form.file_name: data})
        written = desk.files.write(path, desk.mail.write(draft))
    except KpiError as error:
        reason = f"{error.what}{error.remedy}"
        return Drafted(owner, form.file_name, "", nos, None, False, reason)
    reason = "" if draft.to_address else "指標マスタにメールがないので、宛先は空です。"
    return Drafted(owner, form.file_name, draft.to_address, nos, path, written, reason)


def _place(desk: Desk, form: IssuedForm, letter: Letter) -> Path:
    return desk.workspace.outbox / f"{PurePath(form.file_name).stem}_{letter.value}.eml"


def _shared(form: IssuedForm) -> list[FormSheet]:
    """What the department only gives its opinion on (共管)."""
    return [one for one in form.workbook.sheets if not one.is_lead]


def _text(
    plan: Plan, letter: Letter, asked: Sequence[FormSheet], shared: Sequence[FormSheet]
) -> str:
    what = f"{plan.name}の{plan.title}（{plan.evaluation_year.full}の評価）"
    if letter is Letter.COVER:
        until = f"{_day(plan.deadline)}までに" if plan.deadline else "お早めに"
        opening = f"{what}の作成をお願いします。" if asked else f"{what}をお送りします。"
    else:
        until = "お早めに"
        due = f"（提出期限 {_day(plan.deadline)}）" if plan.deadline else ""
        opening = (
            f"{what}について、次の{len(asked)}指標がまだ届いていません{due}。\n"
            "行き違いでご提出いただいていましたら、ご容赦ください。"
        )
    how = (
        "添付のファイルの、色が付き「▼記入」の印のある欄に記入し、ファイル名を変えずに保存して、\n"
        f"{until}このメールへの返信でお送りください。マクロは使っていません。\n"
        "記入のしかたはシート「記入要領」に、抜けや矛盾は各シートの右の点検欄に示しています。"
    )
    lists = [f"■ 記入をお願いする指標（{len(asked)}）\n{_listed(asked)}"] if asked else []
    if letter is Letter.COVER and shared:
        count = len(shared)
        lists.append(f"■ ご意見があればうかがう指標（共管、{count}）\n{_listed(shared)}")
    return "\n\n".join([opening, how, *lists])


def _listed(sheets: Iterable[FormSheet]) -> str:
    return "\n".join(
        f"・No.{one.no}　{' '.join(one.name.split())}（{one.division_text}）" for one in sheets
    )


def _day(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
