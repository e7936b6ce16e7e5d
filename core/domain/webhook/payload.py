"""A notice for programs: the generic JSON body. ``docs/webhooks.md`` describes its fields; a test compares the two.

A body never holds a code, a cookie, or a key to anything but the postmortem it is about.
"""

from datetime import UTC
from typing import Any, Final

from core.domain.actions.action_view import ActionView
from core.domain.tracker.link import link_of
from core.domain.webhook.events import OF_ACTIONS, OF_INCIDENTS, Event, Incident, Notice, Subject, subject_of

VERSION: Final = 1
MOST_ACTIONS: Final = 100
MOST_PARTS: Final = 50


def payload(notice: Notice) -> dict[str, Any]:
    """The body, to be written as JSON."""
    made: dict[str, Any] = {
        "version": VERSION,
        "event": notice.event.value,
        "id": notice.id,
        "at": notice.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    if notice.subject is not None:
        made["postmortem"] = _subject(notice.subject)
        made["facts"] = dict(sorted(notice.facts.items()))
    if notice.event is Event.RECURRENCE:
        made["incidents"] = [incident_data(incident) for incident in notice.incidents[:MOST_ACTIONS]]
    if notice.event in OF_INCIDENTS:
        made["count"] = len(notice.incidents)
        made["incidents"] = [incident_data(incident) for incident in notice.incidents[:MOST_ACTIONS]]
        made["link"] = notice.home_link or None
    if notice.event in OF_ACTIONS:
        made["count"] = len(notice.actions)
        # "promises" is the published name of this field: receivers read it.
        made["promises"] = [action_data(action, notice.base_url) for action in notice.actions[:MOST_ACTIONS]]
        made["link"] = notice.board_link or None
    if notice.event is Event.COLLECTED:
        made["count"] = len(notice.parts)
        made["notices"] = [payload(part) for part in notice.parts[:MOST_PARTS]]
    return made


def action_data(action: ActionView, base_url: str) -> dict[str, object]:
    """An action item as programs read it, in a webhook and from the command line. ``due`` is an ISO date.

    ``link`` leads to its issue; what was typed there and is no address is left out.
    """
    issue = link_of(action.link)
    return {
        "postmortem": _subject(subject_of(action, base_url)),
        "action": action.action_id,
        "text": action.text,
        "owner": action.owner or None,
        "chosen": action.chosen,
        "link": issue.address if issue else None,
        "due": action.due.isoformat() if action.due else None,
        "overdue": action.overdue,
        "days_late": action.days_late,
    }


def incident_data(incident: Incident) -> dict[str, object]:
    """A postmortem in a list as programs read it, in a webhook and from the command line. ``day`` is an ISO date."""
    day = incident.day.isoformat() if incident.day else None
    return {"postmortem": _subject(incident.subject), "day": day, "days": incident.days}


def _subject(subject: Subject) -> dict[str, object]:
    return {
        "id": subject.id,
        "title": subject.title,
        "severity": subject.severity,
        "link": subject.link or None,
    }
