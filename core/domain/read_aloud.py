"""A postmortem line by line, as one would read it aloud: each field and each row as one piece of plain text.

For comparing two versions. Every line has a key that stays the same while its field or its row does. What is empty
has no line. Not here: any markup.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from core.domain.postmortem import (
    ActionRow,
    FactorRow,
    Lens,
    NoteRow,
    Postmortem,
    SectionId,
    TimelineKind,
    TimelineRow,
)
from core.domain.template import field, label_of, section
from core.domain.template_sections import ACTION_KINDS, TIMELINE_KINDS
from core.domain.timeline import in_order, zone_of

HEAD_TITLE: Final = ""
SEPARATOR: Final = " · "


@dataclass(frozen=True)
class Line:
    """``title`` is the section's; empty for what stands above the sections."""

    key: str
    section: SectionId | None
    title: str
    label: str
    text: str


def lines(pm: Postmortem) -> tuple[Line, ...]:
    """Everything that somebody wrote, in the order of the meeting."""
    return tuple(line for line in _all(pm) if line.text.strip())


def _all(pm: Postmortem) -> Iterator[Line]:
    yield Line("title", None, HEAD_TITLE, "Title", pm.title)
    yield Line("meeting_at", None, HEAD_TITLE, "Meeting", _minute(pm.meeting_at, pm))
    yield Line("zone", None, HEAD_TITLE, "Time zone", pm.zone)
    for part in SectionId:
        yield _of(part, f"skipped.{part}", "Section", "Skipped" if part in pm.skipped else "")
    yield from _summary(pm)
    for row in in_order(pm.timeline):
        yield _of(SectionId.TIMELINE, f"timeline.{row.id}", "Row", _event(row, pm))
    for lens in Lens:
        for answer in pm.root_cause.of(lens):
            label = field(f"root_cause.{lens.value}").label
            yield _of(SectionId.ROOT_CAUSE, f"root_cause.{lens}.{answer.id}", label, answer.text)
    for factor in pm.factors:
        yield _of(SectionId.FACTORS, f"factors.{factor.id}", "Factor", _factor(factor))
    for action in pm.actions:
        yield _of(SectionId.ACTIONS, f"actions.{action.id}", "Action", _action(action))
    for name in ("went_right", "went_wrong", "differently", "lucky"):
        yield _prose(SectionId.LESSONS, f"lessons.{name}", getattr(pm.lessons, name))
    yield from _follow_up(pm)
    yield from _notes("Parking lot", "parking", pm.parking)
    yield from _notes("Action ideas", "ideas", pm.ideas)


def _summary(pm: Postmortem) -> Iterator[Line]:
    here = SectionId.SUMMARY
    yield _prose(here, "summary.what_happened", pm.summary.what_happened)
    yield _of(here, "summary.severity", "Severity", pm.severity or "")
    yield _prose(here, "summary.impact", pm.summary.impact)
    yield _of(here, "summary.services", "Services", ", ".join(pm.services))
    yield _of(here, "summary.tags", "Tags", ", ".join(pm.tags))
    minutes = pm.duration_minutes
    yield _of(here, "summary.duration", "Duration", f"{minutes} min" if minutes is not None else "")


def _follow_up(pm: Postmortem) -> Iterator[Line]:
    here, agreed = SectionId.FOLLOW_UP, pm.follow_up
    needed = {None: "", True: "yes", False: "no"}[agreed.meeting_needed]
    yield _of(here, "follow_up.tracker", "Who tracks the actions", agreed.tracker)
    yield _of(here, "follow_up.review_on", "Review date", agreed.review_on.isoformat() if agreed.review_on else "")
    yield _of(here, "follow_up.meeting_needed", "Is a meeting needed", needed)
    for row in agreed.checklist:
        ticked = f"{row.text} (done)" if row.done else row.text
        yield _of(here, f"follow_up.checklist.{row.id}", "Checklist", ticked)


def _event(row: TimelineRow, pm: Postmortem) -> str:
    kind = "" if row.kind is TimelineKind.OTHER else label_of(TIMELINE_KINDS, row.kind)
    return _joined(_minute(row.at, pm), kind, "key moment" if row.star else "", row.text, row.who)


def _factor(row: FactorRow) -> str:
    return f"{row.kind.value.capitalize()}: {row.text}" if row.kind and row.text.strip() else row.text


def _action(row: ActionRow) -> str:
    kind = label_of(ACTION_KINDS, row.kind) if row.kind else ""
    due = f"due {row.due.isoformat()}" if row.due else ""
    done_when = f"done when: {row.done_when}" if row.done_when.strip() else ""
    return _joined(row.text, f"owner {row.owner}" if row.owner.strip() else "", due, kind, done_when)


def _notes(title: str, name: str, rows: tuple[NoteRow, ...]) -> Iterator[Line]:
    for row in rows:
        yield Line(f"{name}.{row.id}", None, title, "Note", row.text)


def _prose(part: SectionId, field_id: str, text: str) -> Line:
    return _of(part, field_id, field(field_id).label, text)


def _of(part: SectionId, key: str, label: str, text: str) -> Line:
    return Line(key, part, section(part).title, label, text)


def _joined(*parts: str) -> str:
    return SEPARATOR.join(part for part in parts if part.strip())


def _minute(at: datetime | None, pm: Postmortem) -> str:
    if at is None:
        return ""
    try:
        local = at.astimezone(zone_of(pm))
    except OverflowError:  # the first or the last hours of the calendar
        local = at.astimezone(UTC)
    spec = "seconds" if local.second else "minutes"
    return local.replace(tzinfo=None, microsecond=0).isoformat(sep=" ", timespec=spec)
