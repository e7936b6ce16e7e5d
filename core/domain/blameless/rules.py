"""Rules as data: what a rule file may say, how files become one rule set, and how a team's own file joins in.

A team's file may add rules, add words to a class and switch rules off. It is checked whole before any of it is
used, examples included: a file that cannot be used is refused with the line and the reason.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from core.domain.blameless.hint import Category
from core.domain.blameless.lexicon import SHAPE, Lexicon, UnknownClass, WordClass
from core.domain.blameless.pattern import BadPattern, Compiled, Compiler, Node, parse, refs_of, words_of
from core.domain.postmortem import SectionId
from core.errors import BadFile

_MOST_RULES: Final = 500
_MOST_TEXT: Final = 400_000


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Example(_Data):
    """A sentence and the section it stands in."""

    text: str
    section: SectionId | None = None


class Suggestion(_Data):
    """What to write instead. ``{duty}`` quotes the writer's word of that class, ``{duty:base}`` its base form."""

    write: str = Field(min_length=1, max_length=200)
    when: str = ""  # a pattern: offered only if the underlined words say this


class Rule(_Data):
    """One rule as it stands in a file. Patterns are read by ``pattern.parse``."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{1,60}$")
    category: Category
    message: str = Field(min_length=10, max_length=300)
    question: str = Field(min_length=5, max_length=200)
    patterns: tuple[str, ...] = Field(min_length=1)
    when: tuple[str, ...] = ()  # the sentence must also say one of these
    unless: tuple[str, ...] = ()  # the sentence also says this: no hint
    only_in: tuple[SectionId, ...] = ()
    not_in: tuple[SectionId, ...] = ()
    unless_measurable: bool = False  # a number, a date, an owner, a path … in the same item: no hint
    suggestions: tuple[Suggestion, ...] = ()
    flag: tuple[Example, ...] = Field(min_length=1)
    pass_: tuple[Example, ...] = Field(default=(), alias="pass")

    @model_validator(mode="before")
    @classmethod
    def _plain_sentences(cls, data: Any) -> Any:
        """An example may be written as a plain sentence; it then stands in a section where the rule works."""
        if not isinstance(data, dict):
            return data
        sections = data.get("only_in") or [None]
        home = sections[0] if isinstance(sections, list) else None
        plain = {
            key: [{"text": one, "section": home} if isinstance(one, str) else one for one in data.get(key, ())]
            for key in ("flag", "pass")
            if isinstance(data.get(key, []), list)
        }
        offers = data.get("suggestions", ())
        if isinstance(offers, list):
            plain["suggestions"] = [{"write": one} if isinstance(one, str) else one for one in offers]
        return {**data, **plain}

    def works_in(self, section: SectionId | None) -> bool:
        if section is None:
            return True
        return section not in self.not_in and (not self.only_in or section in self.only_in)


class RuleFile(_Data):
    """A whole file. The head holds what its rules share."""

    about: str = ""
    category: Category | None = None
    message: str = ""
    question: str = ""
    unless: tuple[str, ...] = ()
    only_in: tuple[SectionId, ...] = ()
    not_in: tuple[SectionId, ...] = ()
    unless_measurable: bool = False
    switch_off: tuple[str, ...] = ()
    words: Mapping[str, WordClass] = Field(default_factory=dict)
    phrases: Mapping[str, str] = Field(default_factory=dict)
    rule: tuple[Rule, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _hand_down(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("rule", []), list):
            return data
        shared = {key: data[key] for key in ("category", "message", "question", "unless", "only_in", "not_in", "unless_measurable") if data.get(key)}
        rules = [
            {**shared, **rule, "unless": [*shared.get("unless", []), *rule.get("unless", [])]}
            if isinstance(rule, dict) and isinstance(rule.get("unless", []), list)
            else rule
            for rule in data.get("rule", [])
        ]
        return {**data, "rule": rules}


@dataclass(frozen=True)
class Ready:
    """A rule that can be used."""

    rule: Rule
    patterns: tuple[Compiled, ...]
    when: tuple[Compiled, ...]
    unless: tuple[Compiled, ...]
    offers: tuple[tuple[str, Compiled | None], ...]
    names: frozenset[str]  # signs of names and products: after the verb they make an action concrete


class RuleSet:
    """Rules that work together: one lexicon, and an index from signs to the patterns that may match."""

    def __init__(self, files: Sequence[RuleFile]) -> None:
        self._files = tuple(files)
        off = {rule for file in files for rule in file.switch_off}
        self.rules: tuple[Rule, ...] = tuple(rule for file in files for rule in file.rule if rule.id not in off)
        classes: dict[str, WordClass] = {}
        for file in files:
            for name, words in file.words.items():
                classes[name] = classes[name].plus(words) if name in classes else words
        phrases = {name: parse(text) for file in files for name, text in file.phrases.items()}
        parsed = [
            (rule, tuple([parse(text) for text in texts] for texts in _texts(rule))) for rule in self.rules
        ]
        nodes = [*phrases.values(), *(node for _, lists in parsed for nodes in lists for node in nodes)]
        self.lexicon = Lexicon(classes, {word for node in nodes for word in words_of(node)})
        compiler = Compiler(self.lexicon, phrases)
        names = frozenset(SHAPE["NAME"] + SHAPE["PRODUCT"]) | (
            self.lexicon.of("product").single if "product" in classes else frozenset()
        )
        self.ready: dict[str, Ready] = {}
        self.by_sign: dict[str, list[tuple[int, Ready, Compiled]]] = {}
        number = 0
        for rule, lists in parsed:
            try:
                patterns, when, unless, said = (tuple(map(compiler.compile, nodes)) for nodes in lists)
                conditions = iter(said)
                offers = tuple((one.write, next(conditions) if one.when else None) for one in rule.suggestions)
                ready = Ready(rule, patterns, when, unless, offers, names)
            except (BadPattern, UnknownClass) as trouble:
                raise _Unusable(rule.id, _reason(trouble)) from trouble
            self.ready[rule.id] = ready
            for pattern in ready.patterns:
                number += 1
                for sign in pattern.pick:
                    self.by_sign.setdefault(sign, []).append((number, ready, pattern))

    def with_team(self, text: str) -> "RuleSet":
        """These rules and a team's own file; BadFile with line and reason when it cannot be used."""
        file = _read_file(text)
        known = {rule.id for rule in self.rules}
        for place, rule in enumerate(file.rule):
            if rule.id in known:
                raise _refused(_line_of_rule(text, place), f"there is already a rule called “{rule.id}”")
            known.add(rule.id)
            _check_patterns(text, place, rule)
        for off in file.switch_off:
            if off not in known:
                raise _refused(_line_with(text, off), f"there is no rule called “{off}” to switch off")
        for name in (*file.phrases, *file.words):
            if name in SHAPE or any(name in other.phrases for other in self._files):
                raise _refused(_line_with(text, name), f"“{name}” is already taken by a phrase")
        for name, phrase in file.phrases.items():
            try:
                parse(phrase)
            except BadPattern as trouble:
                raise _refused(_line_with(text, name), str(trouble)) from trouble
        try:
            return type(self)([*self._files, file])
        except _Unusable as trouble:
            raise _refused(_line_with(text, f'"{trouble.rule}"'), trouble.reason) from trouble
        except (UnknownClass, RecursionError) as trouble:
            raise _refused(_line_with(text, "of ="), _reason(trouble)) from trouble

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


