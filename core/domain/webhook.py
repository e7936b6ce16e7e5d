"""What a webhook tells another program: which events there are, and the body of each in both shapes.

Facts in, text out; nothing here sends, stores or asks the time. ``docs/webhooks.md`` describes the bodies, a test
holds the two together. A body never holds a code, a cookie, or a key of more than what it tells of.
"""

import json
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final

VERSION: Final = 1
MOST_PROMISES: Final = 100
MOST_LINES: Final = 30
LONGEST_WORDS: Final = 300


class Event(StrEnum):
    """``digest`` goes to whoever wants ``overdue``; ``test`` is sent by hand only."""

    PUBLISHED = "published"
    OVERDUE = "overdue"
    DIGEST = "digest"
    TEST = "test"


SUBSCRIBABLE: Final = (Event.PUBLISHED, Event.OVERDUE)


class Shape(StrEnum):
    SLACK = "slack"
    JSON = "json"


@dataclass(frozen=True)
class Subject:
    """The postmortem that is spoken of. ``link`` may be empty."""

    id: str
    title: str
    severity: str | None = None
    link: str = ""


@dataclass(frozen=True)
class Owed:
    """A promise of it. ``days_late`` is 0 for one that is still to come."""

    subject: Subject
    action_id: str
    text: str
    owner: str
    due: date
    days_late: int


@dataclass(frozen=True)
class Notice:
    """One thing that happened. ``id`` is the same for every webhook that hears of it; ``link`` leads to the board."""

    event: Event
    id: str
    at: datetime
    subject: Subject | None = None
    facts: dict[str, str] = field(default_factory=dict)
    promises: tuple[Owed, ...] = ()
    link: str = ""


def wanted_by(event: Event) -> Event | None:
    """The event that a webhook must be subscribed to in order to hear of this one; None: whoever is asked."""
    return {Event.DIGEST: Event.OVERDUE, Event.TEST: None}.get(event, event)


def body(notice: Notice, shape: Shape) -> str:
    return _as_slack(notice) if shape is Shape.SLACK else _as_json(notice)


# Generic JSON


def _as_json(notice: Notice) -> str:
    said: dict[str, object] = {
        "version": VERSION,
        "event": notice.event.value,
        "id": notice.id,
        "at": notice.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    if notice.subject is not None:
        said["postmortem"] = _subject(notice.subject)
        said["facts"] = dict(sorted(notice.facts.items()))
    if notice.event in (Event.OVERDUE, Event.DIGEST):
        said["count"] = len(notice.promises)
        said["promises"] = [as_data(each) for each in notice.promises[:MOST_PROMISES]]
        said["link"] = notice.link or None
    return json.dumps(said)  # ASCII: no receiver can stumble over the encoding, and half a surrogate pair fits too


def _subject(subject: Subject) -> dict[str, object]:
    return {
        "id": subject.id,
        "title": subject.title,
        "severity": subject.severity,
        "link": subject.link or None,
    }


def as_data(owed: Owed) -> dict[str, object]:
    """A promise as programs read it, in a webhook and from the command line."""
    return {
        "postmortem": _subject(owed.subject),
        "action": owed.action_id,
        "text": owed.text,
        "owner": owed.owner or None,
        "due": owed.due.isoformat(),
        "overdue": owed.days_late > 0,
        "days_late": owed.days_late,
    }


# Slack


def _as_slack(notice: Notice) -> str:
    match notice.event:
        case Event.PUBLISHED:
            text = _published(notice)
        case Event.TEST:
            text = "This is a test from Debrief. If you can read it, the webhook works."
        case _:
            text = _promises(notice)
    # What people typed must not make Slack fetch a page.
    return json.dumps({"text": text, "unfurl_links": False, "unfurl_media": False})


def _published(notice: Notice) -> str:
    if notice.subject is None:
        return "A postmortem is published."
    severity = f" ({escaped(notice.subject.severity)})" if notice.subject.severity else ""
    return f"Published: {_named(notice.subject)}{severity}"


def _promises(notice: Notice) -> str:
    late = [each for each in notice.promises if each.days_late > 0]
    soon = [each for each in notice.promises if each.days_late <= 0]
    lines: list[str] = []
    if late:
        lines += [f"{_counted(len(late))} overdue:", *(_line(each) for each in late)]
    if soon:
        lines += [f"{_counted(len(soon))} due in the next days:", *(_line(each) for each in soon)]
    if not lines:
        lines = ["Nothing is overdue, and nothing is due in the next days."]
    left = len(lines) - MOST_LINES
    if left > 0:
        lines = [*lines[:MOST_LINES], f"… and {left} more."]
    if notice.link:
        lines.append(_linked(notice.link, "All promises"))
    return "\n".join(lines)


def _counted(number: int) -> str:
    return "1 promise is" if number == 1 else f"{number} promises are"


def _line(owed: Owed) -> str:
    owner = escaped(owed.owner) or "nobody yet"
    when = f"{owed.due:%a} {owed.due.day} {owed.due:%b}"
    late = f", {owed.days_late} {'day' if owed.days_late == 1 else 'days'} late" if owed.days_late > 0 else ""
    return f"• {escaped(owed.text) or 'An action without words'} · {owner} · due {when}{late} · {_named(owed.subject)}"


def _named(subject: Subject) -> str:
    return _linked(subject.link, subject.title) if subject.link else escaped(subject.title) or "Untitled"


def _linked(link: str, words: str) -> str:
    address = "".join(sign for sign in link if sign.isprintable() and sign not in ' |<>"')
    return f"<{address.replace('&', '&amp;')}|{escaped(words).replace('|', '/') or 'Untitled'}>"


def escaped(text: str) -> str:
    """What people typed, as one line of Slack's text: no mention, no link, no line of its own, no turned direction."""
    words = " ".join(text.split())
    kept = "".join(sign for sign in words if unicodedata.category(sign) not in ("Cc", "Cf", "Cs") or sign == "\u200d")
    short = kept if len(kept) <= LONGEST_WORDS else f"{kept[: LONGEST_WORDS - 1]}…"
    return short.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
