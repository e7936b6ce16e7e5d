"""The silent vote on the action items: who may give a dot to what, and what the dots say together.

Each person has three dots and gives at most one of them to an action. Until the facilitator reveals the vote a person
sees their own dots and how many people voted; afterwards there are counts only. Not here: where dots are kept, and
who may start or reveal a vote.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from core.domain.actions.commitments import with_text
from core.domain.actions.declined import declined
from core.domain.postmortem import Frozen, Postmortem
from core.errors import Conflict, NotFound

DOTS: Final = 3
"""What each person has."""
PLACES: Final = 3
"""How many actions are chosen at most."""
CHOSEN_MARK: Final = "★"
"""Stands before a chosen action wherever actions are listed as text."""

NO_DOT_LEFT: Final = "Your three dots are given. Take one back first."
NO_PLACE_LEFT: Final = "Three are chosen already. Let go of one of them first."
GONE: Final = "This action is not in the list any more. Choose among those that are there."


class Count(Frozen):
    action_id: str
    dots: int


class Tally(Frozen):
    """``counts`` has every action that could be voted for, the most dots first, those without any too.

    ``chosen`` are those whose place is clear. ``tied`` have the same number of dots and share ``places`` places, which
    are fewer than they are: the facilitator picks. ``people`` is how many gave a dot to any of them.
    """

    counts: tuple[Count, ...] = ()
    chosen: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    places: int = 0
    people: int = 0


def votable(pm: Postmortem) -> tuple[str, ...]:
    """The ids of the actions that can be voted for, in their order: begun, not decided against, not set aside."""
    return tuple(row.id for row in with_text(pm) if not declined(row))


def with_dot(mine: Collection[str], action_id: str, candidates: Collection[str]) -> frozenset[str]:
    """The actions that have a dot of one person after they gave one. Giving it twice changes nothing.

    A dot on an action that is gone comes back to its owner when it is needed. Raises NotFound, Conflict.
    """
    if action_id not in candidates:
        raise NotFound(GONE)
    given = frozenset(mine)
    if action_id in given:
        return given
    if len(given) >= DOTS:
        given &= frozenset(candidates)
    if len(given) >= DOTS:
        raise Conflict(NO_DOT_LEFT)
    return given | {action_id}


def tally(dots: Iterable[tuple[str, str]], candidates: Sequence[str]) -> Tally:
    """What the dots say together: pairs of a person and an action; those on anything but a candidate do not count."""
    valid = {(who, action_id) for who, action_id in dots if action_id in candidates}
    number = Counter(action_id for _, action_id in valid)
    ranked = sorted(candidates, key=lambda action_id: -number[action_id])
    with_dots = [action_id for action_id in ranked if number[action_id]]
    chosen, tied = with_dots[:PLACES], list[str]()
    if len(with_dots) > PLACES and number[with_dots[PLACES]] == number[with_dots[PLACES - 1]]:
        last = number[with_dots[PLACES]]
        chosen = [action_id for action_id in with_dots if number[action_id] > last]
        tied = [action_id for action_id in with_dots if number[action_id] == last]
    return Tally(
        counts=tuple(Count(action_id=action_id, dots=number[action_id]) for action_id in ranked),
        chosen=tuple(chosen),
        tied=tuple(tied),
        places=PLACES - len(chosen) if tied else 0,
        people=len({who for who, _ in valid}),
    )


def with_chosen(chosen: Sequence[str], action_id: str, on: bool) -> tuple[str, ...]:
    """The chosen actions after a facilitator chose one more, or let go of one. Raises Conflict beyond PLACES."""
    if not on:
        return tuple(item for item in chosen if item != action_id)
    if action_id in chosen:
        return tuple(chosen)
    if len(chosen) >= PLACES:
        raise Conflict(NO_PLACE_LEFT)
    return (*chosen, action_id)
