"""Lists of a Word document: one multi-level list for each tree of lists, so that every reader counts the same.

A list inside another one is a deeper level of the same list in Word. It starts anew behind each item of the level
above, as Markdown's do. Where that is not enough (another kind of list on a level, or a second one in the same item),
another list of Word begins on that level. Not here: paragraphs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

MOST_LISTS: Final = 1_500  # Word loses count beyond 2047
LEVELS: Final = 9
_STEP: Final = 360  # twentieths of a point further in for each level
_BULLETS: Final = ("•", "–")  # signs that every font has

Kinds = tuple[int | None, ...]  # by level: the first number, or None for bullets


@dataclass
class Tree:
    """One list of Word. ``running`` are levels that would go on counting where the last list on them stopped."""

    number: int
    kinds: list[int | None]
    running: set[int] = field(default_factory=set)


@dataclass
class OpenList:
    """A list as it is being written. ``marked``: its item has its bullet or number."""

    tree: Tree
    level: int
    marked: bool = False


class Lists:
    """Collects what the document's lists are; ``first`` is the first free number."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._trees: list[Tree] = []
        self._bullets: Tree | None = None

    def begin(self, start: int | None, parent: OpenList | None) -> OpenList:
        """``start`` is the first number, None for bullets; ``parent`` is the list around it."""
        level = min(parent.level + 1, LEVELS - 1) if parent else 0
        if parent is None and start is None:
            self._bullets = self._bullets or self._grown([], None)
            return OpenList(self._bullets, 0)
        if parent is not None:
            tree = parent.tree
            if len(tree.kinds) == level:
                tree.kinds.append(start)
                return OpenList(tree, level)
            if tree.kinds[level] == start and (start is None or level not in tree.running):
                return OpenList(tree, level)
        return OpenList(self._grown(parent.tree.kinds[:level] if parent else [], start), level)

    def mark(self, opened: OpenList) -> str:
        """The properties that give a paragraph its bullet or number."""
        opened.marked = True
        tree, level = opened.tree, opened.level
        tree.running = {item for item in tree.running if item < level} | {level}
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{tree.number}"/></w:numPr>'

    def written(self, first_kind: int) -> tuple[str, str]:
        """What numbering.xml needs: the kinds of lists, counted from ``first_kind``, and the lists."""
        kinds: dict[Kinds, int] = {}
        numbers = []
        for tree in self._trees:
            kind = kinds.setdefault(tuple(tree.kinds), first_kind + len(kinds))
            numbers.append(_number(tree, kind))
        return "".join(_kind(number, signs) for signs, number in kinds.items()), "".join(numbers)

    def _grown(self, above: list[int | None], start: int | None) -> Tree:
        if len(self._trees) < MOST_LISTS:
            self._trees.append(Tree(self._first + len(self._trees), [*above, start]))
            return self._trees[-1]
        last = self._trees[-1]
        last.kinds += [start] * (len(above) + 1 - len(last.kinds))
        return last


def indent(levels: int) -> str:
    """As far in as the text of an item on that level."""
    return f'<w:ind w:left="{min(levels, LEVELS) * _STEP}"/>' if levels > 0 else ""


def _number(tree: Tree, kind: int) -> str:
    """Each counts for itself, though others look the same."""
    overrides = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for level, start in enumerate(tree.kinds)
        if start is not None
    )
    return f'<w:num w:numId="{tree.number}"><w:abstractNumId w:val="{kind}"/>{overrides}</w:num>'


def _kind(number: int, kinds: Kinds) -> str:
    levels = "".join(_levels(kinds))
    multi = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{multi}{levels}</w:abstractNum>'


def _levels(kinds: Kinds) -> Iterator[str]:
    for level in range(LEVELS):
        start = kinds[level] if level < len(kinds) else None
        sign, look = (_BULLETS[level % 2], "bullet") if start is None else (f"%{level + 1}.", "decimal")
        yield (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="{1 if start is None else start}"/><w:numFmt w:val="{look}"/>'
            f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{(level + 1) * _STEP}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
        )
