"""The follow-up checklist as it stands: what people tick, and what is computed.

A line that the postmortem itself answers is not ticked by hand: it is done when it is true, and says what is
missing while it is not. A line belongs to a rule by its words, so a team that rewrites a line takes it over.
Linking an incident ticks its line (``core.services.memory.links``); where nothing like it happened before, people do.
The room, the summary, completeness, the review and all exports read the checklist from here; the room's browser side
counts the same in ``checklist.ts``. Stored ticks are never changed. Not here: where ticks are stored.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from core.domain.actions.declined import declined
from core.domain.postmortem import ActionRow, ChecklistRow, Postmortem
from core.domain.template.notes import CHECKLIST

_WORDS: Final = dict(CHECKLIST)
NAMED_AT_MOST: Final = 3
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Item:
    """One line that is shown. ``computed``: nobody ticks it. ``why``: what is missing, empty when it may be ticked."""

    id: str
    text: str
    done: bool
    computed: bool
    why: str


def checklist(pm: Postmortem) -> tuple[Item, ...]:
    """The lines with words, in their order."""
    return tuple(_item(pm, row) for row in pm.follow_up.checklist if row.text.strip())


def settled_keys(pm: Postmortem) -> Postmortem:
    """The same with each tick as it counts, for a file that keeps all lines, those without words too."""
    counted = {item.id: item.done for item in checklist(pm)}
    rows = tuple(row.model_copy(update={"done": counted.get(row.id, row.done)}) for row in pm.follow_up.checklist)
    return pm.model_copy(update={"follow_up": pm.follow_up.model_copy(update={"checklist": rows})})


def _item(pm: Postmortem, row: ChecklistRow) -> Item:
    rule = _RULES.get(_key(row))
    if rule is None:
        return Item(row.id, row.text, row.done, computed=False, why="")
    why = rule(pm)
    computed = _key(row) == "c_owner"
    return Item(row.id, row.text, not why and (computed or row.done), computed, why)


def _key(row: ChecklistRow) -> str:
    """The id of the template's line with these words; empty for a line of somebody's own."""
    phrase = row.text.strip()
    return next((key for key, text in _WORDS.items() if text == phrase), "")


def _owners_and_dates(pm: Postmortem) -> str:
    written = [row for row in pm.actions if row.text.strip() or row.owner.strip() or row.done_when.strip()]
    if not written:
        return "There is no action yet."
    no_owner = [row for row in written if not declined(row) and not row.owner.strip()]
    no_date = [row for row in written if not declined(row) and row.due is None]
    messages = [_lacking("No owner", no_owner), _lacking("No date", no_date)]
    return " ".join(sentence for sentence in messages if sentence)


def _lacking(what: str, rows: list[ActionRow]) -> str:
    if not rows:
        return ""
    named = ", ".join(_named(row) for row in rows[:NAMED_AT_MOST])
    more = len(rows) - NAMED_AT_MOST
    return f"{what}: {named}{f' and {more} more' if more > 0 else ''}."


def _named(row: ActionRow) -> str:
    line = " ".join(row.text.split())
    if not line:
        return "an action without words"
    return f"“{line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + '…'}”"


def _review_date(pm: Postmortem) -> str:
    return "" if pm.follow_up.review_on else "There is no review date yet."


_RULES: Final[dict[str, Callable[[Postmortem], str]]] = {"c_owner": _owners_and_dates, "c_calendar": _review_date}
