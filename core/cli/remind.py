"""``debrief remind``: action items that are overdue or due soon, reviews that are due, incidents without a meeting; for
cron's mail, for programs, for webhooks, or by mail to the owners.

Exit codes: 0 nothing is overdue, 3 something is; 1 is an error, as for every command.
"""

import json
import sys
from argparse import Namespace
from dataclasses import dataclass

from core.domain.actions.action_view import ActionView
from core.domain.actions.vote import CHOSEN_MARK
from core.domain.dates.date_text import days_late_text, short_day_text
from core.domain.webhook.events import Incident
from core.domain.webhook.payload import action_data, incident_data
from core.errors import Conflict
from core.services.actions import reminders
from core.services.actions.reminders import Digest
from core.services.app import App
from core.services.lifecycle import close, open_existing
from core.services.mail import addresses, sending, telling
from core.services.nudges import incidents
from core.services.webhooks import deliveries

OVERDUE_CODE = 3
_NO_MAIL = "Mail is not set up, so nothing was sent. docs/mail.md says how."
_NO_SUBSCRIBER = (
    "No webhook that is switched on is told of overdue action items, so nothing was sent. Settings has the list."
)


def run(chosen: Namespace) -> int:
    """Print the digest, overdue first, and send it to the webhooks and what is new to the owners when asked to."""
    app = open_existing(write=chosen.webhook or chosen.mail)
    try:
        digest = reminders.digest(app)
        waiting = Waiting(incidents.reviews_due(app), incidents.without_meeting(app))
        _print(_as_json(digest, waiting, app.settings.url or "") if chosen.json else _as_text(digest, waiting))
        messages = [_send(app, digest)] if chosen.webhook else []
        messages += [_send_mail(app)] if chosen.mail else []
        for message in () if chosen.json else messages:
            _print(f"\n{message}")
    finally:
        close(app)
    return OVERDUE_CODE if digest.overdue else 0


@dataclass(frozen=True)
class Waiting:
    """Postmortems that wait for people: for a review, for a meeting."""

    reviews: tuple[Incident, ...]
    meetings: tuple[Incident, ...]


def _send_mail(app: App) -> str:
    """Tell owners what is new, at once: cron may run where no server does."""
    if not addresses.is_set_up(app):
        raise Conflict(_NO_MAIL)
    telling.tell(app)
    telling.release(app)
    return f"Sent {_counted(sending.send_due(app), 'mail')}."


def _send(app: App, digest: Digest) -> str:
    """Deliver at once instead of only queueing: cron may run where no server does."""
    if not reminders.has_listeners(app):
        raise Conflict(_NO_SUBSCRIBER)
    if digest.is_empty:
        return "Nothing to tell, so nothing was sent."
    queued = reminders.notify_digest(app, digest)
    deliveries.send_due(app)
    sent = deliveries.accepted_count(app, queued)
    if sent == len(queued):
        return f"Sent to {_counted(sent, 'webhook')}."
    return f"Sent to {sent} of {_counted(len(queued), 'webhook')}. The server tries the others again."


def _as_json(digest: Digest, waiting: Waiting, base_url: str) -> str:
    payload = {
        "today": digest.today.isoformat(),
        "overdue": [action_data(action, base_url) for action in digest.overdue],
        "due_this_week": [action_data(action, base_url) for action in digest.soon],
        "reviews_due": [incident_data(incident) for incident in waiting.reviews],
        "no_meeting": [incident_data(incident) for incident in waiting.meetings],
    }
    return json.dumps(payload, indent=2)


def _as_text(digest: Digest, waiting: Waiting) -> str:
    parts = [
        _part("overdue", digest.overdue),
        _part("due this week", digest.soon),
        _incidents(waiting.reviews, "review is due", "reviews are due"),
        _incidents(waiting.meetings, "incident has had no meeting yet", "incidents have had no meeting yet"),
    ]
    none = [] if digest.overdue or digest.soon else ["Nothing is overdue, and nothing is due this week."]
    return "\n\n".join("\n".join(part) for part in (none, *parts) if part)


def _incidents(found: tuple[Incident, ...], singular: str, plural: str) -> list[str]:
    if not found:
        return []
    lines = [f"  {_one_line(item.subject.title)} ({_since(item)})" for item in found]
    return [f"1 {singular}." if len(found) == 1 else f"{len(found)} {plural}.", *lines]


def _since(item: Incident) -> str:
    return f"since {short_day_text(item.day)}" if item.day else _counted(item.days, "day")


def _part(what: str, actions: tuple[ActionView, ...]) -> list[str]:
    if not actions:
        return []
    lines = [f"{_counted(len(actions), 'action item')} {'is' if len(actions) == 1 else 'are'} {what}."]
    for owner, theirs in reminders.by_owner(actions):
        lines += ["", f"  {_one_line(owner) or 'Nobody yet'}", *(f"    {_action_line(action)}" for action in theirs)]
    return lines


def _action_line(action: ActionView) -> str:
    day = short_day_text(action.due) if action.due else "No date"
    late = f", {days_late_text(action.days_late)}" if action.overdue else ""
    mark = f"{CHOSEN_MARK} " if action.chosen else ""
    text = f"{mark}{_one_line(action.text) or 'An action without words'}"
    return f"{day}{late}: {text} ({_one_line(action.postmortem_title)})"


def _one_line(text: str) -> str:
    """On one line, and without the control characters that a terminal would obey."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
