"""What the audit log of a workspace tells: the kinds of events, and how a line reads. No words of a meeting."""

from enum import StrEnum
from typing import Final

DEFAULT_DAYS: Final = 365
LEAST_DAYS: Final = 1
MOST_DAYS: Final = 3650
"""For how many days lines are kept: unless the team says otherwise, and within which bounds it may."""


class AuditEvent(StrEnum):
    """One line is one of these. The values stand in the database and in `debrief audit --json`."""

    OPENED = "opened"
    CAME_IN = "came_in"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    OPENED_AGAIN = "opened_again"
    NAMED = "named"
    UNNAMED = "unnamed"
    EXPORTED = "exported"
    TRASHED = "trashed"
    RESTORED = "restored"
    DELETED = "deleted"
    ROLE = "role"
    REMOVED = "removed"
    LINKS = "links"
    KEY = "key"
    FORGOT = "forgot"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    KEPT_OUT = "kept_out"


TEXTS: Final[dict[AuditEvent, str]] = {
    AuditEvent.OPENED: "opened a postmortem",
    AuditEvent.CAME_IN: "came into a meeting",
    AuditEvent.PUBLISHED: "published",
    AuditEvent.WITHDRAWN: "withdrew the publication",
    AuditEvent.CLOSED: "closed it to all but named people",
    AuditEvent.OPENED_AGAIN: "opened it again for everybody",
    AuditEvent.NAMED: "let somebody into a closed one",
    AuditEvent.UNNAMED: "took somebody out of a closed one",
    AuditEvent.EXPORTED: "exported",
    AuditEvent.TRASHED: "put it in the trash",
    AuditEvent.RESTORED: "took it out of the trash",
    AuditEvent.DELETED: "deleted it for good",
    AuditEvent.ROLE: "changed a role",
    AuditEvent.REMOVED: "removed somebody from a meeting",
    AuditEvent.LINKS: "renewed the links of a meeting",
    AuditEvent.KEY: "renewed a key",
    AuditEvent.FORGOT: "removed a person's name",
    AuditEvent.SIGNED_IN: "signed in",
    AuditEvent.SIGNED_OUT: "was signed out everywhere",
    AuditEvent.KEPT_OUT: "was not let in by the groups at the provider",
}
"""As they read after a name."""


def event_text(event: str) -> str:
    """An event of a later version reads as its own name."""
    known = next((item for item in AuditEvent if item.value == event), None)
    return TEXTS[known] if known is not None else event
