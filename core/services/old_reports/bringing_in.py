"""One report at a time: read, shown, and stored as a whole postmortem in one transaction, or not at all.

The id of the postmortem follows from the report's words. So a report that is there is found again however often it
comes, from whichever folder, and of two imports at once only one stores it.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from enum import StrEnum
from itertools import count
from typing import Final

from core.domain.audit import AuditEvent
from core.domain.clock.state import Meeting
from core.domain.dates.zones import day_in, instant_of
from core.domain.report.model import Report, ReportContext
from core.domain.report.reader import read_report
from core.domain.report.source_text import clean_text
from core.errors import BadInput, Conflict
from core.services.app import App
from core.services.audit.noting import note
from core.services.authority import require_workspace
from core.services.old_reports.report_files import LIMITS, Limits, ReportFile
from core.services.postmortems.creating import create_from
from core.store import action_log, closed, postmortems
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor
from core.store.postmortems import PostmortemRow

_KIND: Final = "debrief report 1\n"
_ID_LENGTH: Final = 16
NOTHING_FOUND: Final = "Nothing in it looks like a report. All of it would stand in the notes."


class Status(StrEnum):
    NEW = "new"
    THERE = "there"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one file. ``id`` is the postmortem's, "" while there is none. ``marks`` are sentences.

    ``looks_like_report``: something of it was recognised. ``refused`` is why a file cannot come in.
    """

    file: str
    status: Status
    id: str = ""
    report: Report | None = None
    refused: str = ""
    marks: tuple[str, ...] = ()
    looks_like_report: bool = True


def preview(app: App | None, file: ReportFile, zone: str = "UTC", limits: Limits = LIMITS) -> Outcome:
    """What a file would become, without storing anything. ``zone`` is that of times for which none is written.

    ``app`` is None where there is no database yet.
    """
    if app is None:
        return _read(file, zone, datetime.now(UTC), limits)
    with app.db.read() as tx:
        now = tx.now()
    return _unless_there(app, _read(file, zone, now, limits), file)


def bring_in(
    app: App, file: ReportFile, by: Visitor | None = None, zone: str = "UTC", limits: Limits = LIMITS
) -> Outcome:
    """Store a report as a postmortem, unless it is there already or cannot be read. Needs the workspace.

    A report that fails comes back as refused, so that the next one is taken all the same. Raises WorkspaceLocked.
    """
    with app.db.read() as tx:
        require_workspace(app, tx, by)
        now = tx.now()
    outcome = _read(file, zone, now, limits)
    if outcome.report is None or file.text is None:
        return _unless_there(app, outcome, file)
    pm_id = ""
    try:
        with app.db.write() as tx:
            tx.stand_still()
            require_workspace(app, tx, by)
            pm_id = _free_id(tx, file.text)
            if (there := postmortems.get(tx, pm_id)) is not None:
                return _there(outcome, there)
            _store(tx, pm_id, outcome.report)
            note(tx, AuditEvent.OPENED, pm_id, by.id if by else None, "old report")
    except BadInput as error:
        return Outcome(file.name, Status.REFUSED, refused=error.sentence)
    except Conflict:  # another import stored the same report in this moment
        known = _unless_there(app, outcome, file)
        if known is outcome:
            raise
        return known
    app.change_bus.publish("record", pm_id)
    return replace(outcome, id=pm_id)


def report_id(text: str, turn: int = 0) -> str:
    """The id of the postmortem of a report: of its lines, whatever ends them and whatever blanks are behind them.

    ``turn`` gives other ids for the same report.
    """
    clean, _ = clean_text(text)
    lines = "\n".join(line.rstrip() for line in clean.split("\n")).strip("\n") + (f"\n{turn}" if turn else "")
    return hashlib.sha256((_KIND + lines).encode("utf-8", "replace")).hexdigest()[:_ID_LENGTH]


def _read(file: ReportFile, zone: str, now: datetime, limits: Limits) -> Outcome:
    if file.text is None:
        return Outcome(file.name, Status.REFUSED, refused=file.refused)
    if len(clean_text(file.text)[0]) > limits.text:
        return Outcome(file.name, Status.REFUSED, refused=_too_long(limits))
    report = read_report(file.text, ReportContext(file.name, day_in(zone, now), zone))
    found = bool(report.postmortem.timeline or report.actions or report.root_cause or report.severity_text)
    marks = (*file.marks, *report.marks, *(() if found else (NOTHING_FOUND,)))
    return Outcome(file.name, Status.NEW, "", report, "", marks, found)


def _stored(tx: Transaction, file: ReportFile) -> PostmortemRow | None:
    """What this very report became when it came in before, also when that is in the trash."""
    return postmortems.get(tx, _free_id(tx, file.text)) if file.text is not None else None


def _unless_there(app: App, outcome: Outcome, file: ReportFile) -> Outcome:
    """``outcome`` itself, or that the report is there already."""
    with app.db.read() as tx:
        there = _stored(tx, file)
    return outcome if there is None else _there(outcome, there)


def _free_id(tx: Transaction, text: str) -> str:
    """The first id of this report that nothing has which must not be known of here: a closed one is as good as none."""
    ids = (report_id(text, turn) for turn in count())
    return next(item for item in ids if closed.is_visible(tx, item) or not closed.is_closed(tx, item))


def _there(outcome: Outcome, row: PostmortemRow) -> Outcome:
    """The same for a report that is there already."""
    mark = "It is in the trash. Put it back from there." if row.trashed_at else "It was brought in before."
    return replace(outcome, status=Status.THERE, id=row.id, marks=(mark,))


def _too_long(limits: Limits) -> str:
    return f"This report has more than {limits.text:,} characters. Leave logs and dumps out, and link to them."


def _store(tx: Transaction, pm_id: str, report: Report) -> None:
    """Postmortem, record, index and what is done or given up already. Its meeting is over: it came out of it.

    What is open in it is shown with the incident; nobody is asked about it until somebody takes it up here.
    """
    created_at = _created_at(report, tx.now())
    meeting = Meeting(status="finished", finished_at=created_at)
    create_from(tx, report.postmortem, meeting=meeting, pm_id=pm_id, created_at=created_at)
    for action_id, evidence in report.done:
        action_log.add_progress(tx, pm_id, action_id, "done", evidence=evidence)
    for action_id, reason in report.dropped:
        action_log.add_progress(tx, pm_id, action_id, "dropped", note=reason)


def _created_at(report: Report, now: datetime) -> datetime:
    """The incident's own time, so that lists have it where it belongs; never one that is still to come."""
    if report.day is not None:
        noon = instant_of(datetime.combine(report.day, time(12)), report.postmortem.zone)
        return min(noon.astimezone(UTC), now)
    return min(report.started.astimezone(UTC), now) if report.started else now
