"""The events that webhooks are sent, and the body of each in both shapes, Slack's and JSON.

Pure functions: nothing here sends, stores or reads a clock. ``docs/webhooks.md`` describes the bodies; a test compares
the two. A body never holds a code, a cookie, or a key to anything but the postmortem it is about.
"""

import json
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from core.domain.actions.action_view import ActionView
from core.domain.actions.vote import CHOSEN_MARK
from core.domain.dates.date_text import days_late_text, short_day_text

VERSION: Final = 1
MOST_ACTIONS: Final = 100  # in the JSON body
MOST_LINES: Final = 30  # in the Slack message
LONGEST_TEXT: Final = 300  # characters of one text in the Slack message


class Event(StrEnum):
    """``digest`` goes to the subscribers of ``overdue``; ``test`` is sent by hand only."""

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
    """The postmortem a notice is about. ``link`` may be empty."""

    id: str
    title: str
    severity: str | None = None
    link: str = ""


@dataclass(frozen=True)
class Notice:
    """One event. ``id`` is the same in every delivery of it. ``actions`` is for OVERDUE and DIGEST.

    ``base_url`` is the address others reach this server at, without a slash at its end; without one there are no links.
    """

    event: Event
    id: str
    at: datetime
    subject: Subject | None = None
    facts: dict[str, str] = field(default_factory=dict)
    actions: tuple[ActionView, ...] = ()
    base_url: str = ""

    @property
    def board_link(self) -> str:
        """The follow-up board with all action items."""
        return f"{self.base_url}/follow_up" if self.base_url else ""


def wanted_by(event: Event) -> Event | None:
    """The event that a webhook must be subscribed to in order to be sent this one; None: no subscription needed."""
    return {Event.DIGEST: Event.OVERDUE, Event.TEST: None}.get(event, event)


def body(notice: Notice, shape: Shape) -> str:
    return _as_slack(notice) if shape is Shape.SLACK else _as_json(notice)


# Generic JSON


def _as_json(notice: Notice) -> str:
    payload: dict[str, object] = {
        "version": VERSION,
        "event": notice.event.value,
        "id": notice.id,
        "at": notice.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    if notice.subject is not None:
        payload["postmortem"] = _subject(notice.subject)
        payload["facts"] = dict(sorted(notice.facts.items()))
    if notice.event in (Event.OVERDUE, Event.DIGEST):
        payload["count"] = len(notice.actions)
        # "promises" is the published name of this field: receivers read it.
        payload["promises"] = [action_data(action, notice.base_url) for action in notice.actions[:MOST_ACTIONS]]
        payload["link"] = notice.board_link or None
    return json.dumps(payload)  # ASCII: no receiver can stumble over the encoding, and half a surrogate pair fits too


def _subject(subject: Subject) -> dict[str, object]:
    return {
        "id": subject.id,
        "title": subject.title,
        "severity": subject.severity,
        "link": subject.link or None,
    }


def action_data(action: ActionView, base_url: str) -> dict[str, object]:
    """An action item as programs read it, in a webhook and from the command line. ``due`` is an ISO date."""
    return {
        "postmortem": _subject(_subject_of(action, base_url)),
        "action": action.action_id,
        "text": action.text,
        "owner": action.owner or None,
        "chosen": action.chosen,
        "due": action.due.isoformat() if action.due else None,
        "overdue": action.overdue,
        "days_late": action.days_late,
    }


def _subject_of(action: ActionView, base_url: str) -> Subject:
    link = f"{base_url}/summary?pm={action.postmortem_id}" if base_url else ""
    return Subject(action.postmortem_id, action.postmortem_title, action.severity, link)


# Slack


def _as_slack(notice: Notice) -> str:
    match notice.event:
        case Event.PUBLISHED:
            text = _published(notice)
        case Event.TEST:
            text = "This is a test from Debrief. If you can read it, the webhook works."
        case _:
            text = _action_list(notice)
    # What people typed must not make Slack fetch a page.
    return json.dumps({"text": text, "unfurl_links": False, "unfurl_media": False})


def _published(notice: Notice) -> str:
    if notice.subject is None:
        return "A postmortem is published."
    severity = f" ({escaped(notice.subject.severity)})" if notice.subject.severity else ""
    return f"Published: {_named(notice.subject)}{severity}"


def _action_list(notice: Notice) -> str:
    overdue = [action for action in notice.actions if action.overdue]
    soon = [action for action in notice.actions if not action.overdue]
    entries: list[str | ActionView] = []
    if overdue:
        entries += [f"{_counted(len(overdue))} overdue:", *overdue]
    if soon:
        entries += [f"{_counted(len(soon))} due in the next days:", *soon]
    if not entries:
        entries = ["Nothing is overdue, and nothing is due in the next days."]
    # Cut before rendering: the time it takes does not grow with the number of actions.
    lines = [
        entry if isinstance(entry, str) else _action_line(entry, notice.base_url) for entry in entries[:MOST_LINES]
    ]
    omitted = sum(not isinstance(entry, str) for entry in entries[MOST_LINES:])
    if omitted > 0:
        lines.append(f"… and {omitted} more.")
    if notice.board_link:
        lines.append(_linked(notice.board_link, "All action items"))
    return "\n".join(lines)


def _counted(number: int) -> str:
    return "1 action item is" if number == 1 else f"{number} action items are"


def _action_line(action: ActionView, base_url: str) -> str:
    owner = escaped(action.owner) or "nobody yet"
    when = f"due {short_day_text(action.due)}" if action.due else "no date"
    late = f", {days_late_text(action.days_late)}" if action.overdue else ""
    mark = f"{CHOSEN_MARK} " if action.chosen else ""
    text = escaped(action.text) or "An action without words"
    return f"• {mark}{text} · {owner} · {when}{late} · {_named(_subject_of(action, base_url))}"


def _named(subject: Subject) -> str:
    return _linked(subject.link, subject.title) if subject.link else escaped(subject.title) or "Untitled"


def _linked(link: str, text: str) -> str:
    address = "".join(sign for sign in link if sign.isprintable() and sign not in ' |<>"')
    return f"<{address.replace('&', '&amp;')}|{escaped(text).replace('|', '/') or 'Untitled'}>"


def escaped(text: str) -> str:
    """User text as one line of Slack's mrkdwn: no mention, no link, no line break, no bidirectional control."""
    line = " ".join(text[: 20 * LONGEST_TEXT].split())
    plain = "".join(sign for sign in line if unicodedata.category(sign) not in ("Cc", "Cf", "Cs") or sign == "\u200d")
    short = plain if len(plain) <= LONGEST_TEXT else f"{plain[: LONGEST_TEXT - 1]}…"
    return short.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
