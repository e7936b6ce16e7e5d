"""Each rule carries sentences it must flag and sentences it must let pass; here they are held to it."""

import re

import pytest

from core.domain.blameless import Category, check, default_rules
from core.domain.blameless.finding import rules_hit
from core.domain.blameless.rules import Rule
from core.domain.postmortem import SectionId

RULES = default_rules().rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_flags_its_own_examples(rule: Rule) -> None:
    """Every ``flag`` sentence meets the rule, at least two of them."""
    assert len(rule.flag) >= 2
    for example in rule.flag:
        assert rule.id in rules_hit(example.text, example.section, (), default_rules()), example.text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_should_pass_gets_no_hint_at_all(rule: Rule) -> None:
    """Every ``pass`` sentence is left alone, not only by this rule but by all of them; at least three of them."""
    assert len(rule.pass_) >= 3
    for example in rule.pass_:
        assert check(example.text, example.section) == [], example.text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_kind(rule: Rule) -> None:
    """The message is one sentence or two about words and systems; it never speaks to the writer."""
    assert rule.message.endswith(".")
    assert rule.question.endswith("?")
    assert not re.search(r"\b(you|your|yours)\b", rule.message, re.IGNORECASE)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.suggestions], ids=lambda rule: rule.id)
def test_a_rule_that_suggests_does_so(rule: Rule) -> None:
    """At least one of its own examples gets a rewrite: one that never passes the engine would be of no use."""
    offered = [
        hint.suggestions
        for example in rule.flag
        for hint in check(example.text, example.section, (), default_rules())
        if hint.suggestions
    ]
    assert offered


def test_every_category_has_rules_and_rewrites() -> None:
    """No kind of words is left without a rule, nor without at least one rule that can suggest words."""
    for category in Category:
        own = [rule for rule in RULES if rule.category is category]
        assert len(own) >= 2, category
        assert any(rule.suggestions for rule in own), category


def test_every_pattern_can_be_compiled() -> None:
    """Those that come with Debrief are compiled when a text first needs them; none may fail there."""
    rules = default_rules()
    for ready in rules.ready.values():
        for pattern in (*ready.patterns, *ready.when, *ready.unless, *(when for _, when in ready.offers if when)):
            assert pattern.matcher is not None
    assert all(pattern.matcher is not None for feature in rules.features for pattern in feature.patterns)
    assert all(pattern.matcher is not None for veto in rules.vetoes for pattern in veto.patterns)
    assert all(pattern.matcher is not None for veto in rules.vetoes for pattern in veto.unless)


def test_a_rule_is_looked_up_where_it_works() -> None:
    """The index of a section has the rules that work there and no others."""
    rules = default_rules()
    for section in (None, *SectionId):
        indexed = {entry.ready.rule.id for entries in rules.index(section).values() for entry in entries}
        indexed |= {ready.rule.id for of_kind in rules.by_clause(section).values() for ready in of_kind}
        assert indexed == {rule.id for rule in rules.rules if rule.works_in(section)}


def test_no_phrase_has_the_name_of_a_class() -> None:
    """A pattern that means the class would get the phrase, in whichever file that is."""
    files = default_rules().files
    assert {name for file in files for name in file.words}.isdisjoint(name for file in files for name in file.phrases)


def test_names_are_unique() -> None:
    """A rule is switched off by its name."""
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_no_rewrite_states_what_nobody_knows() -> None:
    """Why somebody did something, or that a record shows it, is a gap for the writer to fill."""
    for rule in RULES:
        for suggestion in rule.suggestions:
            if suggestion.write.startswith(("had ", "as ")):
                assert "<" in suggestion.write, (rule.id, suggestion.write)
