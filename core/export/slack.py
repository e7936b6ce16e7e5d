"""A postmortem as one short chat message: what happened, how long, and who promised what until when.

What people typed calls nobody: no @here, no @channel, no name that becomes a ping. ``pasted`` is the form for a
clipboard; the other is Slack's mrkdwn for a program to send, where & < > have to be spelled. Not here: sending it.
"""

import re
from collections.abc import Iterator
from typing import Final

from core.domain.commitments import written
from core.domain.declined import declined
from core.domain.metrics import in_words, times
from core.domain.postmortem import ActionRow, Postmortem, TimelineKind
from core.domain.timeline import first
from core.export.markdown import UNTITLED, minute
from core.export.markdown_text import visible
from core.export.meta import Meta

MOST_PROMISES: Final = 10
_TITLE_AT_MOST: Final = 150
_WORDS_AT_MOST: Final = 400
_PROMISE_AT_MOST: Final = 160
_OWNER_AT_MOST: Final = 40

# A word joiner: nobody sees it, and behind it a sign begins nothing.
_JOINER: Final = "\u2060"
_CALLS: Final = re.compile(r"(?<=<)(?=[!@#])|(?<![\w.])@(?=\w)|`(?=``)")


def to_slack(pm: Postmortem, meta: Meta, link: str = "", *, pasted: bool = False) -> str:
    """The message, without a line end behind it. ``link`` leads to the whole postmortem; nothing links without it."""
    return "\n".join(_lines(pm, link, pasted))


def _lines(pm: Postmortem, link: str, pasted: bool) -> Iterator[str]:
    def said(text: str, at_most: int) -> str:
        return _said(text, at_most, pasted)

    severity = f" · {pm.severity}" if pm.severity else ""
    yield f"*Postmortem*{severity} · {said(pm.title, _TITLE_AT_MOST) or UNTITLED}"
    facts = " · ".join(_facts(pm))
    if facts:
        yield said(facts, _WORDS_AT_MOST)
    for label, words in (("What happened", pm.summary.what_happened), ("Impact", pm.summary.impact)):
        if words.strip():
            yield f"*{label}:* {said(words, _WORDS_AT_MOST)}"
    promised = [row for row in written(pm) if not declined(row)]
    if promised:
        yield f"*What we promised* ({len(promised)})"
        yield from (f"• {_promise(row, pasted)}" for row in promised[:MOST_PROMISES])
    if len(promised) > MOST_PROMISES:
        yield f"… and {len(promised) - MOST_PROMISES} more"
    if pm.follow_up.review_on:
        yield f"*Review:* {pm.follow_up.review_on.isoformat()}"
    if link:
        yield f"Read it all: {link}" if pasted else f"<{_spelled(link)}|Read it all>"


def _facts(pm: Postmortem) -> Iterator[str]:
    started = first(pm.timeline, TimelineKind.STARTED)
    if started and started.at:
        yield f"started {minute(started.at, pm)} ({pm.zone})"
    t = times(pm)
    for label, measure in (("lasted", t.duration), ("detected after", t.detect), ("response after", t.respond)):
        if measure.value is not None:
            yield f"{label} {in_words(measure.value)}"
    if t.resolve.value is not None and t.resolve.value != t.duration.value:
        yield f"resolved after {in_words(t.resolve.value)}"


def _promise(row: ActionRow, pasted: bool) -> str:
    what = _said(row.text, _PROMISE_AT_MOST, pasted) or "an action without words"
    who = _said(row.owner, _OWNER_AT_MOST, pasted) or "nobody yet"
    return f"{what} – {who}, {row.due.isoformat() if row.due else 'no date yet'}"


def _said(text: str, at_most: int, pasted: bool) -> str:
    """On one line, shortened between two words, calling nobody."""
    words = " ".join(visible(text[: 4 * at_most]).split())
    if len(words) > at_most:
        words = words[:at_most].rpartition(" ")[0] or words[:at_most]
        words += " …"
    quiet = _CALLS.sub(lambda found: found[0] + _JOINER, words)
    return quiet if pasted else _spelled(quiet)


def _spelled(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
