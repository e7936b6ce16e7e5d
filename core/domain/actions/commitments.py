"""Which actions are real commitments: an end that can be checked, an owner, a date, and a test that tells.

“Won't do, because …” is an answer too, and a good one: it needs no owner and no date. Not here:
whether the work was done (that is the follow-up).
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from core.domain.actions.declined import declined
from core.domain.actions.gaps import action_gaps, begun
from core.domain.blameless import Category, check
from core.domain.postmortem import ActionRow, Postmortem, SectionId

A_HANDFUL: Final = 5

_NO_END: Final = (Category.VAGUE_ACTION, Category.EXHORTATION)
_AN_END: Final = "an end one can check"
_READ: Final = 500  # characters of an action; no action worth reading is longer
_JUDGED: Final = 200  # actions whose words are read; of more than that nobody keeps even a tenth
_REMEMBERED: Final = 2_000  # answers: the same words are judged at each look at a summary


class Commitments(NamedTuple):
    """``real`` of ``total``; what was decided against is in neither."""

    real: int
    total: int


def commitments(pm: Postmortem) -> Commitments:
    """How many of the actions have an end that can be checked, an owner, a date and a test.

    Of a list that is far too long, the words of the first 200 are read and of the others only what is filled in.
    """
    wanted = [row for row in with_text(pm) if not declined(row)]
    read = sum(not still_needs(row) for row in wanted[:_JUDGED])
    return Commitments(read + sum(not action_gaps(row) for row in wanted[_JUDGED:]), len(wanted))


def still_needs(action: ActionRow) -> tuple[str, ...]:
    """What one action still needs, in words such as “an owner”; nothing when it was decided against."""
    gaps = action_gaps(action)
    if declined(action) or not action.text.strip() or _has_an_end(action):
        return gaps
    return (_AN_END, *gaps)


def with_text(pm: Postmortem) -> tuple[ActionRow, ...]:
    """The actions that somebody began, without the empty row at the end."""
    return tuple(row for row in pm.actions if begun(row))


def commitments_text(counted: Commitments) -> str:
    """“3 of 5 are real commitments”; nothing when there is no action."""
    real, total = counted
    if not total:
        return ""
    if total == 1:
        return "The one action is a real commitment" if real else "The one action is not a real commitment yet"
    if not real:
        return f"None of the {total} actions is a real commitment yet"
    return f"{real} of {total} {'is a real commitment' if real == 1 else 'are real commitments'}"


def too_many(rows: Iterable[ActionRow]) -> int:
    """How many actions are wanted, when that is more than a handful; 0 otherwise."""
    wanted = sum(not declined(row) for row in rows)
    return wanted if wanted > A_HANDFUL else 0


def _has_an_end(action: ActionRow) -> bool:
    """The words themselves have one, or the test beside them is one."""
    return _is_clear(action.text) or (bool(action.done_when.strip()) and _is_clear(action.done_when))


def _is_clear(text: str) -> bool:
    return _read_as_clear(text[:_READ])


@lru_cache(maxsize=_REMEMBERED)
def _read_as_clear(text: str) -> bool:
    return not any(hint.category in _NO_END for hint in check(text, SectionId.ACTIONS))
