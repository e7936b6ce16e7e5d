"""A message for people, before any chat's markup: lines of text and links. Every shape, and mail, is written from it.

``plain`` is the one way for text that people typed; what a chat would obey in it is that shape's own business.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

LONGEST_TEXT: Final = 300
"""Characters of one text."""
LONGEST_LINK: Final = 600


@dataclass(frozen=True)
class Span:
    """``text`` is plain, and never empty where there is a link."""

    text: str
    link: str = ""


@dataclass(frozen=True)
class Line:
    """``item``: an entry of a list, which counts when a message is cut."""

    spans: tuple[Span, ...]
    item: bool = False


@dataclass(frozen=True)
class Message:
    """``omitted``: how many entries were left out. ``footer`` leads to all of them."""

    heading: Line
    lines: tuple[Line, ...] = ()
    omitted: int = 0
    footer: Span | None = None

    @property
    def more(self) -> str:
        """“… and 5 more.”; empty when nothing was left out."""
        return f"… and {self.omitted} more." if self.omitted else ""

    def after_heading(self) -> Iterator[Line]:
        """The lines, what was left out, and the link to everything."""
        yield from self.lines
        if self.more:
            yield text_line(self.more)
        if self.footer is not None:
            yield Line((self.footer,))

    def all_lines(self) -> Iterator[Line]:
        yield self.heading
        yield from self.after_heading()


def text_line(text: str, *, item: bool = False) -> Line:
    return Line((Span(text),), item)


def plain(text: str, otherwise: str = "") -> str:
    """What people typed as one short line: no line break, no control, no bidirectional override."""
    line = " ".join(text[: 20 * LONGEST_TEXT].split())
    shown = "".join(sign for sign in line if unicodedata.category(sign) not in ("Cc", "Cf", "Cs") or sign == "\u200d")
    short = shown if len(shown) <= LONGEST_TEXT else f"{shown[: LONGEST_TEXT - 1]}…"
    return (short.strip("\u200d ") and short) or otherwise


def linked(text: str, link: str) -> Span:
    """A link with a text that people typed; only the text when the address is not a plain one of the web."""
    address = "".join(sign for sign in link if sign.isascii() and sign.isprintable() and sign not in " |<>\"'`\\[](){}")
    usable = address.startswith(("https://", "http://")) and len(address) <= LONGEST_LINK
    return Span(plain(text, "Untitled"), address if usable else "")


def fitted(message: Message, cost: Callable[[Line], int], room: int) -> Message:
    """As many lines as fit into ``room``, in the units of ``cost``; the rest is counted, and the link stays."""
    left = room - cost(text_line(f"… and {message.omitted + len(message.lines)} more."))
    left -= cost(Line((message.footer,))) if message.footer else 0
    kept = 0
    for line in message.lines:
        left -= cost(line)
        if left < 0:
            break
        kept += 1
    dropped = sum(line.item for line in message.lines[kept:])
    return replace(message, lines=message.lines[:kept], omitted=message.omitted + dropped)
