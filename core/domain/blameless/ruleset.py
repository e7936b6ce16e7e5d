"""Rules that work together: one lexicon, the patterns compiled, and an index from words to the patterns that may match.

No text is read here; that is the engine's. No rule is known by name.
"""

import tomllib
from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Self

from core.domain.blameless.compiler import Compiled, Compiler
from core.domain.blameless.lexicon import Lexicon, UnknownClass, WordClass
from core.domain.blameless.pattern import BadPattern, parse, words_of
from core.domain.blameless.rules import Rule, RuleFile


@dataclass(frozen=True)
class Ready:
    """A rule that can be used. ``names`` are the signs of names and products: they make an action concrete."""

    rule: Rule
    patterns: tuple[Compiled, ...]
    when: tuple[Compiled, ...]
    unless: tuple[Compiled, ...]
    offers: tuple[tuple[str, Compiled | None], ...]
    names: frozenset[str]


class Unusable(Exception):
    """A rule that cannot be compiled."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(f"{rule}: {reason}")
        self.rule, self.reason = rule, reason


class RuleSet:
    def __init__(self, files: Sequence[RuleFile]) -> None:
        self.files = tuple(files)
        off = {rule for file in files for rule in file.switch_off}
        self.rules: tuple[Rule, ...] = tuple(rule for file in files for rule in file.rule if rule.id not in off)
        classes: dict[str, WordClass] = {}
        for file in files:
            for name, words in file.words.items():
                classes[name] = classes[name].plus(words) if name in classes else words
        phrases = {name: parse(text) for file in files for name, text in file.phrases.items()}
        parsed = [(rule, tuple([parse(text) for text in texts] for texts in texts_of(rule))) for rule in self.rules]
        nodes = [*phrases.values(), *(node for _, lists in parsed for nodes in lists for node in nodes)]
        self.lexicon = Lexicon(classes, {word for node in nodes for word in words_of(node)})
        compiler = Compiler(self.lexicon, phrases)
        names = self.lexicon.of("NAME").single | self.lexicon.of("PRODUCT").single | self.lexicon.of("product").single
        self.ready: dict[str, Ready] = {}
        self.by_sign: dict[str, list[tuple[int, Ready, Compiled]]] = {}
        number = 0
        for rule, lists in parsed:
            try:
                patterns, when, unless, said = (tuple(map(compiler.compile, nodes)) for nodes in lists)
            except (BadPattern, UnknownClass, RecursionError) as trouble:
                raise Unusable(rule.id, reason_of(trouble)) from trouble
            conditions = iter(said)
            offers = tuple((one.write, next(conditions) if one.when else None) for one in rule.suggestions)
            ready = self.ready[rule.id] = Ready(rule, patterns, when, unless, offers, names)
            for pattern in patterns:
                number += 1
                for sign in pattern.pick:
                    self.by_sign.setdefault(sign, []).append((number, ready, pattern))

    def without(self, silent: Collection[str]) -> "RuleSet":
        """The same without some rules: nothing is compiled again, and no silent rule hides one that speaks."""
        kept = copy(self)
        kept.rules = tuple(rule for rule in self.rules if rule.id not in silent)
        kept.ready = {name: ready for name, ready in self.ready.items() if name not in silent}
        kept.by_sign = {
            sign: [entry for entry in entries if entry[1].rule.id not in silent]
            for sign, entries in self.by_sign.items()
        }
        return kept

    @classmethod
    def built_in(cls) -> Self:
        folder = resources.files("core.domain.blameless")
        texts = [
            entry.read_text(encoding="utf-8")
            for part in ("words", "rules")
            for entry in sorted(folder.joinpath(part).iterdir(), key=lambda entry: entry.name)
            if entry.name.endswith(".toml")
        ]
        return cls([RuleFile.model_validate(tomllib.loads(text)) for text in texts])


@cache
def default_rules() -> RuleSet:
    """The rules that come with Debrief, read once."""
    return RuleSet.built_in()


def texts_of(rule: Rule) -> tuple[tuple[str, ...], ...]:
    """All patterns of a rule: what it looks for, what must and must not be there, when it suggests what."""
    return rule.patterns, rule.when, rule.unless, tuple(one.when for one in rule.suggestions if one.when)


def reason_of(trouble: Exception) -> str:
    if isinstance(trouble, UnknownClass):
        return f"there is no class or phrase called “{trouble}”"
    if isinstance(trouble, RecursionError):
        return "a phrase goes round in a circle"
    return str(trouble)
