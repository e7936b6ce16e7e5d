"""Discord's webhooks: the heading as ``content``, the list as one embed; nobody is mentioned, whatever stands in it.

Discord reads a backslash before any sign that is no letter, digit or space as that sign, also where it would begin an
address. A link in pointed brackets shows no preview. Lengths are counted in UTF-16 units.
https://discord.com/developers/docs/resources/webhook#execute-webhook and /resources/message#embed-object-embed-limits
"""

import string
from typing import Any, Final

from core.domain.webhook.message import Line, Message, fitted

MOST_CONTENT: Final = 2_000
MOST_DESCRIPTION: Final = 4_096
MOST_EMBED: Final = 6_000
_ESCAPES: Final = {ord(sign): f"\\{sign}" for sign in string.punctuation}


def body(message: Message) -> dict[str, Any]:
    short = fitted(message, lambda line: length(_line(line)) + 1, MOST_DESCRIPTION)
    description = "\n".join(_line(line) for line in short.after_heading())
    made: dict[str, Any] = {"content": _cut(_line(short.heading)), "allowed_mentions": {"parse": []}}
    return made | ({"embeds": [{"description": description}]} if description else {})


def length(text: str) -> int:
    """In UTF-16 units."""
    return len(text.encode("utf-16-le", "replace")) // 2


def escaped(text: str) -> str:
    """Plain text as Discord's Markdown that says the same."""
    return text.translate(_ESCAPES)


def _line(line: Line) -> str:
    return "".join(f"[{escaped(span.text)}](<{span.link}>)" if span.link else escaped(span.text) for span in line.spans)


def _cut(text: str) -> str:
    """A heading of the longest texts and addresses still fits; this is for none of them to be refused."""
    return text if length(text) <= MOST_CONTENT else "A notice from Debrief that is too long for this chat."
