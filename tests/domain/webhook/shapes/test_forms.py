"""The bodies as each chat documents them, word for word."""

import json
from datetime import UTC, datetime
from typing import Any

from core.domain.webhook.events import Event, Notice, Subject
from core.domain.webhook.message import LONGEST_TEXT, Line, Message, Span, fitted, linked, plain, text_line
from core.domain.webhook.shapes import Shape, body
from core.domain.webhook.shapes.slack import escaped

AT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
LINK = "https://d.example/summary?pm=abc&x=1"
PUBLISHED = Notice(Event.PUBLISHED, "e1", AT, Subject("abc", "Disk_full <now>", "P1", LINK))


def made(shape: Shape) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(body(PUBLISHED, shape))
    return written


def test_slack() -> None:
    """Rich text for Slack, text for notifications and for chats that know only that."""
    elements = [
        {"type": "text", "text": "Published: "},
        {"type": "link", "url": LINK, "text": "Disk_full <now>"},
        {"type": "text", "text": " (P1)"},
    ]
    assert made(Shape.SLACK) == {
        "text": f"Published: <{LINK.replace('&', '&amp;')}|Disk_\u200bfull &lt;now&gt;> (P1)",
        "blocks": [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def test_teams() -> None:
    """A message with one Adaptive Card, as a workflow takes it."""
    runs = [
        {"type": "TextRun", "text": "Published: ", "weight": "Bolder"},
        {
            "type": "TextRun",
            "text": "Disk_full <now>",
            "weight": "Bolder",
            "selectAction": {"type": "Action.OpenUrl", "url": LINK},
        },
        {"type": "TextRun", "text": " (P1)", "weight": "Bolder"},
    ]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "msteams": {"width": "Full"},
        "body": [{"type": "RichTextBlock", "inlines": runs}],
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    assert made(Shape.TEAMS) == {"type": "message", "attachments": [attachment]}


def test_discord() -> None:
    """Nobody is mentioned, whatever stands in it."""
    assert made(Shape.DISCORD) == {
        "content": rf"Published\: [Disk\_full \<now\>](<{LINK}>) \(P1\)",
        "allowed_mentions": {"parse": []},
    }


def test_mattermost() -> None:
    """One text of Markdown."""
    assert made(Shape.MATTERMOST) == {"text": f"Published:\u200b [Disk\\_full \\<now\\>]({LINK}) \\(P1\\)"}


def test_google_chat() -> None:
    """A card of the second version, and a text for notifications."""
    text = f'Published: <a href="{LINK.replace("&", "&amp;")}">Disk_full &lt;now&gt;</a> (P1)'
    card = {"sections": [{"widgets": [{"textParagraph": {"text": text}}]}]}
    assert made(Shape.GOOGLE_CHAT) == {
        "cardsV2": [{"cardId": "debrief", "card": card}],
        "fallbackText": "Published: Disk_\u200bfull <\u200bnow> (P1)",
    }


def test_long_texts_are_cut_before_they_are_escaped() -> None:
    """So that an entity is never cut in two."""
    assert escaped(plain("&" * 1_000)) == "&amp;" * (LONGEST_TEXT - 1) + "…"


def test_only_plain_addresses_of_the_web_become_links() -> None:
    """What is none is text; what would end a link is left out of it."""
    assert linked("Disk", "javascript:alert(1)") == Span("Disk")
    assert linked("", "https://d/?a=1|b> <!x>\n") == Span("Untitled", "https://d/?a=1b!x")
    assert linked("Disk", f"https://d/{'a' * 5_000}") == Span("Disk")


def test_a_message_that_fits_is_left_as_it_is() -> None:
    """What was left out before stays counted, and a line that is no entry does not count."""
    lines = tuple(text_line(f"• {number}", item=True) for number in range(4))
    message = Message(text_line("Four:"), (text_line("Late:"), *lines), 3, Span("All", "https://d"))

    def cost(line: Line) -> int:
        return sum(len(span.text) for span in line.spans)

    assert fitted(message, cost, 1_000) == message
    short = fitted(message, cost, len("… and 8 more.") + len("All") + len("Late:") + 3)
    assert (short.lines, short.omitted, short.more) == (message.lines[:2], 6, "… and 6 more.")
    assert fitted(message, cost, 0).lines == ()
