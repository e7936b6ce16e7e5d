"""Trees of patterns become regular expressions over signs, with the few signs a sentence must hold to be tried.

All gaps and repeats are bounded by ``pattern``, so matching is linear. No rule and no word is known here.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from core.domain.blameless.lexicon import FIRST_SIGN, SHAPE, Lexicon
from core.domain.blameless.pattern import (
    Any_,
    BadPattern,
    Edge,
    Gap,
    Mark,
    Node,
    Ref,
    Repeat,
    Seq,
    Without,
    Word,
    walk,
)

_MOST_NEEDS: Final = 4
_NOTHING: Final = "(?!)"  # what a class without words matches
_WEIGHTS: Final[Mapping[float, tuple[str, ...]]] = {  # how frequent the signs are that are no words of any list
    10_000.0: ("START", "STOP"),
    300.0: ("LOWER",),
    60.0: ("PAUSE", "NUMBER", "ED", "ING", "PLURAL", "NAME", "PRODUCT"),
}


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
        self._weights = {SHAPE[name]: weight for weight, names in _WEIGHTS.items() for name in names}
        self._weights |= dict.fromkeys(lexicon.of("everyday").single, 100.0)

    def compile(self, node: Node) -> Compiled:
        if sum(isinstance(part, Mark) for part in walk(node)) > 1:
            raise BadPattern("it underlines twice; one pair of square brackets is enough")
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
                return self._lexicon.literal(text)
            case Ref(name):
                return self._ref(name, groups)
            case Seq(parts):
                return "".join(self._source(part, groups) for part in parts)
            case Any_(ways):
                return self._quotable(ways, groups)
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
                singles = self._singles(part)
                return f"(?<!{_charset(singles)})" if singles else ""
            case Mark(part):
                return f"(?P<span>{self._source(part, groups)})"

    def _quotable(self, ways: tuple[Node, ...], groups: dict[str, str] | None) -> str:
        """Alternatives of which one is a class: a suggestion may quote whichever stands there by the class's name."""
        source = self._ways(ways, groups)
        classes = [way.name.partition(":")[0] for way in ways if isinstance(way, Ref) and way.name not in self._phrases]
        return self._group(classes[0], source, groups) if classes else source

    def _group(self, name: str, source: str, groups: dict[str, str] | None) -> str:
        if groups is None or name in groups:
            return source
        groups[name] = f"g{len(groups)}"
        return f"(?P<{groups[name]}>{source})"

    def _ways(self, ways: tuple[Node, ...], groups: dict[str, str] | None) -> str:
        """Alternatives; all single words of all of them become one character class."""
        found = _Ways()
        for way in ways:
            self._way(way, groups, found)
        return found.source()

    def _way(self, way: Node, groups: dict[str, str] | None, found: "_Ways") -> None:
        match way:
            case Word(text) if len(signs := self._lexicon.literal(text)) == 1:
                found.singles.add(signs)
            case Ref(name) if name in self._phrases and isinstance(self._phrases[name], Any_):
                self._way(self._phrases[name], None, found)
            case Ref(name) if name not in self._phrases:
                signs_of = self._lexicon.of(name)
                found.singles |= signs_of.single
                found.sequences.update(signs_of.several)
            case Any_(inner):
                for one in inner:
                    self._way(one, groups, found)
            case _:
                found.others[self._source(way, groups)] = None

    def _ref(self, name: str, groups: dict[str, str] | None) -> str:
        if name not in self._made:
            if name in self._phrases:
                self._made[name] = f"(?:{self._source(self._phrases[name], None)})"
            else:
                self._made[name] = self._ways((Ref(name),), None)
        return self._group(name.partition(":")[0], self._made[name], groups)

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
        return sum(self._weights.get(sign, 1.0) for sign in signs)


@dataclass
class _Ways:
    """What a group of alternatives comes down to: single signs, fixed sequences of signs, and all the rest."""

    singles: set[str] = field(default_factory=set)
    sequences: set[str] = field(default_factory=set)
    others: dict[str, None] = field(default_factory=dict)

    def source(self) -> str:
        """The longest first. A glance at the next sign spares trying sequences that cannot begin here."""
        ways = []
        if self.sequences:
            ahead = _charset({sequence[0] for sequence in self.sequences})
            ways.append(f"(?={ahead}){_tree(self.sequences)}")
        ways += self.others
        if self.singles:
            ways.append(_charset(self.singles))
        return ways[0] if len(ways) == 1 and not self.sequences else f"(?:{'|'.join(ways) or _NOTHING})"


def _tree(sequences: Iterable[str]) -> str:
    """Sequences of signs by their first sign, so that one look decides among hundreds; longer ones are tried first."""
    branches: dict[str, list[str]] = {}
    for sequence in sorted(sequences):
        branches.setdefault(sequence[0], []).append(sequence[1:])
    leaves = {first for first, rests in branches.items() if rests == [""]}
    ways = [
        f"{first}{_tree(filter(None, rests))}{'?' if '' in rests else ''}"
        for first, rests in branches.items()
        if first not in leaves
    ]
    if leaves:
        ways.append(_charset(leaves))
    return f"(?:{'|'.join(ways)})"


def bits(signs: Iterable[str]) -> int:
    """A set of signs as one number, so that two sets are compared in one step."""
    found = 0
    for sign in signs:
        found |= 1 << (ord(sign) - FIRST_SIGN)
    return found


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
