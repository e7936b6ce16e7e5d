"""A promise as the files about promises tell it: the action, and what became of it since.

Filled by whoever reads the database; the writers of tables and calendars know nothing else.
"""

from dataclasses import dataclass
from datetime import date, datetime

from core.domain.postmortem import ActionKind, Severity

CLOSED = ("done", "dropped", "declined")


@dataclass(frozen=True)
class Promised:
    """``state`` is open, moved, done, dropped or declined (“won't do, because …”, said in the meeting itself).

    ``said`` is the evidence or the reason that came with the state, ``changed_at`` when it came.
    """

    postmortem_id: str
    incident: str
    severity: Severity | None
    action_id: str
    text: str
    owner: str = ""
    due: date | None = None
    kind: ActionKind | None = None
    done_when: str = ""
    state: str = "open"
    said: str = ""
    changed_at: datetime | None = None
