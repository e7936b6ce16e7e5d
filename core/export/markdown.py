"""A postmortem as a Markdown document that people like to read, and that holds everything they typed.

What is empty and what was skipped stays silent; whatever somebody typed appears once, wherever it was
typed. All words of people go through ``markdown_text``. Not here: what Markdown looks like as HTML.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from core.domain.commitments import commitments
from core.domain.commitments import in_words as counted_in_words
from core.domain.metrics import Measure, in_words, times
from core.domain.postmortem import FactorKind, Lens, NoteRow, Postmortem, SectionId, TimelineKind
from core.domain.review import ANSWERS, Walked
from core.domain.severity import GUIDE
from core.domain.template import field, label_of, section
from core.domain.template_sections import ACTION_KINDS, TIMELINE_KINDS
from core.domain.timeline import first, in_order, zone_named, zone_of
from core.export.markdown_text import cell, inline, plain, prose
from core.export.meta import Meta

UNTITLED = "Postmortem without a title"

Blocks = Iterator[str]


def to_markdown(pm: Postmortem, meta: Meta) -> str:
    """The whole document, ending in one line end."""
    blocks = [f"# {plain(pm.title) or UNTITLED}", *_head(pm, meta)]
    for part in parts(pm):
        blocks += [f"## {part.title}", part.text]
    blocks += _titled("The review", _reviews(pm, meta))
    blocks += _titled("The meeting", _meeting(meta))
    blocks += ["---", f"Exported {minute(meta.exported_at, pm)} from Debrief."]
    return "\n\n".join(blocks) + "\n"


class Part(NamedTuple):
    """A piece of the document without its heading; ``section`` is None for what was parked."""

    section: SectionId | None
    title: str
    text: str


def parts(pm: Postmortem) -> tuple[Part, ...]:
    """The sections in their order, then parked topics and ideas; what is empty is not there."""
    bodies: tuple[tuple[SectionId | None, str, Blocks], ...] = (
        (SectionId.SUMMARY, section(SectionId.SUMMARY).title, _summary(pm)),
        (SectionId.TIMELINE, section(SectionId.TIMELINE).title, _timeline(pm)),
        (SectionId.ROOT_CAUSE, section(SectionId.ROOT_CAUSE).title, _root_cause(pm)),
        (SectionId.FACTORS, section(SectionId.FACTORS).title, _factors(pm)),
        (SectionId.ACTIONS, section(SectionId.ACTIONS).title, _actions(pm)),
        (SectionId.LESSONS, section(SectionId.LESSONS).title, _lessons(pm)),
        (SectionId.FOLLOW_UP, section(SectionId.FOLLOW_UP).title, _follow_up(pm)),
        (None, "Parking lot", _notes(pm.parking)),
        (None, "Action ideas", _notes(pm.ideas)),
    )
    found = ((part, title, "\n\n".join(body)) for part, title, body in bodies)
    return tuple(Part(part, title, text) for part, title, text in found if text)


def causes(pm: Postmortem) -> str:
    """Why it happened, a line for each answer, for those who read no further."""
    answers = ((field(f"root_cause.{lens.value}").label, row.text) for lens in Lens for row in pm.root_cause.of(lens))
    return "\n\n".join(_bullets(f"**{label}:** {inline(text)}" for label, text in answers if text.strip()))


def _head(pm: Postmortem, meta: Meta) -> Blocks:
    started = first(pm.timeline, TimelineKind.STARTED)
    computed = times(pm)
    yield _table(
        ("About", "This incident"),
        (
            ("**Severity**", GUIDE[pm.severity].title if pm.severity else ""),
            ("**Started**", minute(started.at, pm) if started and started.at else ""),
            ("**Duration**", _measured(computed.duration)),
            ("**Time to detect**", _measured(computed.detect)),
            ("**Time to respond**", _measured(computed.respond)),
            ("**Time to resolve**", _measured(computed.resolve)),
            ("**Services**", ", ".join(plain(name) for name in pm.services)),
            ("**Tags**", ", ".join(plain(name) for name in pm.tags)),
            ("**Meeting**", minute(pm.meeting_at, pm) if pm.meeting_at else ""),
            ("**People**", ", ".join(plain(name) for name in meta.people)),
            ("**Time zone**", _zone(pm)),
        ),
        needed=1,
    )


def _summary(pm: Postmortem) -> Blocks:
    yield from _labelled("summary.what_happened", pm.summary.what_happened)
    yield from _labelled("summary.impact", pm.summary.impact)


def _timeline(pm: Postmortem) -> Blocks:
    rows = []
    for row in in_order(pm.timeline):
        kind = "" if row.kind is TimelineKind.OTHER else f"**{label_of(TIMELINE_KINDS, row.kind)}**"
        marks = " ".join(mark for mark in (kind, "★" if row.star else "") if mark)
        when = minute(row.at, pm) if row.at else ""
        rows.append((when, marks, cell(row.text), plain(row.who)))
    yield from _tabled(("Time", "Kind", "What happened", "Who or what"), rows)


def _root_cause(pm: Postmortem) -> Blocks:
    for lens in Lens:
        about = field(f"root_cause.{lens.value}")
        answers = _bullets(inline(row.text) for row in pm.root_cause.of(lens))
        yield from _titled(f"{about.label}: {about.help[:1].lower()}{about.help[1:]}", answers, level=3)


def _factors(pm: Postmortem) -> Blocks:
    words = {FactorKind.CAUSE: "**Cause:** ", FactorKind.CONTEXT: "**Context:** ", None: ""}
    yield from _bullets(words[row.kind] + inline(row.text) for row in pm.factors if row.text.strip())


def _actions(pm: Postmortem) -> Blocks:
    rows = []
    for row in pm.actions:
        kind = label_of(ACTION_KINDS, row.kind) if row.kind else ""
        rows.append((cell(row.text), plain(row.owner), _day(row.due), kind, plain(row.done_when)))
    counted = counted_in_words(commitments(pm))
    if counted:
        yield f"*{counted}: an end one can check, an owner, a date and a test.*"
    yield from _tabled(("What changes", "Owner", "Due", "Kind", "Done when"), rows)


def _lessons(pm: Postmortem) -> Blocks:
    yield from _labelled("lessons.went_right", pm.lessons.went_right)
    yield from _labelled("lessons.went_wrong", pm.lessons.went_wrong)
    yield from _labelled("lessons.differently", pm.lessons.differently)
    yield from _labelled("lessons.lucky", pm.lessons.lucky)


def _follow_up(pm: Postmortem) -> Blocks:
    follow_up = pm.follow_up
    needed = {None: "", True: "yes", False: "no"}[follow_up.meeting_needed]
    rows = (
        ("**Who tracks the actions**", plain(follow_up.tracker)),
        ("**Review date**", _day(follow_up.review_on)),
        ("**Is a meeting needed**", needed),
    )
    if any(value for _, value in rows):
        yield _table(("Follow-up", "Agreed"), rows, needed=1)
    ticked = (f"[{'x' if row.done else ' '}] {inline(row.text)}" for row in follow_up.checklist if row.text.strip())
    yield from _bullets(ticked)


def _notes(rows: Iterable[NoteRow]) -> Blocks:
    yield from _bullets(
        inline(row.text) + (f" *(came up in: {section(row.section).title})*" if row.section else "")
        for row in rows
        if row.text.strip()
    )


def _meeting(meta: Meta) -> Blocks:
    if not any(part.used_s for part in meta.sections):
        return
    rows = [
        (section(part.section).title, in_minutes(part.planned_s), in_minutes(part.used_s)) for part in meta.sections
    ]
    planned, used = sum(part.planned_s for part in meta.sections), sum(part.used_s for part in meta.sections)
    rows.append(("**Together**", f"**{in_minutes(planned)}**", f"**{in_minutes(used)}**"))
    yield _table(("Section", "Planned", "Used"), rows)


def _reviews(pm: Postmortem, meta: Meta) -> Blocks:
    """What was found when the team looked back, a review after the other."""
    for note in meta.reviews:
        by = f", {plain(note.by)}" if note.by else ""
        yield f"### {minute(note.at, pm)}{by}"
        answer = f"**{ANSWERS[note.again]}.**" if note.again else "Nobody answered."
        because = f" {inline(note.because)}" if note.because.strip() else ""
        yield f"Would it happen again today? {answer}{because}"
        rows = [(cell(each.text), plain(each.owner), _day(each.promised), *_became(each)) for each in note.actions]
        yield from _tabled(("Action", "Owner", "Promised", "Became", "Because"), rows)
        yield from _bullets(inline(line) for line in note.note.splitlines())


def _became(each: Walked) -> tuple[str, str]:
    if not each.in_review and each.state in ("open", "moved"):
        return "still open", ""
    moved = f"moved to {_day(each.due)}" if each.due else "moved"
    return (moved if each.state == "moved" else each.state), cell(each.said)


def in_minutes(seconds: float) -> str:
    """``4:05``: minutes and seconds, as the clock in the room showed them."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def _titled(title: str, body: Blocks, level: int = 2) -> Blocks:
    """A heading, if there is anything to stand under it."""
    blocks = list(body)
    if blocks:
        yield f"{'#' * level} {title}"
        yield from blocks


