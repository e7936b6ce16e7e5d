"""The tokens of a text that was read as Markdown, as a tree of elements.

Only such elements are made as every output can show. Not here: reading, and what may be shown.
"""

import xml.etree.ElementTree as etree
from collections.abc import Iterable
from typing import Final

from markdown_it.token import Token

_PARTS: Final = {
    "paragraph": "p",
    "blockquote": "blockquote",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "table": "table",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
    "th": "th",
    "td": "td",
    "strong": "strong",
    "em": "em",
    "s": "del",
    "link": "a",
}
_WITH_LINES: Final = ("blockquote", "bullet_list", "ordered_list", "table", "thead", "tbody", "tr")
_INLINE: Final = ("strong", "em", "s", "link")
_LOWEST_HEADING: Final = 4


def tree(tokens: Iterable[Token]) -> etree.Element:
    """A ``div`` around the whole document."""
    builder = etree.TreeBuilder()
    builder.start("div", {})
    _Writer(builder).write(tokens)
    builder.end("div")
    return builder.close()


class _Writer:
    def __init__(self, builder: etree.TreeBuilder) -> None:
        self._to = builder

    def write(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            if token.type == "inline":
                self.write(token.children or [])
            elif token.nesting == 1:
                self._open(token)
            elif token.nesting == -1:
                self._close(token)
            else:
                self._leaf(token)

    def _open(self, token: Token) -> None:
        kind = token.type.removesuffix("_open")
        if token.hidden:
            return
        attributes = {name: str(token.attrs[name]) for name in ("href", "start") if name in token.attrs}
        self._to.start(_tag(kind, token), attributes)
        if kind in _WITH_LINES:
            self._say("\n")

    def _close(self, token: Token) -> None:
        kind = token.type.removesuffix("_close")
        if not token.hidden:
            self._to.end(_tag(kind, token))
            if kind not in _INLINE:
                self._say("\n")

    def _leaf(self, token: Token) -> None:
        match token.type:
            case "hardbreak":
                self._element("br", "")
                self._say("\n")
            case "softbreak":
                self._say("\n")
            case "code_inline":
                self._element("code", token.content)
            case "fence" | "code_block":
                self._to.start("pre", {})
                self._element("code", token.content)
                self._to.end("pre")
                self._say("\n")
            case "hr":
                self._element("hr", "")
                self._say("\n")
            case _:
                self._say(token.content)

    def _element(self, tag: str, text: str) -> None:
        self._to.start(tag, {})
        self._say(text)
        self._to.end(tag)

    def _say(self, text: str) -> None:
        if text:
            self._to.data(text)


def _tag(kind: str, token: Token) -> str:
    if kind == "heading":
        return f"h{min(int(token.tag[1:]), _LOWEST_HEADING)}"
    return _PARTS[kind]
