"""How Markdown is read here: as GitHub reads it, for every output alike.

An extension of the ``markdown`` package: it keeps that package's way from text to HTML and puts in the place of its
parser one that follows CommonMark (``markdown-it-py``), since lists, emphasis and breaks are read otherwise by the
package's own (docs/decisions/markdown.md). By decision, what GitHub lets pass and we do not stays text: HTML but for
``<br>``, images, references, footnotes, ``www.`` and mail addresses without ``mailto:``.
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
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from core.export.markdown.block_parser import reader_of_blocks
from core.export.markdown.element_tree import tree
from core.export.markdown.links import bare_addresses, link, with_targets

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
    def parseDocument(self, lines: object) -> etree.ElementTree:
        text = "\n".join(lines) if isinstance(lines, list) else str(lines)
        return etree.ElementTree(tree(READER.parse(text)))


def _reader() -> MarkdownIt:
    reader = reader_of_blocks(structure=True)
    reader.enable(_INLINES)
    reader.inline.ruler2.enableOnly(_PAIRS)
    reader.inline.ruler.after("text", "bare", bare_addresses)
    reader.inline.ruler.before("entity", "link_to", link)
    reader.inline.ruler.before("entity", "pointed", with_targets)
    reader.inline.ruler.before("entity", "broken", _broken)
    reader.core.ruler.at("inline", _inline)
    return reader


def _inline(state: StateCore) -> None:
    lines = state.src.split("\n")
    item = 0, 0
    for token in state.tokens:
        if token.type == "list_item_open" and token.map:
            item = token.map[0], token.level + 2
        elif token.type == "inline" and token.map:
            token.children = []
            if item == (token.map[0], token.level) and _ITEM_WITH_BOX.match(lines[item[0]]):
                token.content = _BOX.sub(lambda box: _OPEN if box[1] == " " else _DONE, token.content)
            if token.content and not _TELLING.search(token.content):
                token.children = [Token("text", "", 0, content=token.content)]
            elif _is_crowded(token.content):
                token.children = _as_typed(token.content)
            else:
                state.md.inline.parse(token.content, state.md, state.env, token.children)


def _is_crowded(text: str) -> bool:
    return len(text) > _MARKS_AT_MOST and sum(1 for _ in _MARK.finditer(text)) > _MARKS_AT_MOST


def _as_typed(text: str) -> list[Token]:
    """A paragraph that is full of marks, as it was typed: no emphasis, no links, but at once."""
    made: list[Token] = []
    for line in re.split(r"(?<! ) *+(?:<br>|\n)", text):
        made += [Token("hardbreak", "br", 0)] if made else []
        made.append(Token("text", "", 0, content=_ESCAPED.sub(r"\1", line)))
    return made


def _broken(state: StateInline, silent: bool) -> bool:
    """``<br>``, the one piece of HTML that is read: a cell of a table has no other way to begin a new line."""
    if not state.src.startswith("<br>", state.pos):
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos += 4
    return True


READER: Final = _reader()
