"""An action item with what became of it: what lists, the follow-up, files, reminders and webhooks show.

The document's row of it is ``core.domain.postmortem.ActionRow``; how it stood in a review is
``core.domain.review.ReviewedAction``.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from core.domain.postmortem import ActionKind, ActionRow, Severity

ActionState = Literal["open", "moved", "done", "dropped"]
ACTION_VALUES: Final = tuple(name for name in ActionRow.model_fields if name != "id")
"""What people wrote into an action: its text and its columns, under these names in the row, in ``ActionView`` and in
the table ``record_action``."""


@dataclass(frozen=True)
class HistoryEntry:
    """One entry in an action's history. ``by`` is the person's name as it is now.

    ``state`` is an ActionState, ``owner`` (then ``owner`` is the new one, empty for nobody) or ``dated`` (a first
    date was given).
    """

    at: datetime
    state: str
    note: str
    evidence: str
    due: date | None
    by: str
    owner: str = ""


@dataclass(frozen=True)
class ActionView:
    """``state`` is ``declined`` for an action the meeting decided against (“won't do, because …”), in files only.

    ``due`` is what the document says; ``due_text`` is what was typed for it. ``note`` and ``evidence`` came with the
    latest state, at ``changed_at``. ``zone`` is the postmortem's: a due date is over when that day is over there.
    ``days_late`` is 0 unless the action is open, overdue and of no example. ``history`` is filled for lists only,
    the oldest entry first. ``closed_postmortem``: only named people may know of where it comes from.
    """

    postmortem_id: str
    postmortem_title: str
    severity: Severity | None
    action_id: str
    text: str
    owner: str = ""
    due: date | None = None
    kind: ActionKind | None = None
    done_when: str = ""
    state: ActionState | Literal["declined"] = "open"
    note: str = ""
    evidence: str = ""
    changed_at: datetime | None = None
    due_text: str = ""
    zone: str = "UTC"
    example: bool = False
    days_late: int = 0
    history: tuple[HistoryEntry, ...] = ()
    chosen: bool = False
    link: str = ""
    closed_postmortem: bool = False

    @property
    def overdue(self) -> bool:
        return self.days_late > 0

    @property
    def explanation(self) -> str:
        """The evidence, or the reason, that came with the latest state."""
        return self.evidence or self.note


@dataclass(frozen=True)
class ActionCounts:
    """How many are ``open`` and how many of them ``overdue``, examples aside."""

    open: int
    overdue: int
