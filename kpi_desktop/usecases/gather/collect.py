"""collect: take in what the departments sent back; nothing is refused in silence, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from kpi_desktop.domain.errors import KpiError, NotAForm
from kpi_desktop.domain.forms.form import FormRead, FormWorkbook, SheetRead
from kpi_desktop.domain.forms.submission import (
    Action,
    Arrival,
    RecordedCell,
    Remark,
    RemarkKind,
    State,
    Submission,
    advance,
    allows,
)
from kpi_desktop.domain.record.audit import AuditAction
from kpi_desktop.usecases.desk import Desk
from kpi_desktop.usecases.progress import Progress, Silent
from kpi_desktop.usecases.record.authority import answers


class Outcome(Enum):
    """What became of one input."""

    COLLECTED = "collected"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    UNRECOGNISED = "unrecognised"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        """The word people see."""
        return {
            "collected": "受付",
            "superseded": "旧版",
            "duplicate": "受付済みと同じ",
            "unrecognised": "様式と認められない",
            "rejected": "受け付けない",
        }[self.value]


@dataclass(frozen=True)
class Collected:
    """One input and its outcome. ``version`` counts the submissions of one form from 1.

    ``sha256`` names the kept file: what came in, or the archive out of which it could not be taken.
    """

    file: str
    sha256: str
    outcome: Outcome
    reason: str
    department: str = ""
    version: int = 0
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True)
class CollectResult:
    """One entry per input, in the order in which they were taken in."""

    entries: tuple[Collected, ...]
    cancelled: bool = False

    def count(self, outcome: Outcome) -> int:
        """How many inputs had that outcome."""
        return sum(one.outcome is outcome for one in self.entries)


def collect(
    desk: Desk, paths: Sequence[Path] = (), progress: Progress | None = None
) -> CollectResult:
    """Take in *paths* (files, folders, archives, mails), or 提出/ when none is given."""
    progress = progress or Silent()
    sources = list(paths) or [desk.workspace.inbox]
    total = desk.intake.count(sources)
    sent = {one.form_id: one.workbook for one in desk.store.issued()}
    entries: list[Collected] = []
    refusals: list[dict[str, str]] = []
    stopped = False
    for one in _read_ahead(desk, sources, sent):
        if progress.cancelled:
            stopped = True
            if one.known is not None:
                entries.append(one.known)
                refusals += _refusal(one, one.known)
            break
        # an archive was counted as one, and may hold many
        total = max(total, len(entries) + 1)
        progress.step(len(entries), total, one.arrival.name)
        entries.append(_take(desk, one, sent))
        refusals += _refusal(one, entries[-1])
        del one  # its bytes are not kept while the next ones come in
    _log_refusals(desk, refusals)
    progress.step(len(entries), total if stopped else len(entries), "")
    return CollectResult(tuple(_mark_superseded(entries)), stopped)


@dataclass(frozen=True)
class _Kept:
    """An arrival whose bytes are safe, and the form in it; ``known`` is the outcome when there is none."""

    arrival: Arrival
    sha256: str = ""
    form: FormRead | None = None
    known: Collected | None = None


def _read_ahead(
    desk: Desk, sources: Sequence[Path], sent: Mapping[str, FormWorkbook]
) -> Iterator[_Kept]:
    """What arrives, kept before it is looked into, and read while the one before it is recorded."""
    waiting: list[_Kept] = []
    for arrival in desk.intake.arrivals(sources):
        if arrival.name == desk.workspace.planted.name:
            continue
        kept = _keep(desk, arrival)
        done = [_read(desk, one, sent) for one in waiting]
        if arrival.data is not None and kept.known is None:
            desk.reader.expect(arrival.data, arrival.name, sent)
        waiting = [kept]
        del arrival, kept
        while done:
            yield done.pop()
    for one in waiting:
        yield _read(desk, one, sent)


def _keep(desk: Desk, arrival: Arrival) -> _Kept:
    if arrival.data is None:
        reason = arrival.refusal + arrival.remedy
        refused = Collected(arrival.name, arrival.container, Outcome.REJECTED, reason)
        return _Kept(arrival, known=refused)
    sha256 = desk.evidence.put(arrival.data)
    return _Kept(arrival, sha256, known=_duplicate(desk, arrival, sha256))


def _read(desk: Desk, kept: _Kept, sent: Mapping[str, FormWorkbook]) -> _Kept:
    arrival = kept.arrival
    if arrival.data is None or kept.known is not None:
        return kept
    try:
        return replace(kept, form=desk.reader.read(arrival.data, arrival.name, sent))
    except NotAForm as error:
        outcome, reason = Outcome.UNRECOGNISED, str(error)
    except KpiError as error:
        outcome, reason = Outcome.REJECTED, str(error)
    return replace(kept, known=Collected(arrival.name, kept.sha256, outcome, reason))


def _take(desk: Desk, read: _Kept, sent: Mapping[str, FormWorkbook]) -> Collected:
    arrival, sha256, form = read.arrival, read.sha256, read.form
    if form is None:
        assert read.known is not None
        return read.known
    with desk.store.transaction():
        # another collector may have taken the same file, or a newer one, while this one was read
        if known := _duplicate(desk, arrival, sha256):
            return known
        kept = [_record_form(desk, arrival, sha256, each, sent) for each in (form, *form.others)]
    main = next((one for one in kept if one.outcome is Outcome.COLLECTED), kept[0])
    reasons = [main.reason]
    for one in kept:
        if one is not main and one.outcome is Outcome.COLLECTED:
            nos = "、".join(one.indicators)
            reasons.append(f"{one.department}の様式（No {nos}）も入っていたので受け付けました。")
            reasons.append(one.reason)
        elif one is not main and one.reason:
            reasons.append(one.reason)
    return replace(main, reason="".join(reasons))


def _duplicate(desk: Desk, arrival: Arrival, sha256: str) -> Collected | None:
    for earlier in desk.store.submissions_of(sha256=sha256):
        return Collected(
            arrival.name,
            sha256,
            Outcome.DUPLICATE,
            f"第{earlier.version}版（{earlier.file_name}）と同じ内容です。",
            earlier.department,
            earlier.version,
            earlier.indicators,
        )
    return None


@dataclass(frozen=True)
class _Answers:
    """The sheets of a returned form by what becomes of them.

    ``led``: the Nos that the department answers for. ``locked`` sheets are of finalised indicators, and
    ``otherwise`` says in words which of those answer otherwise than what was finalised.
    """

    led: frozenset[str]
    taken: tuple[SheetRead, ...]
    locked: tuple[SheetRead, ...]
    otherwise: str

    @property
    def absent(self) -> list[str]:
        """Nos whose sheet is not there."""
        return sorted(self.led - {sheet.no for sheet in (*self.taken, *self.locked)})


def _answers_in(desk: Desk, form: FormRead, as_sent: FormWorkbook) -> _Answers:
    led = frozenset(sheet.no for sheet in as_sent.sheets if sheet.is_lead)
    states = desk.store.states()
    answering = [sheet for sheet in form.sheets if sheet.no in led]
    locked = tuple(sheet for sheet in answering if states.get(sheet.no) is State.FINALISED)
    taken = tuple(sheet for sheet in answering if sheet not in locked)
    return _Answers(led, taken, locked, _other_than_final(desk, locked))


def _why_nothing_is_taken(given: _Answers) -> tuple[Outcome, str] | None:
    """What becomes of a form of which no sheet is taken, and why; None when there is something to take."""
    if given.taken or not (given.locked or given.led):
        return None
    if given.otherwise:
        return Outcome.REJECTED, given.otherwise
    if given.locked:
        nos = "、".join(sheet.no for sheet in given.locked)
        return Outcome.DUPLICATE, f"No {nos} は確定済みで、記入も確定したものと同じです。"
    return Outcome.UNRECOGNISED, (
        "記入する指標のシートが見つかりません。配布した様式のシートごと送ってもらってください。"
    )


def _record_form(
    desk: Desk, arrival: Arrival, sha256: str, form: FormRead, sent: Mapping[str, FormWorkbook]
) -> Collected:
    identity = form.identity
    as_sent = sent.get(identity.form_id)
    if as_sent is None:
        reason = (
            f"{identity.plan}（{identity.year.short}・{identity.department}）の様式ですが、"
            "この事業フォルダから配布したものではありません。正しい事業フォルダか確かめてください。"
        )
        return Collected(arrival.name, sha256, Outcome.UNRECOGNISED, reason)
    given = _answers_in(desk, form, as_sent)
    nothing = _why_nothing_is_taken(given)
    if nothing is not None:
        return Collected(arrival.name, sha256, *nothing, identity.department)
    submission = Submission(
        id=0,
        form_id=identity.form_id,
        issue_no=identity.issue_no,
        department=identity.department,
        version=1 + len(desk.store.submissions_of(form_id=identity.form_id)),
        indicators=tuple(sheet.no for sheet in given.taken),
        file_name=arrival.name,
        sha256=sha256,
        received_at=desk.clock.now(),
        operator=desk.clock.operator(),
    )
    remarks = _remarks(form, given)
    _record(desk, submission, form, remarks, arrival.container)
    return Collected(
        arrival.name,
        sha256,
        Outcome.COLLECTED,
        "".join(_first_words(remarks)),
        identity.department,
        submission.version,
        submission.indicators,
    )


def _other_than_final(desk: Desk, locked: Sequence[SheetRead]) -> str:
    """What is said of *locked* sheets that answer a finalised indicator otherwise; else nothing."""
    if not locked:
        return ""
    final = answers(desk.store)
    differing = []
    for sheet in locked:
        answer = final[sheet.no]
        fields = answer.sheet.inputs & sheet.cells.keys() & answer.cells.keys()
        if any(sheet.cells[name].raw.strip() != answer.cells[name].raw.strip() for name in fields):
            differing.append(sheet.no)
    if not differing:
        return ""
    return (
        f"No {'、'.join(differing)} は確定済みなので、この提出の記入は採っていません。"
        "差し替えるときは、先に kpi-desktop reopen で理由を付けて再開してください。"
    )


def _remarks(form: FormRead, given: _Answers) -> list[Remark]:
    """What is kept of the form beside its cells."""
    kept = [Remark(RemarkKind.QUESTION, note.no, note.text) for note in form.questions]
    kept += [Remark(RemarkKind.NOTE, note.no, note.text) for note in form.remarks]
    kept += [Remark(RemarkKind.NOTE, no, f"No {no} のシートがありません。") for no in given.absent]
    kept += [Remark(RemarkKind.CONTACT, name, text) for name, text in form.contact.items()]
    kept += [Remark(RemarkKind.OPINION, no, text) for no, text in form.opinions.items()]
    kept += [Remark(RemarkKind.NOTE, "", given.otherwise)] if given.otherwise else []
    return kept


def _first_words(remarks: Sequence[Remark]) -> list[str]:
    """What the person who collects hears at once: doubts first."""
    asked = [f"【要確認】{one.text}" for one in remarks if one.kind is RemarkKind.QUESTION]
    return [*asked, *(one.text for one in remarks if one.kind is RemarkKind.NOTE)]


def _record(
    desk: Desk,
    submission: Submission,
    form: FormRead,
    remarks: Sequence[Remark],
    container: str,
) -> None:
    cells = [
        RecordedCell(sheet.no, name, cell)
        for sheet in form.sheets
        if sheet.no in submission.indicators
        for name, cell in sheet.cells.items()
    ]
    known = desk.store.states()
    desk.store.record_submission(submission, cells, remarks)
    for no in submission.indicators:
        state = known.get(no, State.NOT_SUBMITTED)
        if allows(state, Action.SUBMIT) and advance(state, Action.SUBMIT) is not state:
            desk.store.set_state(no, advance(state, Action.SUBMIT))
    desk.store.log(
        AuditAction.COLLECT,
        {
            "file": submission.file_name,
            "sha256": submission.sha256,
            "department": submission.department,
            "form_id": submission.form_id,
            "version": submission.version,
            "indicators": list(submission.indicators),
            **({"container": container} if container else {}),
        },
    )


def _refusal(kept: _Kept, entry: Collected) -> list[dict[str, str]]:
    """What the log says of an input that was not taken in; nothing of others and of known ones."""
    taken = entry.version or entry.outcome in (Outcome.COLLECTED, Outcome.SUPERSEDED)
    if taken:
        return []
    details = {"file": entry.file, "sha256": entry.sha256, "reason": entry.reason}
    container = kept.arrival.container
    return [details | ({"container": container} if container else {})]


def _log_refusals(desk: Desk, refusals: Sequence[Mapping[str, str]]) -> None:
    """Put into the log what was not taken in and why: once, however often the same file comes in."""
    if not refusals:
        return
    with desk.store.transaction():
        known = [one.details for one in desk.store.audit() if one.action == AuditAction.REFUSE]
        for details in refusals:
            if details not in known:
                desk.store.log(AuditAction.REFUSE, details)
                known.append(details)


def _mark_superseded(entries: list[Collected]) -> list[Collected]:
    """Inputs of this batch that later ones of the same batch replaced whole are told apart."""
    latest = {
        no: position
        for position, one in enumerate(entries)
        if one.outcome is Outcome.COLLECTED
        for no in one.indicators
    }
    found = []
    for position, one in enumerate(entries):
        newer = [latest.get(no, position) for no in one.indicators]
        if one.outcome is Outcome.COLLECTED and newer and min(newer) > position:
            reason = (
                f"同時に届いた {entries[max(newer)].file} が新しいため、旧版として保管しました。"
            )
            one = replace(one, outcome=Outcome.SUPERSEDED, reason=reason)
        found.append(one)
    return found
