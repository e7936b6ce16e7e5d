"""A hint is shown where the engine is sure; the rest only to who takes a closer look."""

import math

from core.domain.blameless import Category, check, default_rules, with_team
from core.domain.blameless.gate.confidence import (
    AGREES,
    BIAS,
    CERTAIN,
    KIND,
    PATTERN,
    SURE,
    confidence,
    names_of,
    read_weights,
    rule_name,
    written_weights,
)
from core.domain.blameless.gate.judging import judged
from core.domain.blameless.reading import read
from core.domain.blameless.ruleset import pattern_names
from core.domain.blameless.thresholds import HIGHEST
from core.domain.postmortem import SectionId

WISH = "I want to learn more about the cache and to be better at reading its graphs."
OWN = """
[[rule]]
id = "no-cowboys"
category = "judgement"
message = "It hides what the tool allowed."
question = "What did the tool allow?"
patterns = ["[cowboy|cowboys]"]
flag = ["A cowboy deploy."]
pass = ["A canary deploy."]
"""


def test_what_a_veto_excuses_is_not_brought_by_a_closer_look() -> None:
    """It is known to be no blame, which is not the same as being unsure."""
    assert check(WISH, SectionId.LESSONS) == check(WISH, SectionId.LESSONS, closer=True) == []


def test_what_is_sure_is_the_same_with_a_closer_look() -> None:
    """An unsure match never hides or moves a sure one."""
    text = f"The operator failed to escalate. {WISH} Root cause: human error."
    sure = check(text, SectionId.FACTORS)
    closer = check(text, SectionId.FACTORS, closer=True)
    assert len(sure) == 2
    assert [hint for hint in closer if hint.sure] == sure
    assert all(hint.confidence >= SURE for hint in sure)


def test_a_teams_own_rules_are_certain() -> None:
    """They wrote them; the gate knows nothing of them."""
    (hint,) = check("I want to learn from cowboys.", SectionId.LESSONS, (), with_team(OWN))
    assert (hint.rule, hint.confidence) == ("no-cowboys", CERTAIN)


def test_every_rule_of_debriefs_own_is_weighed() -> None:
    """A new rule without a weight would be certain of itself: make the weights again."""
    rules = default_rules()
    assert {rule_name(rule) for rule in rules.ready} <= set(rules.weights)


def test_weights_name_what_there_is() -> None:
    """Each is of a rule, a category, a feature, or of a feature for one category."""
    rules = default_rules()
    categories = {category.value for category in Category}
    own = {feature.name for feature in rules.features} | {BIAS, *map(rule_name, rules.ready), *categories}
    own |= {PATTERN + name for name in pattern_names(rules)}
    kinds = (
        "subject: ",
        "first word: ",
        "sentence: ",
        "section: ",
        "one word",
        "many words",
        "another rule agrees",
        "a clause of the kind: ",
    )
    for name in rules.weights:
        category, comma, fact = name.partition(", ")
        fact = fact if comma and category in categories else name
        assert fact in own or fact.startswith(kinds), name


def test_confidence_is_the_logistic_of_the_weights_that_hold() -> None:
    """A name without a weight weighs nothing."""
    weights = {BIAS: 0.5, "judgement": 1.0, "learning": -2.0}
    names = names_of("x", Category.JUDGEMENT, SectionId.LESSONS, {"learning"})
    assert confidence(weights, names) == round(1 / (1 + math.exp(0.5)), 3)
    assert confidence({}, names) == 0.5
    assert confidence({"judgement": 10_000.0}, names) < HIGHEST, "a team's threshold can silence it"


def test_facts_are_weighed_alone_and_for_their_category() -> None:
    """With the section among them."""
    names = names_of("failed-to", Category.COUNTERFACTUAL_PERSON, None, {"a wish"})
    assert names == {
        "rule: failed-to",
        "counterfactual_person",
        "a wish",
        "section: none",
        "counterfactual_person, a wish",
        "counterfactual_person, section: none",
    }


def test_weights_are_read_as_they_are_written() -> None:
    """With two decimals, one a line, in order."""
    text = written_weights({"b": -0.126, "a “x”": 1.0})
    assert text.splitlines()[1].strip().startswith('"a')
    assert read_weights(text) == {"a “x”": 1.0, "b": -0.13}


def test_a_kind_of_clause_is_no_fact_for_a_category() -> None:
    """Kinds are many and seldom met: what they say is weighed alone."""
    names = names_of("x", Category.JUDGEMENT, None, {f"{KIND}too-much", f"{KIND}too-much: who: we", "a wish"})
    assert {name for name in names if KIND in name} == {f"{KIND}too-much", f"{KIND}too-much: who: we"}
    assert "judgement, a wish" in names


def test_a_phrase_is_weighed_with_the_clause_it_stands_in() -> None:
    """And a clause with a phrase that agrees; what two clauses share is no agreement of rules."""
    rules = default_rules()
    reading = read("The operator should have escalated.", (), rules.lexicon)
    by_rule = {item.found.ready.rule.id: item.names for item in judged(reading, SectionId.FACTORS, rules)}
    assert f"{KIND}should-have" in by_rule["a-duty-in-hindsight"]
    assert {f"{KIND}should-have", AGREES} <= by_rule["clause-in-hindsight"]
    assert f"{KIND}should-have: modal: should" in by_rule["a-duty-in-hindsight"]
