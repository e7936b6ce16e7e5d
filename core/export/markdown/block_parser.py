"""A reader of blocks that follows GitHub's parser where ``markdown-it-py`` does not.

It differs in two things. A line that is too little indented for the item above, but by four spaces for what is around,
goes on with the item's paragraph: on GitHub it begins nothing. And nesting has an end: what stands deeper is shown as
it was typed, instead of being dropped. Lines that begin with a letter are read by a rule of their own, which is only
quicker. Not here: anything inside a line.
"""

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block

# Nobody writes lists or quotes so deep.
_DEEPEST: Final = 100
_STRUCTURE: Final = ("table", "hr", "heading", "lheading")
_TEXT: Final = ("code", "fence", "blockquote", "list", "paragraph")
_INDENTED: Final = 4


def reader_of_blocks(*, structure: bool) -> MarkdownIt:
    """Without ``structure`` a heading, a line and a table are text like other text."""
    reader = MarkdownIt("zero", {"strikethrough_single_tilde": True, "maxNesting": 2 * _DEEPEST})
    reader.enable([*_TEXT, *(_STRUCTURE if structure else ())])
    rules = reader.block.ruler
    rules.before("table", "deep", _deep)
    rules.before("table", "letters", _lines_of_letters)
    rules.at("paragraph", _paragraph)
    rules.at("list", list_rule, {"alt": ["paragraph", "blockquote"]})
    rules.at("blockquote", _quote, {"alt": ["paragraph", "blockquote", "list"]})
    return reader


def list_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent:
        return list_block(state, start, end, True)
    around = state.env.setdefault("around", [])
    around.append(state.blkIndent)
    found = list_block(state, start, end, False)
    around.pop()
    return found


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent:
        return blockquote(state, start, end, True)
    # Inside of a quote columns are counted from its mark.
    around = state.env.get("around", [])
    state.env["around"] = []
    found = blockquote(state, start, end, False)
    state.env["around"] = around
    return found


def _paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    ends = state.md.block.ruler.getRules("paragraph")
    kind, state.parentType = state.parentType, "paragraph"
    line = start + 1
    while line < end and not state.isEmpty(line):
        if not _goes_on(state, line) and any(rule(state, line, end, True) for rule in ends):
            break
        line += 1
    state.parentType = kind
    _make_paragraph(state, start, line)
    return True


def _goes_on(state: StateBlock, line: int) -> bool:
    """Whether the line is part of the paragraph above it whatever it says."""
    column = state.sCount[line]
    if column < 0:  # a line without the mark of the quote that it belongs to
        return True
    inside = [indent for indent in (*state.env.get("around", []), state.blkIndent) if indent <= column]
    return column - max(inside, default=0) >= _INDENTED


def _lines_of_letters(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph of which each line begins with a letter: nothing else begins so, no other rule need be asked."""
    if silent or state.is_code_block(start):
        return False
    src, line = state.src, start
    while line < end and not state.isEmpty(line):
        if not src[state.bMarks[line] + state.tShift[line]].isalpha():
            return False
        line += 1
    _make_paragraph(state, start, line)
    return True


def _deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Where nesting has no end, the lines up to the next empty one are a paragraph as they stand."""
    if silent or state.level < _DEEPEST:
        return False
    line = start + 1
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        line += 1
    _make_paragraph(state, start, line)
    return True


def _make_paragraph(state: StateBlock, start: int, end: int) -> None:
    """The words know by their ``map`` on which lines they stand; a line of wide or hard spaces is none of theirs."""
    state.push("paragraph_open", "p", 1).map = [start, end]
    token = state.push("inline", "", 0)
    lines = state.getLines(start, end, state.blkIndent, False)
    token.content = lines.strip()
    first = start + lines[: len(lines) - len(lines.lstrip())].count("\n")
    token.map, token.children = [first, first + token.content.count("\n") + 1], []
    state.push("paragraph_close", "p", -1)
    state.line = end
