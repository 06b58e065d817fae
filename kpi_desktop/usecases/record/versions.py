"""Every submission with what it counts for; and one indicator three ways: as sent, last time, this time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_desktop.domain.errors import KpiError
from kpi_desktop.domain.figures.readings import match_key
from kpi_desktop.domain.forms.form import (
    FOOTNOTE_FIELD,
    NARRATIVE_FIELDS,
    CellRead,
    FieldName,
    FormSheet,
)
from kpi_desktop.domain.forms.submission import Submission
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.record.authority import (
    answers,
    exclusions,
    latest_submissions,
    submission_subject,
)
from kpi_desktop.usecases.record.cases import case_of


@dataclass(frozen=True)
class Version:
    """One submission. ``counts_for`` are the Nos for which it is authoritative now.

    ``before`` is the version of the same form that it follows, None for the first; ``unchanged`` (変更なし)
    when it says just the same as that one. ``excluded`` is the reason why it is left out, if it is.
    """

    submission: Submission
    counts_for: tuple[str, ...]
    before: int | None
    unchanged: bool
    changed: tuple[str, ...]
    excluded: str

    @property
    def standing(self) -> str:
        """有効, 一部有効, 除外, 旧版 or 意見のみ: whether it counts, in a word."""
        if self.excluded:
            return "除外"
        if not self.counts_for:
            return "旧版" if self.submission.indicators else "意見のみ"
        return "有効" if len(self.counts_for) == len(self.submission.indicators) else "一部有効"


@dataclass(frozen=True)
class VersionsResult:
    """Every submission, oldest first."""

    versions: tuple[Version, ...]


def versions(desk: Desk) -> VersionsResult:
    """What came in, what counts, and what is only the same again."""
    everything, rulings = desk.store.submissions(), desk.store.rulings()
    current, out = latest_submissions(everything, rulings), exclusions(rulings)
    texts = {one.id: _texts(desk, one) for one in everything}
    last: dict[str, Submission] = {}
    found = []
    for one in everything:
        before = last.get(one.form_id)
        changed = tuple(
            no
            for no in one.indicators
            if before is None or texts[before.id].get(no) != texts[one.id][no]
        )
        ruling = out.get(submission_subject(one))
        found.append(
            Version(
                submission=one,
                counts_for=tuple(no for no in one.indicators if current.get(no) == one),
                before=before.version if before else None,
                unchanged=before is not None and texts[before.id] == texts[one.id],
                changed=changed if before else (),
                excluded=ruling.reason if ruling else "",
            )
        )
        last[one.form_id] = one
    return VersionsResult(tuple(found))


def _texts(desk: Desk, submission: Submission) -> dict[str, dict[str, str]]:
    """No → field → text, as far as it matters."""
    found: dict[str, dict[str, str]] = {no: {} for no in submission.indicators}
    for each in desk.store.cells(submission.id):
        found.setdefault(each.indicator, {})[each.field] = each.cell.raw.replace("\r\n", "\n")
    return found


@dataclass(frozen=True)
class FieldThreeWays:
    """One field of a form: as sent, in the submission before, and in the one that counts."""

    field: str
    title: str
    sent: str
    last: str
    now: str
    cell: str

    @property
    def changed(self) -> str:
        """What is new in a word: 前回から, 配布時から or nothing."""
        if self.last and match_key(self.last) != match_key(self.now):
            return "前回から変更"
        return "記入" if match_key(self.sent) != match_key(self.now) else ""


@dataclass(frozen=True)
class ThreeWays:
    """One indicator three ways. ``last`` and ``now`` are the submissions; fields stand in form order."""

    no: str
    name: str
    issue: int
    last: Submission | None
    now: Submission
    unchanged: bool
    fields: tuple[FieldThreeWays, ...]


def three_ways(desk: Desk, no: str) -> ThreeWays:
    """As sent, last time, this time. KpiError when the indicator is unknown or nothing has come yet."""
    plan = desk.plan()
    if no not in {one.no for one in plan.indicators}:
        raise KpiError(
            f"No「{no}」の指標は指標マスタにありません。", "指標マスタの No を確かめてください。"
        )
    answer = answers(desk.store).get(no)
    if answer is None:
        raise KpiError(f"No {no} はまだ提出されていません。", "collect で受け付けてください。")
    case = case_of(plan, no, answer)
    last = _one_before(desk, no, answer.submission)
    before = _cells(desk, last, no) if last else {}
    names = [*answer.sheet.figures(), *NARRATIVE_FIELDS, FOOTNOTE_FIELD]
    sent = _sent(answer.sheet)
    fields = tuple(
        FieldThreeWays(
            name,
            case.title(name),
            sent[name],
            _shown(answer.sheet, name, before),
            _shown(answer.sheet, name, answer.cells),
            answer.cells[name].address if name in answer.cells else "",
        )
        for name in names
    )
    unchanged = last is not None and all(one.last == one.now for one in fields)
    return ThreeWays(
        no,
        plan.indicator(no).name,
        answer.submission.issue_no,
        last,
        answer.submission,
        unchanged,
        fields,
    )


def _one_before(desk: Desk, no: str, now: Submission) -> Submission | None:
    known: Sequence[Submission] = desk.store.submissions()
    earlier = [one for one in known if no in one.indicators and one.id < now.id]
    return earlier[-1] if earlier else None


def _cells(desk: Desk, submission: Submission, no: str) -> Mapping[str, CellRead]:
    return {
        each.field: each.cell for each in desk.store.cells(submission.id) if each.indicator == no
    }


def _sent(sheet: FormSheet) -> dict[str, str]:
    return {**sheet.texts(), **{name: one.display() for name, one in sheet.figures().items()}}


def _shown(sheet: FormSheet, name: str, cells: Mapping[str, CellRead]) -> str:
    cell = cells.get(name)
    if cell is None:
        return ""
    row = FieldName.parse(name).row
    return cell.reading(sheet.rows[row - 1].unit).display() if row else cell.raw
