"""What a person sees of a body: its text and its links, read by each chat's own rules, as far as our bodies use them.

A sign of no width is not seen. Whatever a chat would obey and is not a link of ours raises an AssertionError.
"""

import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.domain.webhook.shapes import Shape

_ZERO_WIDTH = "\u200b"
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_AUTOLINK = re.compile(r"://|www\.|\w@\w", re.IGNORECASE)


@dataclass(frozen=True)
class Seen:
    """``text`` in lines, ``links`` as ``(text, address)``."""

    text: str
    links: list[tuple[str, str]]


def seen(body: str, shape: Shape) -> Seen:
    """The message as its reader has it."""
    return _READERS[shape](json.loads(body))


def shown(text: str) -> str:
    return text.replace(_ZERO_WIDTH, "")


def _slack(body: dict[str, Any]) -> Seen:
    """Rich text is not parsed; the plain ``text`` must say the same without anything that would be."""
    blocks, links = [], []
    for block in body["blocks"]:
        assert block["type"] == "rich_text"
        (section,) = block["elements"]
        assert section["type"] == "rich_text_section"
        for element in section["elements"]:
            assert element["text"], "Slack refuses an empty text"
            assert set(element) == ({"type", "text"} if element["type"] == "text" else {"type", "text", "url"})
            if element["type"] == "link":
                links.append((shown(element["text"]), element["url"]))
        blocks.append("".join(element["text"] for element in section["elements"]))
    text = "\n".join(blocks)
    fallback = _tags(body["text"], re.compile(r"<([^|<>]*)\|([^<>]*)>"), 2)
    assert not _AUTOLINK.search(fallback.text)
    assert shown(html.unescape(fallback.text)).replace("|", "/") == text.replace("|", "/")
    assert (body["unfurl_links"], body["unfurl_media"]) == (False, False)
    return Seen(text, links)


def _teams(body: dict[str, Any]) -> Seen:
    assert body["type"] == "message"
    (attachment,) = body["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    card, links, lines = attachment["content"], [], []
    assert (card["type"], card["version"], card["msteams"]) == ("AdaptiveCard", "1.4", {"width": "Full"})
    for block in card["body"]:
        assert block["type"] == "RichTextBlock"
        assert block["inlines"], "a card refuses a block without a text"
        for run in block["inlines"]:
            assert run["type"] == "TextRun"
            assert run["text"]
            assert "{{" not in run["text"]
            if "selectAction" in run:
                assert run["selectAction"]["type"] == "Action.OpenUrl"
                links.append((shown(run["text"]), run["selectAction"]["url"]))
        lines.append("".join(run["text"] for run in block["inlines"]))
    for action in card.get("actions", ()):
        assert action["type"] == "Action.OpenUrl"
        lines.append(action["title"])
        links.append((action["title"], action["url"]))
    return Seen(shown("\n".join(lines)), links)


def _discord(body: dict[str, Any]) -> Seen:
    assert body["allowed_mentions"] == {"parse": []}
    texts = [body["content"], *(embed["description"] for embed in body.get("embeds", ()))]
    return _markdown("\n".join(texts), re.compile(r"\]\(<([^<>]*)>\)"), _PUNCTUATION, _PUNCTUATION)


def _mattermost(body: dict[str, Any]) -> Seen:
    assert set(body) == {"text"}
    marks = "\\`*_{}[]()#+-.!|<>~"
    assert not re.search(r"@\w|:[/\w]|[#$~]\w", re.sub(r"\]\([^()]*\)", "", body["text"]))
    return _markdown(body["text"].replace("  \n", "\n"), re.compile(r"\]\(([^()]*)\)"), marks, "\\`*_{}[]()#|<>~")


def _google_chat(body: dict[str, Any]) -> Seen:
    ((card,), (widget,)) = body["cardsV2"], body["cardsV2"][0]["card"]["sections"][0]["widgets"]
    assert set(card) == {"cardId", "card"}
    text = widget["textParagraph"]["text"]
    found = _tags(text, re.compile(r'<a href="([^"<>]*)">([^<>]*)</a>'), 2)
    assert not _AUTOLINK.search(found.text)
    assert not re.search(r"<users|://|www\.", body["fallbackText"], re.IGNORECASE)
    return Seen(shown(html.unescape(found.text)), found.links)


def _tags(text: str, link: re.Pattern[str], group: int) -> Seen:
    """The text without links' tags, and the links; no other tag may be there."""
    links = [(shown(html.unescape(item[2])), html.unescape(item[1])) for item in link.finditer(text)]
    rest = link.sub(lambda item: item[group], text)
    assert "<" not in rest
    assert ">" not in rest
    return Seen(rest, links)


def _markdown(text: str, target: re.Pattern[str], escapable: str, active: str) -> Seen:
    """Read sign by sign: an escaped one is itself, and one that is active without may only begin or end a link."""
    seen, links, at = "", [], 0
    begun: int | None = None
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            assert text[at + 1] in escapable, f"{text[at : at + 2]!r} shows its backslash"
            seen, at = seen + text[at + 1], at + 2
        elif sign == "[":
            assert begun is None, "a link in a link"
            begun, at = len(seen), at + 1
        elif sign == "]" and begun is not None:
            end = target.match(text, at)
            assert end, f"no address after a link: {text[at : at + 30]!r}"
            links.append((shown(seen[begun:]), end[1]))
            begun, at = None, end.end()
        else:
            assert sign not in active, f"{sign!r} is obeyed in {text[max(0, at - 20) : at + 20]!r}"
            seen, at = seen + sign, at + 1
    assert begun is None
    return Seen(shown(seen), links)


_READERS: dict[Shape, Callable[[dict[str, Any]], Seen]] = {
    Shape.SLACK: _slack,
    Shape.TEAMS: _teams,
    Shape.DISCORD: _discord,
    Shape.MATTERMOST: _mattermost,
    Shape.GOOGLE_CHAT: _google_chat,
}
CHATS = tuple(_READERS)
