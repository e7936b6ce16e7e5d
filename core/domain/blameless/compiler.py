"""Trees of patterns become matchers over marked sentences, with the few keys a sentence must hold to be tried.

A matcher takes a set of places and gives every place it can end at, all at once: a pattern costs one operation for
each of its parts, whatever the text, and never goes back. No rule and no word is known here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from core.domain.blameless.lexicon import Lexicon, UnknownClass, split
from core.domain.blameless.marking import Marked
from core.domain.blameless.matchers import (
    SPAN,
    Between,
    Bracketed,
    Caught,
    Either,
    Matcher,
    NotAhead,
    NotBehind,
    OneOf,
    Row,
    Shared,
    Times,
)
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
    marks,
)

_MOST_NEEDS: Final = 4


class Match(NamedTuple):
    """One place where a pattern matches, the words to underline, and what a suggestion may quote."""

    start: int
    end: int
    span: tuple[int, int]
    caught: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Compiled:
    """``pick`` narrows down: a sentence without any of these keys cannot match; nor one that misses an ``also``."""

    pick: frozenset[str]
    also: tuple[int, ...]  # as bits of the lexicon
    matcher: Matcher

    def may_match(self, sentence: Marked) -> bool:
        return all(need & sentence.held for need in self.also)

    def found(self, sentence: Marked, places: int | None = None) -> bool:
        """Whether the pattern matches anywhere, or from one of these places."""
        return bool(self.matcher.ends(sentence, sentence.places if places is None else places))

    def matches(self, sentence: Marked) -> Iterator[Match]:
        """Every match, from left to right, none over another."""
        ends, left = self.matcher.ends, sentence.places
        while ends(sentence, left):
            start = self._first(sentence, left)
            caught: Caught = {}
            end = self.matcher.follow(sentence, start, ends(sentence, 1 << start), caught)
            span = caught.pop(SPAN, (start, end))
            yield Match(start, end, span, caught)
            left &= -1 << max(end, start + 1)

    def _first(self, sentence: Marked, places: int) -> int:
        """The first of these places from which the pattern matches: by halves, since one of them does."""
        low, high = (places & -places).bit_length() - 1, places.bit_length() - 1
        while low < high:
            middle = (low + high) // 2
            if self.matcher.ends(sentence, places & ((2 << middle) - 1) & (-1 << low)):
                high = middle
            else:
                low = middle + 1
        return low


class Compiler:
    """Turns trees into matchers over one lexicon, with the phrases filled in."""

    def __init__(self, lexicon: Lexicon, phrases: Mapping[str, Node]) -> None:
        self._lexicon = lexicon
        self._phrases = phrases
        self._shared: dict[str, Matcher] = {}
        self._repeats: dict[Node, Matcher] = {}  # one for all patterns that have it, so that it is looked for once
        self._inside: list[str] = []
        self._compiled: dict[int, tuple[Node, Compiled]] = {}
        self._weight_of: dict[frozenset[str], tuple[float, list[str]]] = {}
        self._need_of: dict[int, tuple[Node, tuple[frozenset[str], ...]]] = {}

    def compile(self, node: Node) -> Compiled:
        if id(node) in self._compiled:
            return self._compiled[id(node)][1]
        if marks(node) > 1:
            raise BadPattern("it underlines twice; one pair of square brackets is enough")
        matcher = self._matcher(node)
        needs = self._needs(node)
        if not needs:
            raise BadPattern("it needs at least one word that must be there")
        made = Compiled(needs[0], tuple(map(self._bits, needs[1:])), matcher)
        self._compiled[id(node)] = node, made
        return made

    def _matcher(self, node: Node) -> Matcher:
        match node:
            case Word(text):
                words = [OneOf(("=" + word,)) for word in split(text)]
                return words[0] if len(words) == 1 else Row(words)
            case Ref(name):
                return self._ref(name)
            case Seq(parts):
                return Row([self._matcher(part) for part in parts])
            case Any_(ways):
                return self._either(ways)
            case Repeat(part, most):
                if node not in self._repeats:
                    self._repeats[node] = Times(self._matcher(part), most)
                return self._repeats[node]
            case Gap(most, commas):
                return Between(most, clause=not commas)
            case Edge(start):
                return OneOf(("START",) if start else ("STOP", "ASK"))
            case Without(part, ahead):
                return NotAhead(self._matcher(part)) if ahead else NotBehind(OneOf(sorted(self._singles(part))))
            case Mark(part):
                return Bracketed(self._matcher(part))

    def _either(self, ways: tuple[Node, ...]) -> Matcher:
        """Alternatives. A suggestion may quote whichever stands there by the name of the first class among them."""
        classes = [way.name.partition(":")[0] for way in ways if isinstance(way, Ref) and way.name not in self._phrases]
        name = classes[0] if classes else ""
        keys: list[str] = []
        others: list[Matcher] = []
        for way in ways:
            if isinstance(way, Ref) and way.name not in self._phrases:
                keys.append(self._known(way.name))
            elif isinstance(way, Word) and len(split(way.text)) == 1:
                keys.append("=" + split(way.text)[0])
            else:
                others.append(self._matcher(way))
        words = OneOf(keys, name)
        return words if not others else Either([*others, *([words] if keys else [])], name)

    def _known(self, name: str) -> str:
        if name not in self._lexicon.names:
            raise UnknownClass(name)
        return name

    def _ref(self, name: str) -> Matcher:
        if name not in self._phrases:
            return OneOf((self._known(name),), name.partition(":")[0])
        if name in self._inside:
            raise RecursionError
        if name not in self._shared:
            self._inside.append(name)
            part = self._matcher(self._phrases[name])
            self._inside.pop()
            self._shared[name] = Shared(name, part)
        return self._shared[name]

    def _singles(self, node: Node) -> frozenset[str]:
        """The keys of the single words a part stands for; parts of several words have none."""
        match node:
            case Word(text):
                return frozenset("=" + word for word in split(text)) if len(split(text)) == 1 else frozenset()
            case Ref(name) if name in self._phrases:
                return self._singles(self._phrases[name])
            case Ref(name):
                return frozenset({self._known(name)})
            case Any_(ways):
                return frozenset().union(*map(self._singles, ways))
            case _:
                raise BadPattern("only single words can be named in “not preceded by”")

    def _needs(self, node: Node) -> tuple[frozenset[str], ...]:
        """Sets of keys of which the sentence must hold one each, for every part that must be there; rarest first."""
        known = self._need_of.get(id(node))
        if known is not None:
            return known[1]
        found: list[frozenset[str]]
        match node:
            case Word(text):
                found = [frozenset({"=" + word}) for word in split(text)]
            case Ref(name):
                found = list(self._needs(self._phrases[name])) if name in self._phrases else [frozenset({name})]
            case Seq(parts):
                found = [need for part in parts for need in self._needs(part)]
            case Any_(ways):
                rarest = [self._needs(way)[:1] for way in ways]
                found = [frozenset().union(*(need[0] for need in rarest))] if all(rarest) else []
            case Mark(part):
                found = list(self._needs(part))
            case Edge() | Repeat() | Gap() | Without():
                found = []
        needs = tuple(sorted(set(found), key=self._common)[:_MOST_NEEDS]) if len(found) > 1 else tuple(found)
        self._need_of[id(node)] = node, needs  # many patterns share a part; with it kept, no other gets its id
        return needs

    def _common(self, keys: frozenset[str]) -> tuple[float, list[str]]:
        """How often one of the keys is likely to turn up."""
        if keys not in self._weight_of:
            self._weight_of[keys] = sum(map(self._lexicon.weight, keys)), sorted(keys)
        return self._weight_of[keys]

    def _bits(self, keys: frozenset[str]) -> int:
        found = 0
        for key in keys:
            found |= self._lexicon.bit[key]
        return found