def _labelled(field_id: str, text: str) -> Blocks:
    words = prose(text)
    if words:
        yield f"### {field(field_id).label}"
        yield words


def _bullets(items: Iterable[str]) -> Blocks:
    lines = [f"- {item}" for item in items if item]
    if lines:
        yield "\n".join(lines)


def _tabled(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Blocks:
    """A table without its empty columns and rows, or nothing."""
    kept = [row for row in rows if any(row)]
    columns = [place for place in range(len(header)) if any(row[place] for row in kept)]
    if kept:
        yield _table(
            tuple(header[place] for place in columns), [tuple(row[place] for place in columns) for row in kept]
        )


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]], needed: int = 0) -> str:
    """``needed`` is the column without which a row is left out."""
    shown = [row for row in rows if row[needed]] if needed else list(rows)
    lines = [header, tuple("---" for _ in header), *shown]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _measured(measure: Measure) -> str:
    return in_words(measure.value) if measure.value is not None else ""


def _zone(pm: Postmortem) -> str:
    if zone_named(pm.zone):
        return plain(pm.zone)
    return f"{plain(pm.zone)} (not known here; times are in UTC)".strip()


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def minute(at: datetime, pm: Postmortem) -> str:
    """Date and time in the postmortem's zone; seconds only where somebody gave them."""
    try:
        local = at.astimezone(zone_of(pm))
    except OverflowError:
        # The first or the last hours of the calendar, where a zone's offset leaves it.
        local = at.astimezone(UTC)
    spec = "seconds" if local.second else "minutes"
    return local.replace(tzinfo=None, microsecond=0).isoformat(sep=" ", timespec=spec)
