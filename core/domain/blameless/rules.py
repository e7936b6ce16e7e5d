"""What a rule file may say. How files become a working set is in ``ruleset``; a team's own file in ``team``."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.domain.blameless.hint import Category
from core.domain.blameless.lexicon import WordClass
from core.domain.postmortem import SectionId


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


class Where(StrEnum):
    """The part of a sentence that a feature is looked for in."""

    SENTENCE = "sentence"
    CLAUSE = "clause"
    BEFORE = "before"  # from the start of the clause to the match
    SPAN = "span"
    AFTER = "after"  # from the match to the end of the sentence


class Feature(_Data):
    """Something in the clause around a match that says whether a person's duty or character is meant."""

    name: str = Field(min_length=1, max_length=60)
    where: Where = Field(alias="in")
    patterns: tuple[str, ...] = Field(min_length=1)


class Veto(_Data):
    """What makes the words all right. All that it says must hold; what it does not say may be anything."""

    name: str = Field(min_length=1, max_length=60)
    of: tuple[str, ...] = Field(min_length=1)  # rules or categories
    where: Where = Field(default=Where.SENTENCE, alias="in")
    patterns: tuple[str, ...] = ()  # one of these is said there
    subjects: tuple[str, ...] = ()  # and one of these is the subject
    unless: tuple[str, ...] = ()  # and none of these is said in the sentence


class Rule(_Data):
    """One rule as it stands in a file. Patterns are read by ``pattern.parse``; it has some, or kinds of clauses."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{1,60}$")
    category: Category
    message: str = Field(min_length=10, max_length=300)
    question: str = Field(min_length=5, max_length=200)
    patterns: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()  # kinds of ``clauses.kinds``; only in Debrief's own files
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
            key: [{"text": offer, "section": home} if isinstance(offer, str) else offer for offer in data.get(key, ())]
            for key in ("flag", "pass")
            if isinstance(data.get(key, []), list)
        }
        offers = data.get("suggestions", ())
        if isinstance(offers, list):
            plain["suggestions"] = [{"write": offer} if isinstance(offer, str) else offer for offer in offers]
        return {**data, **plain}

    @model_validator(mode="after")
    def _looks_for_something(self) -> Self:
        if not self.patterns and not self.clauses:
            raise ValueError("it needs at least one pattern")
        return self

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
    veto: tuple[Veto, ...] = ()
    aside: bool = False  # its words tell nothing of what else a word is
    feature: tuple[Feature, ...] = ()  # only in Debrief's own files, where words serve features and vetoes alone

    @model_validator(mode="before")
    @classmethod
    def _hand_down(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("rule", []), list):
            return data
        shared = {
            key: data[key]
            for key in ("category", "message", "question", "unless", "only_in", "not_in", "unless_measurable")
            if data.get(key)
        }
        rules = [
            {**shared, **rule, "unless": [*shared.get("unless", []), *rule.get("unless", [])]}
            if isinstance(rule, dict) and isinstance(rule.get("unless", []), list)
            else rule
            for rule in data.get("rule", [])
        ]
        return {**data, "rule": rules}
