"""Trees of patterns become matchers over marked sentences, with the few keys a sentence must hold to be tried.

A matcher takes a set of places and gives every place it can end at, all at once: a pattern costs one operation for
each of its parts, whatever the text, and never goes back. No rule and no word is known here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
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
    Way,
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
)

_MOST_NEEDS: Final = 4


class Match(NamedTuple):
    """One place where a pattern matches, the words to underline, and what a suggestion may quote."""

    start: int
    end: int
    span: tuple[int, int]
    caught: Mapping[str, tuple[int, int]]


class Need(NamedTuple):
    """Of one way through a pattern: a sentence has one of the keys in ``pick`` and one of each ``also``."""

    pick: frozenset[str]
    also: tuple[int, ...]  # as bits of the lexicon

    def is_met_by(self, sentence: Marked) -> bool:
        return all(bits & sentence.held for bits in self.also)


class Compiled:
    """A sentence that meets none of the ``needs`` cannot match; there is one for each way through the pattern."""

    def __init__(self, needs: Sequence[Need], make: Callable[[], Matcher]) -> None:
        self.needs, self._make = needs, make

    @cached_property
    def matcher(self) -> Matcher:
        """Made when it is first asked for: a meeting tries some hundred of two thousand patterns.

        Raises UnknownClass, BadPattern and RecursionError for one that cannot be made.
        """
        return self._make()

    def may_match(self, sentence: Marked) -> bool:
        return any(need.is_met_by(sentence) for need in self.needs)

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
        self._keys: dict[frozenset[str], frozenset[str]] = {}
        self._words: dict[tuple[frozenset[str], str], OneOf] = {}
        self._repeats: dict[Node, Matcher] = {}  # one for all patterns that have it, so that it is looked for once
        self._inside: list[str] = []
        self._compiled: dict[int, tuple[Node, Compiled]] = {}
        self._weight_of: dict[frozenset[str], tuple[float, str]] = {}
        self._need_of: dict[int, tuple[Node, tuple[frozenset[str], ...]]] = {}

    def compile(self, node: Node) -> Compiled:
        if id(node) in self._compiled:
            return self._compiled[id(node)][1]
        if not self._needs(node):
            raise BadPattern("it needs at least one word that must be there")
        made = Compiled(self._needs_by_way(node), partial(self._matcher, node))
        self._compiled[id(node)] = node, made
        return made

    def _needs_by_way(self, node: Node) -> list[Need]:
        """One, or where the rarest words of the pattern are alternatives one for each of those."""
        return [Need(pick, tuple(map(self._bits, also))) for pick, *also in self._ways(node)]

    def _ways(self, node: Node) -> list[tuple[frozenset[str], ...]]:
        """For each of the ways that together are all of a part: the needs of a sentence that can go it."""
        needs = self._needs(node)
        match node:
            case Mark(part):
                return self._ways(part)
            case Any_(ways) if not self._is_word(node):
                return [found for way in ways for found in self._ways(way)]
            case Seq(parts):
                for part in parts:
                    inner = part.part if isinstance(part, Mark) else part
                    if isinstance(inner, Any_) and self._needs(inner)[:1] == needs[:1]:
                        return [(*way, *needs[1:])[:_MOST_NEEDS] for way in self._ways(inner)]
        return [needs]

    def _is_word(self, node: Node) -> bool:
        """Whether a part is one word or entry of a class, whichever of its alternatives is taken."""
        match node:
            case Word(text):
                return len(split(text)) == 1
            case Ref(name):
                return name not in self._phrases
            case Any_(ways):
                return all(map(self._is_word, ways))
            case _:
                return False

    def _matcher(self, node: Node) -> Matcher:
        match node:
            case Word(text):
                words = [self._one_of(("=" + word,)) for word in split(text)]
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
                return self._one_of(("START",) if start else ("STOP", "ASK"))
            case Without(part, ahead):
                return NotAhead(self._matcher(part)) if ahead else NotBehind(self._one_of(self._singles(part)))
            case Mark(part):
                return Bracketed(self._matcher(part))

    def _either(self, ways: tuple[Node, ...]) -> Matcher:
        """Alternatives. A suggestion may quote whichever stands there by the name of the first class among them."""
        classes = [way.name.partition(":")[0] for way in ways if isinstance(way, Ref) and way.name not in self._phrases]
        name = classes[0] if classes else ""
        keys: list[str] = []
        others: list[Way] = []
        for way in ways:
            if isinstance(way, Ref) and way.name not in self._phrases:
                keys.append(self._known(way.name))
            elif isinstance(way, Word) and len(split(way.text)) == 1:
                keys.append("=" + split(way.text)[0])
            else:
                needs = self._needs(way)
                others.append(Way(self._matcher(way), needs[0] if needs else frozenset()))
        words = self._one_of(keys, name)
        return words if not others else Either([*others, *([Way(words, words.keys)] if keys else [])], name)

    def _one_of(self, keys: Iterable[str], name: str = "") -> OneOf:
        """One for all patterns that have these words, so that a sentence is searched for them once."""
        found = frozenset(keys)
        found = self._keys.setdefault(found, found)
        return self._words.setdefault((found, name), OneOf(found, name))

    def _known(self, name: str) -> str:
        if name not in self._lexicon.names:
            raise UnknownClass(name)
        return name

    def _ref(self, name: str) -> Matcher:
        if name not in self._phrases:
            return self._one_of((self._known(name),), name.partition(":")[0])
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

    def _common(self, keys: frozenset[str]) -> tuple[float, str]:
        """How often one of the keys is likely to turn up."""
        if keys not in self._weight_of:
            self._weight_of[keys] = sum(map(self._lexicon.weight, keys)), min(keys)
        return self._weight_of[keys]

    def _bits(self, keys: frozenset[str]) -> int:
        found = 0
        for key in keys:
            found |= self._lexicon.bit[key]
        return found
