"""Rules that work together: one lexicon, the patterns compiled, and an index from keys to the patterns that may match.

No text is read here; that is the engine's. No rule is known by name.
"""

import gc
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from functools import cache
from importlib import resources
from threading import Lock
from typing import Any, Final, NamedTuple, Self
from zlib import crc32

from core.domain.blameless.clauses.anchors import USED as CLAUSES_USED
from core.domain.blameless.clauses.kinds import KEYS as CLAUSE_KEYS
from core.domain.blameless.compiler import Compiled, Compiler
from core.domain.blameless.gate.confidence import Weights, read_weights
from core.domain.blameless.gate.evidence import USED, ReadyFeature, ReadyVeto
from core.domain.blameless.lexicon import Lexicon, UnknownClass, WordClass
from core.domain.blameless.pattern import BadPattern, parse, words_and_names
from core.domain.blameless.rules import Rule, RuleFile
from core.domain.postmortem import SectionId


@dataclass(frozen=True)
class Ready:
    """A rule that can be used."""

    rule: Rule
    patterns: tuple[Compiled, ...]
    when: tuple[Compiled, ...]
    unless: tuple[Compiled, ...]
    offers: tuple[tuple[str, Compiled | None], ...]


class Entry(NamedTuple):
    """A pattern in the index, by one of its needs: a sentence holds one of the ``first`` bits and of each ``rest``."""

    first: int
    rest: tuple[int, ...]
    number: int
    ready: Ready
    pattern: Compiled
    name: str


_READING: Final = Lock()
Index = Mapping[str, Sequence[Entry]]
"""By their rarest keys: a sentence without the key of an entry cannot match its pattern that way."""

MEASURES: Final = ("NAME", "PRODUCT", "product")
"""Keys of names and products: they make an action concrete."""


