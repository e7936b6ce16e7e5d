"""The silent vote of a meeting as it is now, read within a transaction. What is done with it is in ``silent_vote``.

It holds everybody's dots: what of it a person may see is decided where it is sent (``core.live.room.vote_message``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from core.domain.actions.vote import Tally
from core.domain.clock.state import Meeting
from core.store import votes
from core.store.database.transaction import Transaction


@dataclass(frozen=True)
class VoteState:
    """``dots`` is what each person gave a dot to, by visitor id, empty once it is revealed: then there is a tally."""

    number: int
    status: Literal["open", "revealed"]
    dots: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)
    tally: Tally | None = None

    @property
    def people(self) -> int:
        """How many have given a dot."""
        return self.tally.people if self.tally else len(self.dots)


def vote_state(tx: Transaction, pm_id: str, meeting: Meeting) -> VoteState | None:
    """None when there is nothing to show: no vote, one that was called off, a meeting that is over, a review."""
    if meeting.kind != "sync" or meeting.status == "finished":
        return None
    row = votes.vote(tx, pm_id)
    if row is None or row.status == "closed":
        return None
    if row.status == "revealed":
        return VoteState(row.number, "revealed", tally=Tally.model_validate_json(row.result))
    given: dict[str, frozenset[str]] = {}
    for who, action_id in votes.dots(tx, pm_id):
        given[who] = given.get(who, frozenset()) | {action_id}
    return VoteState(row.number, "open", dots=given)
