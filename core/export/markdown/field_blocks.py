"""How a field is read before it is written into a document: blocks as on GitHub, but for what would shape the document.

A heading, a line (``---``) and a table are text in a field: the outline is the document's own. So is a number that a
list would count otherwise than it was typed. Such lines begin a paragraph of their own, as they end one on GitHub.
What stands behind the ticks of a fence is shown nowhere, so that a fence with words there is text, unless they are the
name of a language and the fence is closed.
Not here: writing, and anything inside a line.
"""

import re
from collections.abc import Iterator
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, fence
from markdown_it.token import Token

from core.export.markdown.block_parser import list_rule, reader_of_blocks

_LINE: Final = re.compile(r"(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_HEADING: Final = re.compile(r"#{1,6}(?:[ \t]|$)")
_FENCE: Final = re.compile(r"(`{3,}|~{3,})[ \t]*([^`]*)")
_LANGUAGE: Final = re.compile(r"[A-Za-z0-9_+.#-]{1,30}")
_ALL: Final = ["paragraph", "blockquote", "list"]
_ROUNDS: Final = 4


def field_blocks(text: str) -> list[Token]:
    """The tokens of blocks; each token of a leaf says by its ``map`` which lines it was read from."""
    # The lines that would be items whose number is lost, and those of them that begin a paragraph.
    no_items: set[int] = set()
    begins: set[int] = set()
    tokens: list[Token] = []
    for _ in range(_ROUNDS):
        tokens = _READER.parse(text, {"no_items": no_items, "begins": begins, "never_closed": {}})
        miscounted = list(_miscounted(tokens))
        if not miscounted:
            break
        no_items.update(line for lines in miscounted for line in lines)
        begins.update(lines[0] for lines in miscounted)
    return tokens


def _miscounted(tokens: list[Token]) -> Iterator[list[int]]:
    """For each list the lines of those items that a list would not show with the number that was typed."""
    open_lists: list[list[Token]] = []
    for token in tokens:
        if token.type == "list_item_open" and open_lists:
            open_lists[-1].append(token)
        elif token.type in ("ordered_list_open", "bullet_list_open"):
            open_lists.append([])
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            items = open_lists.pop()
            if token.type == "ordered_list_close":
                right = _counted([item.info for item in items])
                wrong = [item.map[0] for item in items[right:] if item.map]
                if wrong:
                    yield wrong


def _counted(numbers: list[str]) -> int:
    """How many of these items a list counts as they were typed. All the same is how some people write a list."""
    if any(len(number) > 1 and number.startswith("0") for number in numbers[:1]):
        return 0
    if len(numbers) > 1 and len(set(numbers)) == 1 and numbers[0] in ("0", "1"):
        return len(numbers)
    first = int(numbers[0])
    return next((place for place, number in enumerate(numbers) if number != str(first + place)), len(numbers))


def _reader() -> MarkdownIt:
    reader = reader_of_blocks(structure=False)
    reader.core.ruler.enableOnly(["normalize", "block"])
    reader.block.ruler.before("list", "text_line", _text_line, {"alt": _ALL})
    reader.block.ruler.at("fence", _fence, {"alt": _ALL})
    reader.block.ruler.at("list", _list, {"alt": ["paragraph", "blockquote"]})
    return reader


def _shown(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _is_text(state: StateBlock, line: int) -> bool:
    shown = _shown(state, line)
    return not state.is_code_block(line) and bool(_LINE.fullmatch(shown) or _HEADING.match(shown))


def _text_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A heading or a line, as a paragraph."""
    if silent:
        return start in state.env["begins"] or _is_text(state, start)
    if not _is_text(state, start):
        return False
    state.push("paragraph_open", "p", 1).map = [start, start + 1]
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = _shown(state, start).strip(), [start, start + 1], []
    state.push("paragraph_close", "p", -1)
    state.line = start + 1
    return True


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return start not in state.env["no_items"] and list_rule(state, start, end, silent)


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    opening = _FENCE.match(_shown(state, start))
    if not opening:
        return False
    message = opening[2].strip()
    if not message:
        return fence(state, start, end, silent)
    if not _LANGUAGE.fullmatch(message):
        return False
    # A fence that is not closed before this line is closed for no later one either.
    never: dict[tuple[int, str], int] = state.env["never_closed"]
    place = (state.level, opening[1])
    if start < never.get(place, 0):
        return False
    made = len(state.tokens)
    if not fence(state, start, end, silent):
        return False
    if silent:
        return True
    last = _shown(state, state.line - 1).rstrip()
    if state.line > start + 1 and len(last) >= len(opening[1]) and set(last) == {opening[1][0]}:
        return True
    never[place] = state.line
    del state.tokens[made:]
    state.line = start
    return False


_READER: Final = _reader()
