"""A meeting as a calendar entry, so that a postmortem gets its twenty minutes in everybody's day.

Times are in UTC, so that each calendar shows its own; the same meeting keeps its ``uid``, so that a new
time moves the entry instead of making a second one. Not here: who is invited; people send the file on.
"""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vUri

from core.export.calendar.ics_text import add_text, one_line, sequence

PRODUCT = "-//Debrief//Debrief//EN"
_TITLE_AT_MOST = 200


def meeting_invite(
    *,
    pm_id: str,
    title: str,
    start: datetime,
    minutes: int,
    now: datetime,
    link: str | None = None,
    changed_at: datetime | None = None,
) -> bytes:
    """One calendar entry. ``link`` is put in only when it is given; a join link opens the meeting for its reader.

    ``changed_at``: the latest change of what the entry says, which makes it a new version.
    """
    event = Event()
    add_text(event, "uid", f"{pm_id}@debrief")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", (changed_at or now).astimezone(UTC))
    event.add("sequence", sequence(changed_at))
    event.add("dtstart", start.astimezone(UTC))
    event.add("dtend", (start + timedelta(minutes=minutes)).astimezone(UTC))
    add_text(event, "summary", f"Postmortem: {one_line(title)[:_TITLE_AT_MOST] or 'an incident'}")
    add_text(event, "description", _description(minutes, link))
    if link:
        event.add("url", vUri(one_line(link)))
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE")
    calendar = Calendar()
    add_text(calendar, "prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _description(minutes: int, link: str | None) -> str:
    texts = [
        f"{minutes} minutes to understand what happened, together and without blame.",
        "Note what you saw before we meet, while it is fresh: even half a sentence helps.",
    ]
    if link:
        texts.append(f"Join here: {one_line(link)}")
    return "\n".join(texts)
