"""Microsoft Teams: an Adaptive Card in a message, as the workflow “When a Teams webhook request is received” takes it.

Text stands in runs of a ``RichTextBlock``, which know no Markdown; links are actions of a run. ``<at>`` mentions
somebody only where the card lists it among its entities, and this one lists none. A run still fills in ``{{DATE(…)}}``,
so two braces are parted. https://adaptivecards.io/explorer/TextRun.html
"""

import json
from typing import Any, Final

from core.domain.webhook.message import Line, Message, Span, fitted
from core.domain.webhook.shapes.invisible import ZERO_WIDTH_SPACE

MOST_BYTES: Final = 28_000
_FRAME: Final = 1_000
"""More than what stands around the lines takes."""
_CARD: Final = "application/vnd.microsoft.card.adaptive"
_SCHEMA: Final = "http://adaptivecards.io/schemas/adaptive-card.json"


def body(message: Message) -> dict[str, Any]:
    short = fitted(message, _size, MOST_BYTES - _FRAME - _size(message.heading))
    blocks = [_block(short.heading, heading=True), *(_block(line) for line in short.lines)]
    if short.more:
        blocks.append(_block(Line((Span(short.more),))))
    card: dict[str, Any] = {
        "$schema": _SCHEMA,
        "type": "AdaptiveCard",
        "version": "1.4",
        "msteams": {"width": "Full"},
        "body": blocks,
    }
    if short.footer is not None and short.footer.link:
        card["actions"] = [{"type": "Action.OpenUrl", "title": short.footer.text, "url": short.footer.link}]
    return {"type": "message", "attachments": [{"contentType": _CARD, "contentUrl": None, "content": card}]}


def _size(line: Line) -> int:
    return len(json.dumps(_block(line))) + 2


def _block(line: Line, *, heading: bool = False) -> dict[str, Any]:
    spacing = {} if heading else {"spacing": "Small"}
    return {"type": "RichTextBlock", "inlines": [_run(span, heading) for span in line.spans if span.text], **spacing}


def _run(span: Span, heading: bool) -> dict[str, Any]:
    run: dict[str, Any] = {"type": "TextRun", "text": span.text.replace("{{", f"{{{ZERO_WIDTH_SPACE}{{")}
    if heading:
        run["weight"] = "Bolder"
    if span.link:
        run["selectAction"] = {"type": "Action.OpenUrl", "url": span.link}
    return run