class Unusable(Exception):
    """A rule that cannot be compiled."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(f"{rule}: {reason}")
        self.rule, self.reason = rule, reason


class RuleSet:
    """``weights`` are the gate's; a rule without one is not weighed.

    Raises Unusable for a rule that cannot be compiled. Debrief's own files are ``trusted``: their tests try every
    pattern, so conditions are compiled no sooner than a text needs them.
    """

    def __init__(self, files: Sequence[RuleFile], weights: Weights | None = None, *, trusted: bool = False) -> None:
        self.weights: Weights = weights or {}
        self.remembered: dict[tuple[object, tuple[int, ...]], tuple[Any, ...]] = {}  # see ``gate.judging``
        self.files = tuple(files)
        off = {rule for file in files for rule in file.switch_off}
        self.rules: tuple[Rule, ...] = tuple(rule for file in files for rule in file.rule if rule.id not in off)
        classes: dict[str, WordClass] = {}
        for file in files:
            for name, phrase in file.words.items():
                classes[name] = classes[name].plus(phrase) if name in classes else phrase
        phrases = {name: parse(text) for file in files for name, text in file.phrases.items()}
        features = [feature for file in files for feature in file.feature]
        evident = [[parse(text) for text in feature.patterns] for feature in features]
        parsed = [(rule, tuple([parse(text) for text in texts] for texts in texts_of(rule))) for rule in self.rules]
        nodes = [*phrases.values(), *(node for _, lists in parsed for nodes in lists for node in nodes)]
        vetoes = [veto for file in files for veto in file.veto]
        excuses = [([parse(text) for text in veto.patterns], [parse(text) for text in veto.unless]) for veto in vetoes]
        nodes += [node for nodes in evident for node in nodes]
        nodes += [node for lists in excuses for nodes in lists for node in nodes]
        aside = {name for file in files if file.feature or file.veto or file.aside for name in file.words}
        literals, used = words_and_names(nodes)
        self.lexicon = Lexicon(
            classes, literals, used.union(MEASURES, *((USED, CLAUSES_USED) if features else ())), aside
        )
        self.clause_bits = sum(self.lexicon.bit.get(key, 0) for key in CLAUSE_KEYS)
        compiler = Compiler(self.lexicon, phrases)
        self.features = tuple(
            ReadyFeature(feature.name, feature.where, tuple(map(compiler.compile, nodes)))
            for feature, nodes in zip(features, evident, strict=True)
        )
        self.vetoes = tuple(
            ReadyVeto(
                veto.name,
                frozenset(veto.of),
                veto.where,
                tuple(map(compiler.compile, excusing)),
                frozenset(veto.subjects),
                tuple(map(compiler.compile, missing)),
            )
            for veto, (excusing, missing) in zip(vetoes, excuses, strict=True)
        )
        self.ready: dict[str, Ready] = {}
        for rule, lists in parsed:
            try:
                patterns, when, unless, message = compiled = [tuple(map(compiler.compile, nodes)) for nodes in lists]
                _make([patterns] if trusted else compiled)
            except (BadPattern, UnknownClass, RecursionError) as trouble:
                raise Unusable(rule.id, reason_of(trouble)) from trouble
            conditions = iter(message)
            offers = tuple(
                (suggestion.write, next(conditions) if suggestion.when else None) for suggestion in rule.suggestions
            )
            self.ready[rule.id] = Ready(rule, patterns, when, unless, offers)
        self._indexes: dict[SectionId | None, Index] = {}
        self._by_clause: dict[SectionId | None, Mapping[str, Sequence[Ready]]] = {}

    def index(self, section: SectionId | None) -> "Index":
        """The patterns of the rules that work in a section; made when it is first asked for, in a few milliseconds."""
        found = self._indexes.get(section)
        if found is None:
            working = (ready for ready in self.ready.values() if ready.rule.works_in(section))
            found = self._indexes[section] = _index(working)
        return found

    def by_clause(self, section: SectionId | None) -> Mapping[str, Sequence[Ready]]:
        """The rules that work in a section, by the kinds of clauses that they look for."""
        found = self._by_clause.get(section)
        if found is None:
            kinds: dict[str, list[Ready]] = {}
            for ready in self.ready.values():
                for kind in ready.rule.clauses if ready.rule.works_in(section) else ():
                    kinds.setdefault(kind, []).append(ready)
            found = self._by_clause[section] = kinds
        return found

    def without(self, silent: Collection[str]) -> "RuleSet":
        """The same without some rules: nothing is compiled again, and no silent rule hides one that speaks."""
        kept = copy(self)
        kept.remembered = {}
        kept.rules = tuple(rule for rule in self.rules if rule.id not in silent)
        kept.ready = {name: ready for name, ready in self.ready.items() if name not in silent}
        kept._indexes, kept._by_clause = {}, {}
        return kept

    @classmethod
    def built_in(cls) -> Self:
        with _no_collection():
            made = cls._built_in()
        _keep_for_good()
        return made

    @classmethod
    def _built_in(cls) -> Self:
        folder = resources.files("core.domain.blameless")
        texts = [
            entry.read_text(encoding="utf-8")
            for part in ("words", "clauses", "gate", "rules")
            for entry in sorted(folder.joinpath(part).iterdir(), key=lambda entry: entry.name)
            if entry.name.endswith(".toml")
        ]
        weights = read_weights(folder.joinpath("gate", "weights.json").read_text(encoding="utf-8"))
        return cls([RuleFile.model_validate(tomllib.loads(text)) for text in texts], weights, trusted=True)


def pattern_name(rule: str, pattern: str) -> str:
    """Of one pattern of a rule, by its text: it stays when others come and go, and changes when it is changed."""
    return f"{rule} {crc32(' '.join(pattern.split()).encode()):08x}"


def pattern_names(rules: RuleSet) -> set[str]:
    """Of all patterns and kinds of clauses of the rules: what a match may be named by."""
    patterns = {pattern_name(rule.id, pattern) for rule in rules.rules for pattern in rule.patterns}
    return patterns.union(f"{rule.id} {kind}" for rule in rules.rules for kind in rule.clauses)


def _make(lists: Iterable[Iterable[Compiled]]) -> None:
    for patterns in lists:
        for pattern in patterns:
            _ = pattern.matcher


def _index(rules: Iterable[Ready]) -> Index:
    found: dict[str, list[Entry]] = {}
    number = 0
    for ready in rules:
        for pattern, text in zip(ready.patterns, ready.rule.patterns, strict=True):
            number += 1
            name = pattern_name(ready.rule.id, text)
            for need in pattern.needs:
                entry = Entry(need.also[0] if need.also else -1, need.also[1:], number, ready, pattern, name)
                for key in need.pick:
                    found.setdefault(key, []).append(entry)
    return found


@cache
def _keep_for_good() -> None:
    """The rules stay as long as the process, and a search for garbage among them would stop it for 50 ms.

    Once only: whatever else is there at this moment is never searched again either, garbage included. A process that
    reads the rules for each of many applications, as tests do, would keep all that it ever dropped.
    """
    gc.freeze()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Many small objects are made that all stay; to look for garbage among them takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def default_rules() -> RuleSet:
    """The rules that come with Debrief, read once: whoever asks meanwhile waits for them."""
    with _READING:
        return _read_once()


@cache
def _read_once() -> RuleSet:
    """A cache alone lets two threads read them at once, and keeps what both made: 45 MB each."""
    return RuleSet.built_in()


def texts_of(rule: Rule) -> tuple[tuple[str, ...], ...]:
    """All patterns of a rule: what it looks for, what must and must not be there, when it suggests what."""
    return (
        rule.patterns,
        rule.when,
        rule.unless,
        tuple(suggestion.when for suggestion in rule.suggestions if suggestion.when),
    )


def reason_of(trouble: Exception) -> str:
    if isinstance(trouble, UnknownClass):
        return f"there is no class or phrase called “{trouble}”"
    if isinstance(trouble, RecursionError):
        return "a phrase goes round in a circle"
    return str(trouble)
