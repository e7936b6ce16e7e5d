"""The tokens of a text that was read as Markdown, as HTML: block by block, with the lines of each already as HTML.

Only such elements are written as every output can show, and every letter of what was typed is escaped. Not here:
reading, and what may be shown.
"""

from collections.abc import Callable, Iterable
from html import escape
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
_WITH_LINES: Final = frozenset(("blockquote", "bullet_list", "ordered_list", "table", "thead", "tbody", "tr"))
_LOWEST_HEADING: Final = 4
BREAK: Final = "<br />\n"


def blocks_html(tokens: Iterable[Token], inline: Callable[[str], str]) -> str:
    """The whole text; ``inline`` gives the HTML of the words of one block."""
    made: list[str] = []
    for token in tokens:
        if token.type == "inline":
            made.append(inline(token.content))
        elif token.hidden:
            continue
        elif token.nesting == 1:
            made.append(_opened(token))
        elif token.nesting == -1:
            made.append(f"</{_tag(token.type.removesuffix('_close'), token)}>\n")
        elif token.type == "hr":
            made.append("<hr />\n")
        else:
            made.append(f"<pre><code>{escaped(token.content)}</code></pre>\n")
    return "".join(made)


def inline_html(tokens: Iterable[Token]) -> str:
    """The words of one block with their emphasis, code and links."""
    made: list[str] = []
    for token in tokens:
        match token.type:
            case "hardbreak":
                made.append(BREAK)
            case "softbreak":
                made.append("\n")
            case "code_inline":
                made.append(code(token.content))
            case "link_open":
                made.append(link_start(str(token.attrs["href"])))
            case _ if token.nesting == 1:
                made.append(f"<{_PARTS[token.type.removesuffix('_open')]}>")
            case _ if token.nesting == -1:
                made.append(f"</{_PARTS[token.type.removesuffix('_close')]}>")
            case _:
                made.append(escaped(token.content))
    return "".join(made)


def escaped(text: str) -> str:
    """Text between two tags, each letter of it as it was typed."""
    return escape(text, quote=False)


def code(text: str) -> str:
    return f"<code>{escaped(text)}</code>"


def link_start(to: str) -> str:
    return f'<a href="{escape(to)}">'


def _opened(token: Token) -> str:
    kind = token.type.removesuffix("_open")
    start = f' start="{escape(str(token.attrs["start"]))}"' if "start" in token.attrs else ""
    return f"<{_tag(kind, token)}{start}>" + ("\n" if kind in _WITH_LINES else "")


def _tag(kind: str, token: Token) -> str:
    if kind == "heading":
        return f"h{min(int(token.tag[1:]), _LOWEST_HEADING)}"
    return _PARTS[kind]
