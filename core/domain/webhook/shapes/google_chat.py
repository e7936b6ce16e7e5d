"""Google Chat's webhooks: a card with one paragraph in the small HTML that cards know, and text for notifications.

In such a paragraph only tags are obeyed, and three signs are escaped as in any HTML; ``<users/all>`` is a tag of that
kind. Addresses are parted, since Chat makes links of them by itself. A message may have 4,096 characters of text and
32,000 bytes in all. https://developers.google.com/workspace/chat/format-messages and /limits
"""

import html
import json
from typing import Any, Final

from core.domain.webhook.message import Line, Message, fitted
from core.domain.webhook.shapes.invisible import parted, without_links

MOST_TEXT: Final = 4_096
MOST_BYTES: Final = 32_000
_FRAME: Final = 500
"""More than what stands around the text takes."""


def body(message: Message) -> dict[str, Any]:
    short = fitted(message, lambda line: len(_line(line)) + 1, MOST_TEXT - 1 - len(_line(message.heading)))
    short = fitted(
        short, lambda line: len(json.dumps(_line(line))), MOST_BYTES - 3 * len(json.dumps(_line(message.heading)))
    )
    text = "\n".join(_line(line) for line in short.all_lines())
    card = {"sections": [{"widgets": [{"textParagraph": {"text": text}}]}]}
    heading = "".join(span.text for span in short.heading.spans)
    fallback = without_links(parted(heading, "<*_~`"))
    return {"cardsV2": [{"cardId": "debrief", "card": card}], "fallbackText": fallback}


def escaped(text: str) -> str:
    """Plain text as HTML that says the same."""
    return without_links(html.escape(text, quote=False))


def _size(line: Line) -> int:
    return len(json.dumps(_line(line)))


def _line(line: Line) -> str:
    return "".join(
        f'<a href="{html.escape(span.link)}">{escaped(span.text)}</a>' if span.link else escaped(span.text)
        for span in line.spans
    )
