"""Links in a paragraph of Markdown: ``[words](https://…)``, ``<https://…>`` and addresses that stand by themselves.

``walk`` finds what is code and what is a link in one walk, so that a text full of brackets takes no longer than others;
the writer and the reader both ask it. Below it stand the rules for the reader of ``core.export.markdown.parser``. Only
``addresses.is_followed`` decides which ones are links.
"""

import re
from collections.abc import Callable
from html import unescape
from typing import Final, NamedTuple

from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.rules_inline import StateInline

from core.domain.content.web_addresses import address_at, is_followed
from core.export.markdown.code_spans import Ticks

_POINTED: Final = re.compile(r"<((?:https?|mailto):[^\s<>\x00-\x1f\x7f]+)>", re.I)
_STEP: Final = re.compile(r"\\.|`+|<|\[|\]", re.S)
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPACE: Final = re.compile(r"[ \t]*\n?[ \t]*")


class Link(NamedTuple):
    """The end of a link's words (its bracket), where it leads, and the end of the whole."""

    words_end: int
    to: str
    end: int


class LinkWalk(NamedTuple):
    """What stands in a paragraph: code spans, links and pointed addresses, by the place where each begins."""

    codes: dict[int, int]
    links: dict[int, Link]
    pointed: dict[int, int]


def walk(src: str, *, escapes: bool = True, is_code: Callable[[int, int], bool] | None = None) -> LinkWalk:
    """``escapes``: a backslash takes the power of the next sign. ``is_code`` refuses what would be a code span."""
    found = LinkWalk({}, {}, {})
    opened: list[int] = []
    ticks = Ticks(src)
    place = 0
    while step := _STEP.search(src, place):
        sign, start, place = step[0], step.start(), step.end()
        if sign[0] == "\\":
            place = place if escapes else start + 1
        elif sign == "[":
            opened.append(start)
        elif sign == "]" and opened:
            begin = opened.pop()
            target = _target(src, place, escapes=escapes)
            if target is not None:
                found.links[begin] = Link(start, *target)
                # No link stands in another: the inner one is it.
                opened.clear()
                place = target[1]
        elif sign == "<":
            to = _pointed(src, start)
            if to is not None:
                found.pointed[start] = place = to[1]
        elif sign[0] == "`":
            end = ticks.end(start, len(sign))
            if end is not None and (is_code is None or is_code(start, end)):
                found.codes[start] = place = end
    return found


def link(state: StateInline, silent: bool) -> bool:
    """``[words](address)``, with a title or without; the title is not shown."""
    found = _links(state).get(state.pos) if state.src[state.pos] == "[" else None
    if found is None or state.linkLevel:
        return False
    if not silent:
        most = state.posMax
        state.pos, state.posMax = state.pos + 1, found.words_end
        state.push("link_open", "a", 1).attrs = {"href": found.to}
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.push("link_close", "a", -1)
        state.posMax = most
    state.pos = found.end
    return True


def with_targets(state: StateInline, silent: bool) -> bool:
    """``<address>``: nothing inside it is markup."""
    found = _pointed(state.src, state.pos) if state.src[state.pos] == "<" else None
    if found is None or found[1] > state.posMax or state.linkLevel:
        return False
    if not silent:
        _made(state, found[0])
    state.pos = found[1]
    return True


def bare_addresses(state: StateInline, silent: bool) -> bool:
    """An address in the text. What stands before the colon has been read as text already."""
    src, colon = state.src, state.pos
    if state.linkLevel or src[colon] != ":" or not src.startswith("://", colon):
        return False
    scheme = next((item for item in ("https", "http") if state.pending[-len(item) :].lower() == item), "")
    end = address_at(src, colon - len(scheme)) if scheme else None
    if end is None or end > state.posMax:
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme)]
        _made(state, src[colon - len(scheme) : end])
    state.pos = end
    return True


def _made(state: StateInline, to: str) -> None:
    state.push("link_open", "a", 1).attrs = {"href": to}
    state.push("text", "", 0).content = to
    state.push("link_close", "a", -1)


def _links(state: StateInline) -> dict[int, Link]:
    """The links of the paragraph by the place where each begins."""
    known = state.env.get("links")
    if known is None or known[0] is not state.src:
        known = state.env["links"] = (state.src, walk(state.src).links)
    links: dict[int, Link] = known[1]
    return links


def _pointed(src: str, place: int) -> tuple[str, int] | None:
    """Where ``<address>`` leads and where it ends, if that is what stands here."""
    found = _POINTED.match(src, place)
    if found is None:
        return None
    to = _ENTITY.sub(lambda entity: unescape(entity[0]), found[1])
    return (to, found.end()) if is_followed(to) else None


def _target(src: str, place: int, *, escapes: bool) -> tuple[str, int] | None:
    """Where ``(address "title")`` leads and where it ends, if that is what stands here."""
    if src[place : place + 1] != "(":
        return None
    place = _after_space(src, place + 1)
    found = parseLinkDestination(src, place, len(src))
    to = found.str if escapes else src[place : found.pos].strip("<>")
    if not found.ok or not is_followed(to):
        return None
    place = _after_space(src, found.pos)
    if place > found.pos and src[place : place + 1] in ('"', "'", "("):
        title = parseLinkTitle(src, place, len(src))
        place = _after_space(src, title.pos) if title.ok else place
    return (to, place + 1) if src[place : place + 1] == ")" else None


def _after_space(src: str, place: int) -> int:
    found = _SPACE.match(src, place)
    return found.end() if found else place
