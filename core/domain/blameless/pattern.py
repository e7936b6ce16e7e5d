"""The little language of the rules, compiled to regular expressions over signs.

================  ===========================================================================
``be careful``    these words, in any case
``a|b_c|{d}``    one of these words (``b_c`` is two words, b and then c)
``{duty}``        a word of the class ``duty``; ``{duty:done}`` only its participles
``{who}``         a phrase defined in ``phrases.toml``
``(x y|z)``      a group: in it the bar parts everything, however long; ``x?`` or ``( … )?`` may be missing; ``x*3`` none to three times
``..`` ``...``    up to three words; up to eight, over commas too (``....``: forty); never over the end of a sentence
``,`` ``:``       a comma (or a dash, a bracket); a colon
``^`` ``$``       the start and the end of a sentence or of an item
``!x`` ``x!``     not followed by x; not preceded by x
``[ … ]``         the words to underline, when they are fewer than all
================  ===========================================================================

Gaps and repeats are bounded, so matching is linear. What a rule means is not known here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from core.domain.blameless.lexicon import FIRST_SIGN, SHAPE, Lexicon, split


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
_MOST_NEEDS: Final = 4
_GAPS: Final = {"..": Gap(3, commas=False), "...": Gap(8, commas=True), "....": Gap(40, commas=True)}
_CLOSING: Final = re.compile(r"^\)(\?|\*\d)?$")
_PIECE: Final = r"(?:[,:]|\{[\w:-]+\}|['’]?[^\W_](?:[^\W_]|['’-])*)"
_STOPS: Final = {",": "PAUSE", ":": "COLON"}
_ONE: Final = rf"{_PIECE}(?:_{_PIECE})*"
_CHUNK: Final = re.compile(rf"^(!?)((?:{_ONE})(?:\|(?:{_ONE}))*)(\?|!|\*\d)?$")


def parse(pattern: str) -> Node:
    """The tree of a pattern; BadPattern with a reason for a person."""
    chunks = _chunks(pattern)
    node, closer = _alternatives(chunks)
    if closer:
        raise BadPattern(f"there is a “{closer}” without its opening bracket")
    return node


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


def _chunk(chunk: str) -> Node:
    found = _CHUNK.match(chunk)
    if not found:
        raise BadPattern(f"“{chunk}” is not a word, a {{class}} or a sign of the rule language")
    before, body, after = found.groups()
    node = _any([_seq([_piece(piece) for piece in one.split("_")]) for one in body.split("|")])
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


def words_of(node: Node) -> Iterator[str]:
    """Every single word that a pattern spells out."""
    for part in _walk(node):
        if isinstance(part, Word):
            yield from split(part.text)


def refs_of(node: Node) -> Iterator[str]:
    for part in _walk(node):
        if isinstance(part, Ref):
            yield part.name


def _walk(node: Node) -> Iterator[Node]:
    yield node
    match node:
        case Any_(inner) | Seq(inner):
            for part in inner:
                yield from _walk(part)
        case Repeat(part, _) | Without(part, _) | Mark(part):
            yield from _walk(part)
        case _:
            pass


@dataclass(frozen=True)
class Compiled:
    """``pick`` narrows down: a sentence without any of these signs cannot match; nor one that misses an ``also``."""

    pick: frozenset[str]
    also: tuple[int, ...]  # as bits, see ``bits``
    find: Callable[[], re.Pattern[str]]
    groups: Mapping[str, str]  # what a suggestion may quote: class name -> group of the expression


class Compiler:
    """Turns trees into expressions over one lexicon, with the phrases filled in."""

    def __init__(self, lexicon: Lexicon, phrases: Mapping[str, Node]) -> None:
        self._lexicon = lexicon
        self._phrases = phrases
        self._made: dict[str, str] = {}
        self._need_of: dict[str, tuple[frozenset[str], ...]] = {}

    def compile(self, node: Node) -> Compiled:
        groups: dict[str, str] = {}
        source = self._source(node, groups)
        needs = self._needs(node)
        if not needs:
            raise BadPattern("it needs at least one word that must be there")
        made: list[re.Pattern[str]] = []

        def find() -> re.Pattern[str]:  # most rules never meet a sentence with their words: compiled when one does
            if not made:
                made.append(re.compile(source))
            return made[0]

        return Compiled(needs[0], tuple(map(bits, needs[1:])), find, groups)

    def _source(self, node: Node, groups: dict[str, str] | None) -> str:
        match node:
            case Word(text):
                return _escaped(self._lexicon.literal(text))
            case Ref(name):
                return self._ref(name, groups)
            case Seq(parts):
                return "".join(self._source(part, groups) for part in parts)
            case Any_(ways):
                return self._ways(ways, groups)
            case Repeat(part, most):
                return f"(?:{self._source(part, groups)}){'?' if most == 1 else f'{{0,{most}}}'}"
            case Gap(most, commas):
                shut = "START", "STOP", "ASK", *(() if commas else ("PAUSE", "COLON"))
                return f"[^{''.join(SHAPE[name] for name in shut)}]{{0,{most}}}?"
            case Edge(start):
                return SHAPE["START"] if start else f"[{SHAPE['STOP']}{SHAPE['ASK']}]"
            case Without(part, ahead):
                if ahead:
                    return f"(?!{self._source(part, None)})"
                return f"(?<!{_charset(self._singles(part))})"
            case Mark(part):
                return f"(?P<span>{self._source(part, groups)})"

    def _ways(self, ways: tuple[Node, ...], groups: dict[str, str] | None) -> str:
        """Alternatives; all single words of all of them become one character class."""
        singles: set[str] = set()
        others: dict[str, None] = {}
        for way in ways:
            self._way(way, groups, singles, others)
        longest_first = [*others, *([_charset(singles)] if singles else [])]
        return longest_first[0] if len(longest_first) == 1 else f"(?:{'|'.join(longest_first)})"

    def _way(self, way: Node, groups: dict[str, str] | None, singles: set[str], others: dict[str, None]) -> None:
        match way:
            case Word(text) if len(signs := self._lexicon.literal(text)) == 1:
                singles.add(signs)
            case Ref(name) if name in self._phrases and isinstance(self._phrases[name], Any_):
                self._way(self._phrases[name], None, singles, others)
            case Ref(name) if name not in self._phrases:
                signs_of = self._lexicon.of(name)
                singles |= signs_of.single
                others.update(dict.fromkeys(map(_escaped, signs_of.several)))
            case Any_(inner):
                for one in inner:
                    self._way(one, groups, singles, others)
            case _:
                others[self._source(way, groups)] = None

    def _ref(self, name: str, groups: dict[str, str] | None) -> str:
        if name not in self._made:
            if name in self._phrases:
                self._made[name] = f"(?:{self._source(self._phrases[name], None)})"
            else:
                self._made[name] = self._ways((Ref(name),), None)
        source = self._made[name]
        plain = name.partition(":")[0]
        if groups is None or plain in groups:
            return source
        groups[plain] = f"g{len(groups)}"
        return f"(?P<{groups[plain]}>{source})"

    def _singles(self, node: Node) -> frozenset[str]:
        """The single signs a part stands for; parts of several words have none."""
        match node:
            case Word(text):
                signs = self._lexicon.literal(text)
                return frozenset(signs) if len(signs) == 1 else frozenset()
            case Ref(name) if name in self._phrases:
                return self._singles(self._phrases[name])
            case Ref(name):
                return self._lexicon.of(name).single
            case Any_(ways):
                return frozenset().union(*map(self._singles, ways))
            case _:
                raise BadPattern("only single words can be named in “not preceded by”")

    def _needs(self, node: Node) -> tuple[frozenset[str], ...]:
        """Sets of signs of which the sentence must hold one each, for every part that must be there; rarest first."""
        match node:
            case Word(text):
                found = [frozenset(sign) for sign in self._lexicon.literal(text)]
            case Ref(name):
                if name not in self._need_of:
                    self._need_of[name] = self._needs_of(name)
                return self._need_of[name]
            case Seq(parts):
                found = [need for part in parts for need in self._needs(part)]
            case Any_(ways):
                rarest = [self._needs(way)[:1] for way in ways]
                found = [frozenset().union(*(need[0] for need in rarest))] if all(rarest) else []
            case Mark(part):
                return self._needs(part)
            case Edge() | Repeat() | Gap() | Without():
                found = []
        return tuple(sorted(set(found), key=self._common)[:_MOST_NEEDS])

    def _needs_of(self, name: str) -> tuple[frozenset[str], ...]:
        if name in self._phrases:
            return self._needs(self._phrases[name])
        single, several = self._lexicon.of(name)
        rarest = (min(sequence, key=lambda sign: self._common(frozenset(sign))) for sequence in several)
        return (single.union(rarest),)

    def _common(self, signs: frozenset[str]) -> float:
        """How often one of the signs is likely to turn up: a guess from how everyday the words are."""
        everyday = self._everyday()
        return sum(everyday.get(sign, 1.0) for sign in signs)

    def _everyday(self) -> dict[str, float]:
        if not hasattr(self, "_weights"):
            self._weights = {SHAPE[name]: 300.0 for name in ("START", "STOP", "LOWER")}
            self._weights |= {SHAPE[name]: 60.0 for name in ("PAUSE", "NUMBER", "ED", "ING", "PLURAL", "NAME", "PRODUCT")}
            for sign in self._lexicon.of("everyday").single:
                self._weights[sign] = 100.0
        return self._weights


def bits(signs: Iterable[str]) -> int:
    """A set of signs as one number, so that two sets are compared in one step."""
    found = 0
    for sign in signs:
        found |= 1 << (ord(sign) - FIRST_SIGN)
    return found


def _escaped(signs: str) -> str:
    return signs  # signs are letters far from the special characters of expressions


def _charset(signs: frozenset[str] | set[str]) -> str:
    if len(signs) == 1:
        return next(iter(signs))
    runs: list[list[int]] = []
    for code in sorted(map(ord, signs)):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return f"[{''.join(chr(a) if a == b else f'{chr(a)}-{chr(b)}' for a, b in runs)}]"
