"""A postmortem as one short chat message: what happened, how long, and the action items with owners and due dates.

What people typed calls nobody: no @here, no @channel, no name that becomes a ping. ``pasted`` is the form for a
clipboard; the other is Slack's mrkdwn for a program to send, where & < > have to be spelled. Not here: sending it.
"""

from collections.abc import Iterator
from typing import Final

from core.domain.actions.commitments import with_text
from core.domain.actions.declined import declined
from core.domain.actions.vote import CHOSEN_MARK
from core.domain.content.metrics import times
from core.domain.content.timeline import first
from core.domain.content.unreadable_values import NO_DATE, quoted
from core.domain.dates.durations import duration_text
from core.domain.postmortem import ActionRow, Postmortem, SectionId, TimelineKind
from core.domain.template import FieldKind, section
from core.domain.template.values import of_kind, value_of
from core.export.markdown.writer import UNTITLED, minute
from core.export.meta import ExportMetadata, LinkedIncident
from core.export.slack.mrkdwn import escaped_text, formatted, linked, one_line

MOST_ACTIONS: Final = 10
_TITLE_AT_MOST: Final = 150
_WORDS_AT_MOST: Final = 400
_ACTION_AT_MOST: Final = 160
_OWNER_AT_MOST: Final = 40
_LINKED_AT_MOST: Final = 3


def to_slack(pm: Postmortem, meta: ExportMetadata, link: str = "", *, pasted: bool = False) -> str:
    """The message, without a line end behind it. ``link`` leads to the whole postmortem; nothing links without it."""
    return "\n".join(_lines(pm, meta, link, pasted))


def _lines(pm: Postmortem, meta: ExportMetadata, link: str, pasted: bool) -> Iterator[str]:
    severity = f" · {pm.severity}" if pm.severity else ""
    yield f"*Postmortem*{severity} · {escaped_text(pm.title, _TITLE_AT_MOST, pasted=pasted) or UNTITLED}"
    facts = " · ".join(_facts(pm))
    if facts:
        yield escaped_text(facts, _WORDS_AT_MOST, pasted=pasted)
    for label, incidents in (("Recurrence of", meta.recurrence_of), ("This came back", meta.came_back_as)):
        yield from (f"*{label}:* {_linked(item, pasted)}" for item in incidents[:_LINKED_AT_MOST])
        if len(incidents) > _LINKED_AT_MOST:
            yield f"… and {len(incidents) - _LINKED_AT_MOST} more"
    for field in of_kind(section(SectionId.SUMMARY).fields, FieldKind.PROSE):
        if (text := value_of(pm, field)).strip():
            yield f"*{field.short or field.label}:* {formatted(text, _WORDS_AT_MOST, pasted=pasted)}"
    actions = [row for row in with_text(pm) if not declined(row)]
    if actions:
        yield f"*Action items* ({len(actions)})"
        yield from (f"• {_action(row, pasted)}" for row in actions[:MOST_ACTIONS])
    if len(actions) > MOST_ACTIONS:
        yield f"… and {len(actions) - MOST_ACTIONS} more"
    ideas = sum(bool(row.text.strip()) for row in pm.set_aside)
    if ideas:
        yield f"{ideas} {'idea' if ideas == 1 else 'ideas'} beside them, not promised"
    undated = quoted(pm.follow_up.review_on, pm.follow_up.review_on_text, NO_DATE)
    if undated:
        yield f"*Review:* {escaped_text(undated, _ACTION_AT_MOST, pasted=pasted)}"
    if pm.follow_up.review_on:
        yield f"*Review:* {pm.follow_up.review_on.isoformat()}"
    if link:
        yield f"Read it all: {link}" if pasted else f"<{one_line(link)}|Read it all>"


def _facts(pm: Postmortem) -> Iterator[str]:
    started = first(pm.timeline, TimelineKind.STARTED)
    if started and started.at:
        yield f"started {minute(started.at, pm)} ({pm.zone})"
    t = times(pm)
    for label, measure in (("lasted", t.duration), ("detected after", t.detect), ("response after", t.respond)):
        if measure.value is not None:
            yield f"{label} {duration_text(measure.value)}"
    if t.resolve.value is not None and t.resolve.value != t.duration.value:
        yield f"resolved after {duration_text(t.resolve.value)}"


def _linked(item: LinkedIncident, pasted: bool) -> str:
    return f"{escaped_text(item.title, _TITLE_AT_MOST, pasted=pasted) or UNTITLED} ({item.on.isoformat()})"


def _action(row: ActionRow, pasted: bool) -> str:
    mark = f"{CHOSEN_MARK} " if row.chosen else ""
    what = formatted(row.text, _ACTION_AT_MOST, pasted=pasted) or "an action without words"
    who = escaped_text(row.owner, _OWNER_AT_MOST, pasted=pasted) or "nobody yet"
    no_date = escaped_text(quoted(row.due, row.due_text, NO_DATE), _ACTION_AT_MOST, pasted=pasted) or NO_DATE
    issue = linked(row.link, pasted=pasted)
    return f"{mark}{what} – {who}, {row.due.isoformat() if row.due else no_date}{f' – {issue}' if issue else ''}"
