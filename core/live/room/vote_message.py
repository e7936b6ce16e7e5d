"""The silent vote as one person's browsers get it: their own dots, and of everybody else's how many people voted.

Before a vote is revealed nothing else of it is in any frame: no counts, no names, and no change that tells which action
somebody gave a dot to.
"""

from typing import Any

from core.services.meetings.vote_state import VoteState


def vote_message(vote: VoteState | None, visitor_id: str, *, votes: bool) -> dict[str, Any]:
    """``votes``: this person may give dots; whoever reads along gets the counts like everybody."""
    return {"type": "vote", "vote": None if vote is None else _shown(vote, visitor_id, votes)}


def _shown(vote: VoteState, visitor_id: str, votes: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {"number": vote.number, "status": vote.status, "people": vote.people}
    if vote.tally is None:
        return {**shown, "mine": sorted(vote.dots.get(visitor_id, ())) if votes else []}
    return {
        **shown,
        "counts": {item.action_id: item.dots for item in vote.tally.counts},
        "tied": list(vote.tally.tied),
        "places": vote.tally.places,
    }
