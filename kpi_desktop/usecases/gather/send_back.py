"""return (差戻し): to each department its own workbook with the findings marked, a list, a mail draft."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.finding import Finding, Severity
from kpi_desktop.domain.forms.correspondence import Notice, NoticeItem
from kpi_desktop.domain.forms.submission import Submission
from kpi_desktop.domain.indicators.indicator import Indicator
from kpi_desktop.domain.indicators.plan import Plan
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.prepare.mail_address import addressed
from kpi_desktop.usecases.progress import Progress, Silent
from kpi_desktop.usecases.record.allowed_decisions import is_to_return
from kpi_desktop.usecases.record.authority import answers
from kpi_desktop.usecases.record.doubts import open_doubts
from kpi_desktop.usecases.record.selection import check_departments


@dataclass(frozen=True)
class Returned:
    """One submission that goes back. ``marked`` is None when it could not be marked; ``reason`` says why.

    ``written`` is False when everything already lay there just so.
    """

    department: str
    version: int
    errors: int
    warnings: int
    marked: Path | None
    listing: Path
    mail: Path
    reason: str
    written: bool


@dataclass(frozen=True)
class ReturnResult:
    """One entry per submission with open findings, in plan order."""

    returns: tuple[Returned, ...]
    cancelled: bool = False


def send_back(
    desk: Desk,
    departments: Sequence[str] = (),
    deadline: datetime.date | None = None,
    progress: Progress | None = None,
) -> ReturnResult:
    """Write 差戻し/ for *departments* (all when empty) that have something to mend or to check.

    *deadline* is the day by which the corrected file is wanted; the plan's when it is not given.
    """
    progress = progress or Silent()
    plan = desk.plan()
    check_departments(plan, departments)
    known = answers(desk.store)
    open_findings = [one for one in desk.store.findings() if is_to_return(one)]
    grouped: dict[int, tuple[Submission, list[Finding]]] = {}
    order = [one.no for one in plan.indicators]
    for finding in sorted(open_findings, key=lambda one: order.index(one.indicator)):
        answer = known.get(finding.indicator)
        if answer and (not departments or answer.submission.department in departments):
            grouped.setdefault(answer.submission.id, (answer.submission, []))[1].append(finding)
    done: list[Returned] = []
    for count, (submission, findings) in enumerate(grouped.values()):
        if progress.cancelled:
            return ReturnResult(tuple(done), cancelled=True)
        progress.step(count, len(grouped), submission.department)
        done.append(_return(desk, plan, submission, findings, deadline or plan.deadline))
    progress.step(len(grouped), len(grouped), "")
    return ReturnResult(tuple(done))


def _return(
    desk: Desk,
    plan: Plan,
    submission: Submission,
    findings: Sequence[Finding],
    deadline: datetime.date | None,
) -> Returned:
    errors = [one for one in findings if one.severity is Severity.ERROR]
    warnings = [one for one in findings if one.severity is Severity.WARNING]
    questions = _questions_on(desk, submission)
    notice = notice_of(plan, submission, [*errors, *warnings], deadline, questions)
    marked, reason = _marked(desk, submission, notice)
    places = _Places.of(desk, submission)
    listing = desk.returns.listing(notice)
    text = _mail_text(plan, notice, marked is not None, deadline, questions)
    attached = {places.listing.name: listing} if marked is None else {places.marked.name: marked}
    draft = addressed(plan, submission.department, "差戻し", text, attached)
    files = {places.listing: listing, places.mail: desk.mail.write(draft)}
    if marked is not None:
        files[places.marked] = marked
    written = [path.name for path, data in files.items() if desk.files.write(path, data)]
    if written:
        _log(desk, submission, files, len(errors), len(warnings))
    return Returned(
        department=submission.department,
        version=submission.version,
        errors=len(errors),
        warnings=len(warnings),
        marked=None if marked is None else places.marked,
        listing=places.listing,
        mail=places.mail,
        reason=reason,
        written=bool(written),
    )


def _questions_on(desk: Desk, submission: Submission) -> tuple[str, ...]:
    """Every open doubt about how the submission was read, each once."""
    every = (doubt for doubts in open_doubts(desk.store).values() for doubt in doubts)
    texts = (doubt.text for doubt in every if doubt.submission == submission.id)
    return tuple(dict.fromkeys(texts))


@dataclass(frozen=True)
class _Places:
    """Where the three files of one return lie, named after the form as it was sent."""

    listing: Path
    marked: Path
    mail: Path

    @classmethod
    def of(cls, desk: Desk, submission: Submission) -> _Places:
        issued = desk.store.issue(submission.form_id, submission.issue_no)
        stem = PurePath(issued.file_name if issued else submission.department).stem
        folder = desk.workspace.returns
        return cls(
            folder / f"{stem}_要修正一覧.xlsx",
            folder / f"{stem}_差戻し.xlsx",
            folder / f"{stem}_差戻し.eml",
        )


def _marked(desk: Desk, submission: Submission, notice: Notice) -> tuple[bytes | None, str]:
    """The marked workbook, or the sentence that says why there is none."""
    try:
        return desk.returns.marked(desk.evidence.get(submission.sha256), notice), ""
    except KpiError as error:
        return None, f"提出されたファイルには印を付けられません（{error.what}）。一覧を送ります。"


def notice_of(
    plan: Plan,
    submission: Submission,
    findings: Sequence[Finding],
    deadline: datetime.date | None,
    questions: Sequence[str] = (),
) -> Notice:
    """What *findings* ask a department to mend in one submission; *questions* are about its reading."""
    errors = sum(one.severity is Severity.ERROR for one in findings)
    counts = (
        f"要修正 {errors}件（必ず直すところ）、要確認 {len(findings) - errors}件（確かめるところ）"
    )
    what = f"{plan.name}　{plan.title}（{plan.evaluation_year.full}）"
    received = submission.received_at.strftime("%Y-%m-%d")
    lines = (
        f"{what}　提出第{submission.version}版（{received} 受付）　{counts}",
        "色の付いたセルを直し（要確認は、正しければそのままで結構です）、このファイルをそのまま送り返してください。"
        f"このシートや印は残ったままでかまいません。{_until(deadline)}",
        *(f"読み取りの確認: {text}違っていればお知らせください。" for text in questions),
        f"問合せ先: {plan.office}　{plan.contact}",
    )
    items = tuple(_item(plan.indicator(one.indicator), one) for one in findings)
    return Notice(f"要修正一覧　{submission.department}", lines, items)


def _item(indicator: Indicator, finding: Finding) -> NoticeItem:
    place = finding.place
    words = {"実績": "実績値", "策定時": "策定時実績値", "目標": "目標値"}
    name = f"{place.year}{words.get(place.field, place.field)}"
    if place.series is not None and len(indicator.series) > 1:
        label = indicator.one_series(place.series).label
        name += f"（{label or f'系列{place.series}'}）"
    return NoticeItem(f"No.{indicator.no} {indicator.name}", name, finding)


def _until(deadline: datetime.date | None) -> str:
    if deadline is None:
        return ""
    return f"再提出の期限: {deadline.year}年{deadline.month}月{deadline.day}日"


def _mail_text(
    plan: Plan,
    notice: Notice,
    is_marked: bool,
    deadline: datetime.date | None,
    questions: Sequence[str],
) -> str:
    """What the mail says; *is_marked*: the file itself comes back with marks, not the list alone."""
    how = (
        "添付のファイルは、ご提出いただいたファイルに印を付けたものです。先頭の「要修正一覧」から各セルへ移れます。\n"
        "印のところを直し、そのファイルをそのままご返送ください。新しい様式は要りません。"
        if is_marked
        else "ご提出のファイルは印を付けられない形式でしたので、一覧をお送りします。\n"
        "一覧のところを直し、Excel ブック（.xlsx）で保存してご返送ください。"
    )
    places = "\n".join(
        f"・【{one.finding.severity.label}】{one.indicator}　{one.field}\n　　{one.finding.message}"
        for one in notice.items
    )
    if questions:
        read = "\n".join(f"・{text}" for text in questions)
        places += f"\n\nファイルの形が配布時と違っていたため、次のとおりに読みました。違っていればお知らせください。\n{read}"
    return (
        f"{plan.title}をご提出いただき、ありがとうございます。\n"
        f"確かめていただきたいところがありましたので、お返しします。\n\n{how}\n\n"
        f"{_until(deadline) or 'お早めにご返送ください。'}\n\n{places}"
    )


def _log(
    desk: Desk, submission: Submission, files: dict[Path, bytes], errors: int, warnings: int
) -> None:
    with desk.store.transaction():
        desk.store.log(
            AuditAction.RETURN,
            {
                "department": submission.department,
                "submission": submission.id,
                "errors": errors,
                "warnings": warnings,
                "files": {
                    path.name: hashlib.sha256(data).hexdigest() for path, data in files.items()
                },
            },
        )
