"""Which actions are real commitments: an end that can be checked, an owner, a date, and a test that tells.

“Won't do, because …” is an answer too, and a good one: it asks for nothing more and promises nothing. Not here:
whether the work was done (that is the follow-up).
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from core.domain.blameless import Category, check
from core.domain.completeness import action_gaps
from core.domain.declined import declined
from core.domain.postmortem import ActionRow, Postmortem, SectionId

A_HANDFUL: Final = 5

_NO_END: Final = (Category.VAGUE_ACTION, Category.EXHORTATION)
_AN_END: Final = "an end one can check"
_READ: Final = 2_000  # characters of an action; nobody makes a promise longer than that


class Commitments(NamedTuple):
    """``real`` of ``total``; what was decided against is in neither."""

    real: int
    total: int


def commitments(pm: Postmortem) -> Commitments:
    """How many of the actions are promises that can be kept and checked."""
    wanted = [row for row in written(pm) if not declined(row)]
    return Commitments(sum(not still_needs(row) for row in wanted), len(wanted))


def still_needs(action: ActionRow) -> tuple[str, ...]:
    """What one action still needs, in words such as “an owner”; nothing when it was decided against."""
    gaps = action_gaps(action)
    if declined(action) or not action.text.strip() or _has_an_end(action):
        return gaps
    return (_AN_END, *gaps)


def written(pm: Postmortem) -> tuple[ActionRow, ...]:
    """The actions that somebody began, without the empty row at the end."""
    return tuple(row for row in pm.actions if row.text.strip() or row.owner.strip() or row.done_when.strip())


def in_words(counted: Commitments) -> str:
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


def _is_clear(words: str) -> bool:
    return not any(hint.category in _NO_END for hint in check(words[:_READ], SectionId.ACTIONS))
