"""What GitHub's own parser makes of a Markdown text, and a form in which two readings can be compared.

A reading is a list: a text, or a tuple of a tag, what it says beside its words, and what is in it. White space between
blocks, attributes that only style, and how a line was broken in the source are no part of it.
"""

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import cmarkgfm
from cmarkgfm.cmark import Options

Reading = list[Any]

_DROPPED = {"html", "head", "body", "div", "span", "thead", "tbody"}
_VOID = {"br", "hr", "input", "img"}
_SAME = {"s": "del", "h5": "h4", "h6": "h4"}
_INLINE = {"a", "em", "strong", "del", "code", "br"}


def on_github(markdown: str) -> Reading:
    """Extensions as on GitHub: tables, task lists, struck words, addresses."""
    return reading(cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE))


def reading(html: str) -> Reading:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _tidy(reader.top, pre=False)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top: Reading = []
        self.box = ""
        self.stack: list[tuple[str, Reading]] = [("", self.top)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        messages = {name: value or "" for name, value in attrs}
        tag = _SAME.get(tag, tag)
        inside = self.stack[-1][1]
        if tag in _DROPPED:
            return
        if tag in _INLINE and self.box:
            inside.append(self._ticked())
        if tag == "input":
            # In a list with room between its items it stands before the paragraph and not in it.
            self.box = "☑" if "checked" in messages else "☐"
        elif tag in _VOID:
            inside.append((tag, "", []))
        else:
            made: Reading = []
            beside = (
                unquote(messages.get("href", "")) if tag == "a" else messages.get("start", "1") if tag == "ol" else ""
            )
            inside.append((tag, beside, made))
            self.stack.append((tag, made))
            if tag == "p":
                made.append(self._ticked())

    def handle_endtag(self, tag: str) -> None:
        tag = _SAME.get(tag, tag)
        if tag not in _DROPPED | _VOID and len(self.stack) > 1:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() or not self.box:
            self.stack[-1][1].append(self._ticked() + data)

    def _ticked(self) -> str:
        box, self.box = self.box, ""
        return f"{box} " if box else ""


def _tidy(parts: Reading, *, pre: bool) -> Reading:
    """Runs of text as one, white space as one space and none at the edges of blocks and lines."""
    joined: Reading = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    if pre:
        return [part.rstrip() if isinstance(part, str) else (*part[:2], _tidy(part[2], pre=True)) for part in joined]
    tidy: Reading = []
    for place, part in enumerate(joined):
        if isinstance(part, tuple):
            tag, beside, inside = part
            tidy.append((tag, beside, _tidy(inside, pre=pre or tag == "pre")))
            continue
        text = re.sub(r"[ \t\n]+", " ", part)
        before = joined[place - 1][0] if place else "start"
        after = joined[place + 1][0] if place + 1 < len(joined) else "end"
        text = text if before in _INLINE - {"br"} else text.lstrip(" ")
        text = text if after in _INLINE - {"br"} else text.rstrip(" ")
        if text:
            tidy.append(text)
    return tidy


def without_breaks(parts: Reading) -> Reading:
    """The same, with each line end of a paragraph as a space: in a field, every line stays a line."""
    html_like: Reading = []
    for part in parts:
        if isinstance(part, str):
            html_like.append(part)
        elif part[0] == "br":
            html_like.append(" ")
        else:
            html_like.append((part[0], part[1], without_breaks(part[2]) if part[0] != "pre" else part[2]))
    return _tidy(html_like, pre=False)
