"""How Markdown is read here: as GitHub reads it, for every output alike.

An extension of the ``markdown`` package: it keeps that package's way from text to HTML and puts in the place of its
parser one that follows CommonMark (``markdown-it-py``), since lists, emphasis and breaks are read otherwise by the
package's own (docs/decisions/markdown.md), and in the place of its serializer one that writes while it reads. By
decision, what GitHub lets pass and we do not stays text: HTML but for ``<br>``, images, references, footnotes,
``www.`` and mail addresses without ``mailto:``.
Never in here: what may be shown; that is ``core.export.markdown.sanitise``.
"""

import re
import xml.etree.ElementTree as etree
from typing import Final

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.util import Registry
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from core.export.markdown.block_parser import reader_of_blocks
from core.export.markdown.html_text import BREAK, blocks_html, escaped, inline_html
from core.export.markdown.links import bare_addresses, link, with_targets
from core.export.markdown.short_inline import short_inline

# More marks than this in one paragraph is no writing; reading them one by one would hold up everybody else.
_MARKS_AT_MOST: Final = 1_500
# Without one of these a paragraph is one piece of text.
_TELLING: Final = re.compile(r"[\\`*_~\[<&\n]|://")
_MARK: Final = re.compile(r"[\\`*_~\[<&]|  \n|https?:")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")

_BOX: Final = re.compile(r"^\[([ xX])\][ \t]+(?=\S)")
# On GitHub a box is one only in an item that is the first thing in its line.
_ITEM_WITH_BOX: Final = re.compile(r"[ \t]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]+\[[ xX]\][ \t]")
_DONE, _OPEN = "☑ ", "☐ "  # a real checkbox would promise that it can be ticked

_INLINES: Final = ("text", "newline", "escape", "backticks", "strikethrough", "emphasis", "entity")
_PAIRS: Final = ("balance_pairs", "strikethrough", "emphasis", "fragments_join")


class GithubExtension(Extension):
    """Reads Markdown as GitHub does. Everything of the package that reads, or reads again, is switched off."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.parser = _Parser(md)
        md.preprocessors, md.treeprocessors, md.postprocessors = Registry(), Registry(), Registry()


class _Parser(BlockParser):
    """Its tree is one element whose text is HTML: a long document has a hundred thousand, which would all be kept."""

    def parseDocument(self, lines: object) -> etree.ElementTree:
        root = etree.Element("div")
        root.text = html_of("\n".join(lines) if isinstance(lines, list) else str(lines))
        return etree.ElementTree(root)


def serialized(root: etree.Element) -> str:
    """In the place of the package's serializer."""
    return f"<div>{root.text}</div>"


def html_of(text: str) -> str:
    """The HTML of a piece of Markdown, not yet sanitised."""
    tokens = READER.parse(text)
    _draw_boxes(tokens, text.split("\n"))
    return blocks_html(tokens, _inline)


def _draw_boxes(tokens: list[Token], lines: list[str]) -> None:
    item = 0, 0
    for token in tokens:
        if token.type == "list_item_open" and token.map:
            item = token.map[0], token.level + 2
        elif token.type == "inline" and token.map and item == (token.map[0], token.level):
            is_box = _ITEM_WITH_BOX.match(lines[item[0]])
            token.content = _BOX.sub(_box, token.content) if is_box else token.content


def _box(typed: re.Match[str]) -> str:
    return _OPEN if typed[1] == " " else _DONE


def _inline(text: str) -> str:
    """The words of one block, read by the short way if they are simple."""
    if not _TELLING.search(text):
        return escaped(text)
    if _is_crowded(text):
        return _as_typed(text)
    short = short_inline(text)
    return short if short is not None else inline_html(READER.inline.parse(text, READER, {}, []))


def _is_crowded(text: str) -> bool:
    return len(text) > _MARKS_AT_MOST and sum(1 for _ in _MARK.finditer(text)) > _MARKS_AT_MOST


def _as_typed(text: str) -> str:
    """A paragraph that is full of marks, as it was typed: no emphasis, no links, but at once."""
    lines = re.split(r"(?<! ) *+(?:<br>|\n)", text)
    return BREAK.join(escaped(_ESCAPED.sub(r"\1", line)) for line in lines)


def _broken(state: StateInline, silent: bool) -> bool:
    """``<br>``, the one piece of HTML that is read: a cell of a table has no other way to begin a new line."""
    if not state.src.startswith("<br>", state.pos):
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
        state.push("hardbreak", "br", 0)
    state.pos += 4
    return True


def _reader() -> MarkdownIt:
    reader = reader_of_blocks(structure=True)
    reader.enable(_INLINES)
    reader.inline.ruler2.enableOnly(_PAIRS)
    reader.inline.ruler.after("text", "bare", bare_addresses)
    reader.inline.ruler.before("entity", "link_to", link)
    reader.inline.ruler.before("entity", "pointed", with_targets)
    reader.inline.ruler.before("entity", "broken", _broken)
    reader.core.ruler.enableOnly(["normalize", "block"])
    return reader


READER: Final = _reader()