def _texts(rule: Rule) -> tuple[tuple[str, ...], ...]:
    return rule.patterns, rule.when, rule.unless, tuple(one.when for one in rule.suggestions if one.when)


class _Unusable(Exception):
    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(f"{rule}: {reason}")
        self.rule, self.reason = rule, reason


def _read_file(text: str) -> RuleFile:
    if len(text) > _MOST_TEXT:
        raise BadFile("This rule file is too long. Keep it under 400 kB.")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        found = re.search(r"\(at line (\d+)", str(trouble))
        line = int(found.group(1)) if found else text.count("\n") + 1
        raise _refused(line, re.sub(r" \(at .*\)$", "", str(trouble)).lower()) from trouble
    except RecursionError as trouble:
        raise _refused(1, "it is nested too deeply") from trouble
    try:
        file = RuleFile.model_validate(data)
    except ValidationError as trouble:
        first = trouble.errors()[0]
        where = first["loc"]
        line = _line_of_rule(text, where[1]) if where[:1] == ("rule",) and len(where) > 1 else _line_with(text, where)
        raise _refused(line, f"“{'.'.join(map(str, where[-2:]))}”: {first['msg'].lower()}") from trouble
    if len(file.rule) > _MOST_RULES:
        raise _refused(1, f"more than {_MOST_RULES} rules are too many")
    return file


def _check_patterns(text: str, place: int, rule: Rule) -> None:
    for pattern in (text for texts in _texts(rule) for text in texts):
        try:
            parse(pattern)
        except BadPattern as trouble:
            raise _refused(_line_of_rule(text, place), f"the pattern “{pattern}”: {trouble}") from trouble


def _reason(trouble: Exception) -> str:
    if isinstance(trouble, UnknownClass):
        return f"there is no class or phrase called “{trouble}”"
    return str(trouble) or "it goes round in a circle"


def _refused(line: int, reason: str) -> BadFile:
    return BadFile(f"This rule file cannot be used, line {line}: {reason}. Mend it and load it again.")


def _line_of_rule(text: str, place: object) -> int:
    heads = [number for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith("[[rule]]")]
    return heads[place] if isinstance(place, int) and place < len(heads) else 1


def _line_with(text: str, what: object) -> int:
    needles: Iterable[str] = [what] if isinstance(what, str) else [str(part) for part in what] if what else []  # type: ignore[attr-defined]  # a location is a tuple
    for needle in needles:
        for number, line in enumerate(text.splitlines(), 1):
            if needle in line:
                return number
    return 1
