"""What is said of a notice, in sentences: one message, the same in every chat and in mail."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from core.domain.actions.action_view import ActionView
from core.domain.actions.vote import CHOSEN_MARK
from core.domain.dates.date_text import days_late_text, short_day_text
from core.domain.dates.zones import clock_time, in_zone, zone_or_utc
from core.domain.tracker.link import link_of
from core.domain.webhook.events import Event, Incident, Notice, Subject, subject_of
from core.domain.webhook.message import Line, Message, Span, linked, plain, text_line

MOST_LINES: Final = 30
TEST: Final = "This is a test from Debrief. If you can read it, the webhook works."
_NOTHING: Final = "Nothing is overdue, and nothing is due in the next days."


def message(notice: Notice) -> Message:
    """The message of any notice. The time it takes does not grow with the number of action items."""
    match notice.event:
        case Event.TEST:
            return Message(text_line(TEST))
        case Event.COLLECTED:
            return _collected(notice)
        case Event.NO_MEETING:
            return _incidents(notice, "has had no meeting yet", "have had no meeting yet", "incident")
        case Event.REVIEW_DUE:
            return _incidents(notice, "is due", "are due", "review")
        case Event.OVERDUE | Event.DIGEST | Event.DUE_SOON:
            return _actions(notice)
        case _:
            return Message(_happened(notice))


def _happened(notice: Notice) -> Line:
    """One postmortem, one line."""
    subject = notice.subject or Subject("", "A postmortem")
    match notice.event:
        case Event.OPENED:
            return Line((Span("Opened: "), *_named(subject)))
        case Event.MEETING_SET:
            when = _moment(notice.facts.get("meeting_at", ""), notice.facts.get("zone", ""))
            return Line((Span("Meeting set: "), *_named(subject), Span(f" · {when}")))
        case Event.RECURRENCE:
            earlier = [span for incident in notice.incidents[:1] for span in _named(incident.subject)]
            return Line((Span("It came back: "), *_named(subject), Span(" is a recurrence of "), *earlier))
        case _:
            return Line((Span("Published: "), *_named(subject)))


def _moment(at: str, zone: str) -> str:
    """``Tue 24 Nov, 14:00 (Europe/Berlin)``."""
    try:
        local = in_zone(datetime.fromisoformat(at), zone_or_utc(zone))
    except ValueError:
        return "time not known"
    return f"{short_day_text(local.date())}, {clock_time(local, zone_or_utc(zone))} ({plain(zone, 'UTC')})"


def _incidents(notice: Notice, singular: str, plural: str, what: str) -> Message:
    count = len(notice.incidents)
    heading = f"1 {what} {singular}:" if count == 1 else f"{count} {what}s {plural}:"
    lines = tuple(_incident_line(incident, notice.event) for incident in notice.incidents[:MOST_LINES])
    footer = linked("All of them", notice.home_link) if notice.home_link else None
    return Message(text_line(heading), lines, max(count - MOST_LINES, 0), footer)


def _incident_line(incident: Incident, event: Event) -> Line:
    if event is Event.REVIEW_DUE:
        when = f"due {short_day_text(incident.day)}" if incident.day else "due"
    else:
        when = "1 day" if incident.days == 1 else f"{incident.days} days"
    return Line((Span("• "), *_named(incident.subject), Span(f" · {when}")), item=True)


def _actions(notice: Notice) -> Message:
    overdue = [action for action in notice.actions if action.overdue]
    soon = [action for action in notice.actions if not action.overdue]
    near = "due within two days" if notice.event is Event.DUE_SOON else "due in the next days"
    entries: list[str | ActionView] = []
    if overdue:
        entries += [f"{_counted(len(overdue))} overdue:", *overdue]
    if soon:
        entries += [f"{_counted(len(soon))} {near}:", *soon]
    if not entries:
        entries = [_NOTHING]
    # Cut before rendering: the time it takes does not grow with the number of actions.
    first, *rest = _entry_lines(entries[:MOST_LINES], notice.base_url)
    omitted = sum(not isinstance(entry, str) for entry in entries[MOST_LINES:])
    footer = linked("All action items", notice.board_link) if notice.board_link else None
    return Message(first, tuple(rest), omitted, footer)


def _entry_lines(entries: Sequence[str | ActionView], base_url: str) -> Iterable[Line]:
    return [text_line(entry) if isinstance(entry, str) else action_line(entry, base_url) for entry in entries]


def _counted(number: int) -> str:
    return "1 action item is" if number == 1 else f"{number} action items are"


def action_line(action: ActionView, base_url: str) -> Line:
    """“• Watch the disk · Mira · due Fri 20 Nov, 3 days late · acme/shop#123 · Disk full”."""
    owner = plain(action.owner, "nobody yet")
    when = f"due {short_day_text(action.due)}" if action.due else "no date"
    late = f", {days_late_text(action.days_late)}" if action.overdue else ""
    mark = f"{CHOSEN_MARK} " if action.chosen else ""
    text = plain(action.text, "An action without words")
    subject = subject_of(action, base_url)
    found = link_of(action.link)
    issue = (linked(found.label, found.encoded), Span(" · ")) if found else ()
    before = Span(f"• {mark}{text} · {owner} · {when}{late} · ")
    return Line((before, *issue, linked(subject.title, subject.link)), item=True)


def _named(subject: Subject) -> tuple[Span, ...]:
    severity = (Span(f" ({plain(subject.severity)})"),) if subject.severity else ()
    return linked(subject.title, subject.link), *severity


def _collected(notice: Notice) -> Message:
    """Each part by its heading and its lines, one part after the other."""
    made = [message(part) for part in notice.parts]
    every = [line for part in made for line in _as_items(part)]
    count = len(notice.parts)
    heading = text_line(f"{count} {'notice' if count == 1 else 'notices'} that waited:")
    omitted = sum(line.item for line in every[MOST_LINES:]) + sum(part.omitted for part in made)
    footer = linked("Home", notice.home_link) if notice.home_link else None
    return Message(heading, tuple(every[:MOST_LINES]), omitted, footer)


def _as_items(part: Message) -> list[Line]:
    """A part without a list is an entry itself."""
    if part.lines:
        return [part.heading, *part.lines]
    return [Line((Span("• "), *part.heading.spans), item=True)]
