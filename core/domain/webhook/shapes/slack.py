"""Slack's incoming webhooks: ``blocks`` of rich text for Slack, ``text`` for its notifications and for chats like it.

Elements of ``rich_text`` are not parsed: no mention, no link, no emphasis and no emoji comes out of a text in them.
In ``text`` three signs are escaped as Slack asks for, and those that it has no escape for are parted.
https://docs.slack.dev/reference/block-kit/blocks/rich-text-block and /messaging/formatting-message-text
"""

from typing import Any, Final

from core.domain.webhook.message import Line, Message, Span, fitted
from core.domain.webhook.shapes.invisible import parted, without_links

MOST_TEXT: Final = 40_000
MOST_IN_BLOCK: Final = 3_000
MOST_BLOCKS: Final = 50


def body(message: Message) -> dict[str, Any]:
    short = fitted(message, lambda line: len(_mrkdwn(line)) + 1, MOST_TEXT - 1 - len(_mrkdwn(message.heading)))
    text = "\n".join(_mrkdwn(line) for line in short.all_lines())
    # What people typed must not make Slack fetch a page.
    return {"text": text, "blocks": _blocks(short), "unfurl_links": False, "unfurl_media": False}


def _blocks(message: Message) -> list[dict[str, Any]]:
    """Lines side by side in as few blocks as hold them."""
    blocks: list[list[dict[str, Any]]] = [[]]
    size = 0
    for line in message.all_lines():
        elements = [_element(span) for span in line.spans if span.text]
        length = 1 + sum(len(span.text) + len(span.link) for span in line.spans)
        if blocks[-1] and size + length > MOST_IN_BLOCK:
            blocks.append([])
            size = 0
        if blocks[-1]:
            blocks[-1].append({"type": "text", "text": "\n"})
        blocks[-1] += elements
        size += length
    sections = [[{"type": "rich_text_section", "elements": elements}] for elements in blocks[:MOST_BLOCKS]]
    return [{"type": "rich_text", "elements": section} for section in sections]


def _element(span: Span) -> dict[str, Any]:
    if span.link:
        return {"type": "link", "url": span.link, "text": span.text}
    return {"type": "text", "text": span.text}


def _mrkdwn(line: Line) -> str:
    return "".join(_linked(span) if span.link else escaped(span.text) for span in line.spans)


def _linked(span: Span) -> str:
    return f"<{span.link.replace('&', '&amp;')}|{escaped(span.text).replace('|', '/')}>"


def escaped(text: str) -> str:
    """Plain text as mrkdwn that says the same."""
    signs = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return without_links(parted(signs, "*_~`"))
