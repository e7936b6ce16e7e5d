"""What one action item still lacks: what changes, an owner, a date, how we know it is done.

``core.domain.content.needs`` turns that into sentences, ``commitments`` counts by it. Not here: whether the text has
an end that can be checked (``commitments``).
"""

from typing import Final

from core.domain.actions.declined import declined
from core.domain.content.unreadable_values import unreadable_values
from core.domain.postmortem import ActionRow
from core.domain.template import field
from core.domain.template.values import is_written

NAMED_AT_MOST: Final = 40
_KEYS: Final = {"an owner": "owner", "a date": "due", "how we know it is done": "done_when"}


def action_gaps(action: ActionRow) -> tuple[str, ...]:
    """What one action still needs, in words such as “an owner”; nothing once it was decided against."""
    if declined(action):
        return ()
    checks = ((action.text, "what changes"), (action.owner, "an owner"), (action.done_when, "how we know it is done"))
    gaps = [name for value, name in checks if not value.strip()]
    if action.due is None:
        typed = unreadable_values(action.due, action.due_text)
        date = f"a date (“{typed[:NAMED_AT_MOST]}” is none yet)" if typed else "a date"
        gaps.insert(len(gaps) - (not action.done_when.strip()), date)
    return tuple(gaps)


def gap_key(gap: str) -> str:
    """The column in which a gap is filled; empty for the text itself."""
    return _KEYS.get(gap.partition(" (")[0], "")


def begun(action: ActionRow) -> bool:
    """Whether somebody wrote anything into the row, a date included."""
    return is_written(field("actions"), action)
