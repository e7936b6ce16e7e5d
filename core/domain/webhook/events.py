"""The events that webhooks and mails tell of, and a notice of one: what happened, to which postmortem, which actions.

Pure values: what is said of a notice is in ``message`` (for people) and ``payload`` (for programs).
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from core.domain.actions.action_view import ActionView


class Event(StrEnum):
    """``digest`` goes to the subscribers of ``overdue``; ``collected`` is what was held in quiet hours, in one notice;
    ``test`` is sent by hand only.
    """

    OPENED = "opened"
    NO_MEETING = "no_meeting"
    MEETING_SET = "meeting_set"
    PUBLISHED = "published"
    RECURRENCE = "recurrence"
    REVIEW_DUE = "review_due"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    DIGEST = "digest"
    COLLECTED = "collected"
    TEST = "test"


SUBSCRIBABLE: Final = (
    Event.OPENED,
    Event.NO_MEETING,
    Event.MEETING_SET,
    Event.PUBLISHED,
    Event.RECURRENCE,
    Event.REVIEW_DUE,
    Event.DUE_SOON,
    Event.OVERDUE,
)
USUAL: Final = (Event.PUBLISHED, Event.OVERDUE)
"""What is ticked for a new webhook."""

OF_ACTIONS: Final = (Event.DUE_SOON, Event.OVERDUE, Event.DIGEST)
OF_INCIDENTS: Final = (Event.NO_MEETING, Event.REVIEW_DUE)


@dataclass(frozen=True)
class Subject:
    """The postmortem a notice is about. ``link`` may be empty."""

    id: str
    title: str
    severity: str | None = None
    link: str = ""


@dataclass(frozen=True)
class Incident:
    """A postmortem in a list: since when it waits, or on which day its review was due. ``days``: how many ago."""

    subject: Subject
    day: date | None = None
    days: int = 0


@dataclass(frozen=True)
class Notice:
    """One event. ``id`` is the same in every delivery of it.

    ``subject`` and ``facts`` are for what happened to one postmortem; ``actions`` for OF_ACTIONS; ``incidents`` for
    OF_INCIDENTS, and for RECURRENCE, where they are the earlier ones; ``parts`` for COLLECTED. ``base_url`` is the
    address others reach this server at, without a slash at its end; without one there are no links.
    """

    event: Event
    id: str
    at: datetime
    subject: Subject | None = None
    facts: dict[str, str] = field(default_factory=dict)
    actions: tuple[ActionView, ...] = ()
    incidents: tuple[Incident, ...] = ()
    parts: tuple["Notice", ...] = ()
    base_url: str = ""

    @property
    def board_link(self) -> str:
        """The follow-up board with all action items."""
        return f"{self.base_url}/follow_up" if self.base_url else ""

    @property
    def home_link(self) -> str:
        """Home, with the incidents that have no meeting yet and the reviews that are due."""
        return f"{self.base_url}/" if self.base_url else ""


def wanted_by(event: Event) -> Event | None:
    """The event that a webhook must be subscribed to in order to be sent this one; None: no subscription needed."""
    return {Event.DIGEST: Event.OVERDUE, Event.TEST: None, Event.COLLECTED: None}.get(event, event)


def summary_link(base_url: str, pm_id: str) -> str:
    """Where a postmortem is read by those in the workspace and its members; empty without a public address."""
    return f"{base_url}/summary?pm={pm_id}" if base_url else ""


def subject_of(action: ActionView, base_url: str) -> Subject:
    """The postmortem that an action item is of."""
    link = summary_link(base_url, action.postmortem_id)
    return Subject(action.postmortem_id, action.postmortem_title, action.severity, link)
