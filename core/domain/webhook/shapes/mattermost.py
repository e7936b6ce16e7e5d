"""Mattermost's incoming webhooks: Markdown in ``text``. A webhook there may mention everybody, and nothing forbids it.

So a sign of no width follows every @ (people, @channel), ~ (channels), # (hashtags), : (addresses, emoji) and $
(formulas), and Markdown's own signs get a backslash. A post holds 16,383 characters; what is longer
would become several posts.
https://developers.mattermost.com/integrate/webhooks/incoming/
"""

from typing import Any, Final

from core.domain.webhook.message import Line, Message, fitted
from core.domain.webhook.shapes.invisible import parted

MOST_TEXT: Final = 16_383
_MARKS: Final = {ord(sign): f"\\{sign}" for sign in "\\`*_{}[]()#+-.!|<>~"}


def body(message: Message) -> dict[str, Any]:
    short = fitted(message, lambda line: len(_line(line)) + 3, MOST_TEXT - len(_line(message.heading)))
    # Two spaces at its end break a line; a list of its own would lose the mark of what is chosen.
    return {"text": "  \n".join(_line(line) for line in short.all_lines())}


def escaped(text: str) -> str:
    """Plain text as Markdown that says the same and calls nobody."""
    return parted(text.translate(_MARKS), "@~#:$")


def _line(line: Line) -> str:
    return "".join(f"[{escaped(span.text)}]({span.link})" if span.link else escaped(span.text) for span in line.spans)
