"""A postmortem as a Markdown document that people like to read, and that holds everything they typed.

What is empty and what was skipped stays silent; whatever somebody typed appears once, wherever it was
typed: the head, the meeting and the reviews here, the sections in ``sections``. What people typed goes through
``inline_text`` and ``prose``. Not here: what Markdown looks like as HTML.
"""

from datetime import date, datetime
from typing import Final, NamedTuple

from core.domain.content.evidence import Figure
from core.domain.content.metrics import Measure, times
from core.domain.content.timeline import first, zone_of
from core.domain.content.unreadable_values import NO_DURATION, NO_TIME, quoted
from core.domain.dates.durations import clock_text, duration_text
from core.domain.dates.zones import date_and_time, zone_named
from core.domain.postmortem import Postmortem, SectionId, TimelineKind
from core.domain.review import ANSWERS, ReviewedAction
from core.domain.template import HEAD, FieldKind, section
from core.domain.template.severity import GUIDE
from core.export.markdown.inline_text import cell, inline, plain
from core.export.markdown.sections import fact, parts
from core.export.markdown.tables import Blocks, bullets, facts_table, filled_table, table, titled
from core.export.meta import ExportMetadata, LinkedIncident

# Single values of the head and of the summary, but for those that the head writes with what is computed.
_WRITTEN_BY_HEAD: Final = frozenset(("title", "summary.severity", "summary.duration", "meeting_at", "zone"))
_FACTS: Final = tuple(
    field
    for field in (*section(SectionId.SUMMARY).fields, *HEAD)
    if field.kind not in (FieldKind.PROSE, FieldKind.ROWS) and field.id not in _WRITTEN_BY_HEAD
)

_WHERE_PICTURES_ARE: Final = "*(The pictures themselves are in the web page, the PDF, the Word and the JSON file.)*"
UNTITLED = "Postmortem without a title"


class AroundFigures(NamedTuple):
    """The document as two pieces of Markdown and the pictures that belong between them; one piece without pictures."""

    before: str
    figures: tuple[Figure, ...]
    after: str

    def text(self) -> str:
        """The whole document, ending in one line end. Pictures are named: a text cannot hold them."""
        named = bullets(f"**{item.title}:** {plain(item.text)}" for item in self.figures)
        listed = "\n\n".join([*named, _WHERE_PICTURES_ARE]) if self.figures else ""
        return "\n\n".join(part for part in (self.before, listed, self.after) if part) + "\n"


def to_markdown(pm: Postmortem, meta: ExportMetadata) -> str:
    """The whole document, ending in one line end."""
    return around_figures(pm, meta).text()


def around_figures(pm: Postmortem, meta: ExportMetadata) -> AroundFigures:
    """For formats that show pictures as such: nothing that people type can stand for one."""
    before = [f"# {plain(pm.title) or UNTITLED}", *_head(pm, meta)]
    after: list[str] = []
    shown: tuple[Figure, ...] = ()
    for part in parts(pm):
        (after if shown else before).extend([f"## {part.title}", part.text])
        shown = shown or part.figures
    rest = after if shown else before
    rest += titled("The review", _reviews(pm, meta))
    rest += titled("The meeting", _meeting(meta))
    rest += ["---", f"Exported {minute(meta.exported_at, pm)} from Debrief."]
    return AroundFigures("\n\n".join(before), shown, "\n\n".join(after))


def _head(pm: Postmortem, meta: ExportMetadata) -> Blocks:
    started = first(pm.timeline, TimelineKind.STARTED)
    computed = times(pm)
    facts = (
        ("Severity", GUIDE[pm.severity].title if pm.severity else ""),
        ("Started", minute(started.at, pm) if started and started.at else ""),
        ("Duration", _duration(pm, computed.duration)),
        ("Time to detect", _measured(computed.detect)),
        ("Time to respond", _measured(computed.respond)),
        ("Time to resolve", _measured(computed.resolve)),
        *((field.label, fact(pm, field)) for field in _FACTS),
        ("Meeting", _held(pm, meta)),
        ("People", ", ".join(plain(name) for name in meta.people)),
        ("Time zone", _zone(pm)),
        ("Recurrence of", linked(meta.recurrence_of)),
        ("This came back", linked(meta.came_back_as)),
    )
    yield from facts_table(("About", "This incident"), facts)


def linked(incidents: tuple[LinkedIncident, ...]) -> str:
    """Other incidents by title and day, as inline Markdown."""
    return "; ".join(f"{plain(item.title) or UNTITLED} ({item.on.isoformat()})" for item in incidents)


def _held(pm: Postmortem, meta: ExportMetadata) -> str:
    """When the team met; until it has, when it means to."""
    if meta.started_at:
        return minute(meta.started_at.replace(second=0, microsecond=0), pm)
    typed = plain(quoted(pm.meeting_at, pm.meeting_at_text, NO_TIME))
    return f"planned for {minute(pm.meeting_at, pm)}" if pm.meeting_at else typed


def _meeting(meta: ExportMetadata) -> Blocks:
    if not any(part.used_s for part in meta.sections):
        return
    rows = [
        (section(part.section).title, clock_text(part.planned_s), clock_text(part.used_s)) for part in meta.sections
    ]
    planned, used = sum(part.planned_s for part in meta.sections), sum(part.used_s for part in meta.sections)
    rows.append(("**Together**", f"**{clock_text(planned)}**", f"**{clock_text(used)}**"))
    yield table(("Section", "Planned", "Used"), rows)


def _reviews(pm: Postmortem, meta: ExportMetadata) -> Blocks:
    """What was found when the team looked back, a review after the other."""
    for note in meta.reviews:
        by = f", {plain(note.by)}" if note.by else ""
        yield f"### {minute(note.at, pm)}{by}"
        answer = f"**{ANSWERS[note.again]}.**" if note.again else "Nobody answered."
        because = f" {inline(note.because)}" if note.because.strip() else ""
        yield f"Would it happen again today? {answer}{because}"
        rows = [
            (cell(action.text), plain(action.owner), _day(action.due_before), *_became(action))
            for action in note.actions
        ]
        yield from filled_table(("Action", "Owner", "Due", "Became", "Because"), rows)
        yield from bullets(inline(line) for line in note.note.splitlines())


def _became(item: ReviewedAction) -> tuple[str, str]:
    if item.unanswered:
        return "still open", ""
    moved = f"moved to {_day(item.due)}" if item.due else "moved"
    return (moved if item.state == "moved" else item.state), cell(item.explanation)


def _measured(measure: Measure) -> str:
    return duration_text(measure.value) if measure.value is not None else ""


def _duration(pm: Postmortem, measure: Measure) -> str:
    """What counts, and behind it what was typed for it and cannot be read."""
    typed = plain(quoted(pm.duration_minutes, pm.duration_text, NO_DURATION))
    return "; ".join(part for part in (_measured(measure), typed) if part)


def _zone(pm: Postmortem) -> str:
    if zone_named(pm.zone):
        return plain(pm.zone)
    return f"{plain(pm.zone)} (not known here; times are in UTC)".strip()


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def minute(at: datetime, pm: Postmortem) -> str:
    """Date and time in the postmortem's zone; seconds only where somebody gave them, the offset where two are meant."""
    return date_and_time(at, zone_of(pm))
