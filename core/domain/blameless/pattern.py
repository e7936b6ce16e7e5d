"""The little language of the rules, read into a tree. What becomes of the tree is in ``compiler``.

================  ==================================================================
``be careful``    these words, in any case
``a|b_c|{d}``     one of these words (``b_c`` is two words, b and then c)
``{duty}``        a word of the class ``duty``; ``{duty:done}`` only its participles
``{who}``         a phrase defined in ``phrases.toml``
``(x y|z)``       a group: in it the bar parts everything, however long
``x?`` ``x*3``    may be missing; none to three times
``..`` ``...``    up to three words; up to eight, over commas too (``....``: forty)
``,`` ``:``       a comma, a dash or a bracket; a colon
``^`` ``$``       the start and the end of a sentence or of an item
``!x`` ``x!``     not followed by x; not preceded by x
``[ … ]``         the words to underline, when they are fewer than all
================  ==================================================================

Gaps and repeats are bounded, so matching is linear. What a rule means is not known here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from core.domain.blameless.lexicon import split


class BadPattern(ValueError):
    """The pattern cannot be read; the message says why."""


@dataclass(frozen=True)
class Any_:
    """One of several ways to go on."""

    ways: tuple["Node", ...]


@dataclass(frozen=True)
class Seq:
    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Word:
    text: str


@dataclass(frozen=True)
class Ref:
    name: str


@dataclass(frozen=True)
class Repeat:
    part: "Node"
    most: int


@dataclass(frozen=True)
class Gap:
    most: int
    commas: bool


@dataclass(frozen=True)
class Edge:
    start: bool


@dataclass(frozen=True)
class Without:
    """Zero-width: the next (or the previous) words are not these."""

    part: "Node"
    ahead: bool


@dataclass(frozen=True)
class Mark:
    part: "Node"


Node = Any_ | Seq | Word | Ref | Repeat | Gap | Edge | Without | Mark
_MOST_REPEATS: Final = 6
_LONGEST: Final = 4_000
_DEEPEST: Final = 2
_GAPS: Final = {"..": Gap(3, commas=False), "...": Gap(8, commas=True), "....": Gap(40, commas=True)}
_CLOSING: Final = re.compile(r"^\)(\?|\*\d)?$")
_PIECE: Final = r"(?:[,:]|\{[\w:-]+\}|['’]?[^\W_](?:[^\W_]|['’-])*)"
_STOPS: Final = {",": "PAUSE", ":": "COLON"}
_ONE: Final = rf"{_PIECE}(?:_{_PIECE})*"
_CHUNK: Final = re.compile(rf"^(!?)((?:{_ONE})(?:\|(?:{_ONE}))*)(\?|!|\*\d)?$")


@lru_cache(maxsize=4_000)
def parse(pattern: str) -> Node:
    """The tree of a pattern; BadPattern with a reason for a person."""
    if len(pattern) > _LONGEST:
        raise BadPattern(f"it is longer than {_LONGEST} characters; part it into several")
    if pattern.count("[") > 1:
        raise BadPattern("it underlines twice; one pair of square brackets is enough")
    chunks = _chunks(pattern)
    node, closer = _alternatives(chunks)
    if closer:
        raise BadPattern(f"there is a “{closer}” without its opening bracket")
    if _depth(node) > _DEEPEST:
        raise BadPattern("repeats within repeats within repeats; say it in simpler words")
    return node


def _depth(node: Node) -> int:
    """How many repeats stand inside one another."""
    match node:
        case Any_(inner) | Seq(inner):
            return max(map(_depth, inner))
        case Repeat(part, most):
            return _depth(part) + (most > 1)
        case Without(part, _) | Mark(part):
            return _depth(part)
        case _:
            return 0


def _chunks(pattern: str) -> Iterator[str]:
    depth = 0
    for piece in re.findall(r"!?\(|\)[?*\d]*|[\[\]]|[^()\[\]\s]+?(?=!\()|[^()\[\]\s]+", pattern):
        depth += piece.endswith("(") - piece.startswith(")")
        if depth > 0 and "|" in piece:
            yield from re.findall(r"\||[^|]+", piece)
        else:
            yield piece


def _alternatives(chunks: Iterator[str]) -> tuple[Node, str]:
    ways: list[Node] = []
    parts: list[Node] = []
    for chunk in chunks:
        if chunk == "|":
            ways.append(_seq(parts))
            parts = []
        elif _CLOSING.match(chunk) or chunk == "]":
            return _any([*ways, _seq(parts)]), chunk
        elif chunk in ("(", "!(", "["):
            inner, closer = _alternatives(chunks)
            if not closer or (chunk == "[") != (closer == "]"):
                raise BadPattern(f"the bracket “{chunk}” is not closed")
            if chunk == "[":
                parts.append(Mark(inner))
            else:
                parts.append(Without(inner, ahead=True) if chunk == "!(" else _repeated(inner, closer[1:]))
        elif chunk in _GAPS:
            parts.append(_GAPS[chunk])
        elif chunk in ("^", "$"):
            parts.append(Edge(start=chunk == "^"))
        else:
            parts.append(_chunk(chunk))
    return _any([*ways, _seq(parts)]), ""


@lru_cache(maxsize=20_000)
def _chunk(chunk: str) -> Node:
    found = _CHUNK.match(chunk)
    if not found:
        raise BadPattern(f"“{chunk}” is not a word, a {{class}} or a sign of the rule language")
    before, body, after = found.groups()
    node = _any([_seq([_piece(piece) for piece in item.split("_")]) for item in body.split("|")])
    if before:
        return Without(node, ahead=True)
    if after == "!":
        return Without(node, ahead=False)
    return _repeated(node, after or "")


def _piece(piece: str) -> Node:
    if piece in _STOPS or piece.isdigit():
        return Ref(_STOPS.get(piece, "NUMBER"))
    if piece.startswith("{"):
        return Ref(piece[1:-1])
    if not split(piece):
        raise BadPattern(f"“{piece}” is not a word; for numbers write {{NUMBER}}")
    return Word(piece.lower())


def _repeated(node: Node, mark: str) -> Node:
    if mark == "?":
        return Repeat(node, 1)
    if mark:
        if int(mark[1:]) > _MOST_REPEATS:
            raise BadPattern(f"“{mark}” repeats too often; {_MOST_REPEATS} is the most")
        return Repeat(node, int(mark[1:]))
    return node


def _seq(parts: list[Node]) -> Node:
    if not parts:
        raise BadPattern("a pattern or one side of a “|” is empty")
    return parts[0] if len(parts) == 1 else Seq(tuple(parts))


def _any(ways: list[Node]) -> Node:
    return ways[0] if len(ways) == 1 else Any_(tuple(ways))


def words_and_names(nodes: Iterable[Node]) -> tuple[set[str], set[str]]:
    """Every single word that patterns spell out, and every class or phrase that they name."""
    spelled: set[str] = set()
    names: set[str] = set()
    seen: set[int] = set()  # parts that many patterns share
    left = list(nodes)
    while left:
        node = left.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        match node:
            case Word(text):
                spelled.update(split(text))
            case Ref(name):
                names.add(name)
            case Any_(inner) | Seq(inner):
                left.extend(inner)
            case Repeat(part, _) | Without(part, _) | Mark(part):
                left.append(part)
            case _:
                pass
    return spelled, names
