"""Clauses about work that is to be done in general, in the middle of a sentence, and tasks that nobody did."""

from collections.abc import Iterator
from typing import Final

from core.domain.blameless.clauses.anchors import ASKED_OF_PEOPLE, NOBODY_SAID, PEOPLE, Anchors, Structure
from core.domain.blameless.marking import bits_of

_GENERAL: Final = ("general", "work")
_AMOUNTS: Final = frozenset({"more", "less", "fewer", "additional", "further"})
_WORK: Final = ("generic", "airy", "of-people", "human-work")
_NEAR: Final = 4  # words from an intention to the verb that it is about
_OWNER_BEHIND: Final = 7  # words from “failure” to “to”, with whose it is between them


def promised(at: Anchors) -> Iterator[Structure]:
    """“we will improve …”."""
    will, adverbs = at.at("willing"), at.at("adv")
    for place in bits_of(will):
        verb = at.after(place, adverbs)
        if at.base >> verb & 1:
            yield from _vaguely(at, verb, "will", at.subject(place))


def intended(at: Anchors) -> Iterator[Structure]:
    """“the goal is to increase …”, “focus on enhancing …”."""
    to, intent, ing = at.at("infinitive"), at.at("intent"), at.ing
    for place in bits_of(at.base | ing):
        near = intent & ((1 << place) - (1 << max(place - _NEAR, 0)))
        if near and (to >> (place - 1) & 1 or ing >> place & 1):
            intention = near.bit_length() - 1
            yield from _vaguely(at, place, "gerund" if ing >> place & 1 else "to", at.subject(intention))


def _vaguely(at: Anchors, verb: int, form: str, who: str) -> Iterator[Structure]:
    kind = at.verb(verb)
    if kind not in ("woolly", "undertake"):
        return
    object_, end = at.object_of(verb)
    how = bool(at.at("scaled") >> (verb + 1) & 1)
    if kind == "woolly" or how or object_ in _GENERAL:
        degree = "a degree" if how else "no degree"
        facts = (f"form: {form}", f"who: {who}", f"verb: {kind}, object: {object_}", f"{degree}, object: {object_}")
        yield Structure("intended-vaguely", verb, max(end, verb + 1), facts)


def effort(at: Anchors) -> Iterator[Structure]:
    """“Spend more time on …”, “should pay attention to …”: what people are to put into it."""
    time, amount, told = at.at("effort-of-people"), at.at("amount", "adv"), at.at("obliged-alone")
    for place in bits_of(at.at("giving:base", "giving:ing")):
        noun = at.after(place, amount)
        before = at.role(place - 1) if place else "start"
        if not time >> noun & 1 or (before not in NOBODY_SAID and not told >> (place - 1) & 1):
            continue
        facts = (
            "an amount" if noun > place + 1 else "no amount",
            f"form: {'gerund' if at.ing >> place & 1 else 'base'}",
            f"before it: {before}",
            f"behind it: {at.behind(noun + 1)}",
            f"noun: {at.known[noun].text}",
        )
        yield Structure("effort-told", place, noun + 1, facts)


def improvable(at: Anchors) -> Iterator[Structure]:
    """“… can be improved”: nobody says by what."""
    able, being = at.at("able"), at.at("being")
    for place in bits_of(at.at("woolly:done")):
        be = at.after(place - 3, ~being) if place > 2 else place
        if not (1 < be < place and able >> (be - 1) & 1):
            continue
        if not at.at(*_WORK) >> (be - 2) & 1:
            continue
        subject = at.subject(be - 1)
        facts = (f"modal: {at.known[be - 1].text}", f"of: {subject}", f"verb: {at.known[place].text}")
        yield Structure("could-be-improved", max(be - 2, 1), place + 1, facts)


def wanted(at: Anchors) -> Iterator[Structure]:
    """“need better …”, “requires more careful …”: a quality that is asked for."""
    scaled, adverbs = at.at("scaled"), at.at("adv")
    for place in bits_of(at.at("wanted")):
        degree = at.after(place, adverbs & ~scaled)
        object_, end = at.object_of(degree)
        amount = at.known[degree].text in _AMOUNTS
        if not scaled >> degree & 1 or object_ == "none" or (amount and object_ not in _GENERAL):
            continue
        facts = (
            f"asked by: {at.known[place].text}",
            f"who: {at.subject(place)}",
            f"object: {object_}",
            f"degree: {at.known[degree].text}",
        )
        yield Structure("wanted", place, max(end, degree + 1), facts)


def left_undone(at: Anchors) -> Iterator[Structure]:
    """“enabled but never disabled”, “Code not tested”: a human task that was not done, by nobody in particular."""
    done, adverbs, being = at.done, at.at("adv"), at.at("being")
    for place in bits_of(at.at("negation")):
        verb = at.after(place, adverbs | being)
        kind, subject = at.verb(verb), at.subject(place)
        if at.is_edge(verb) or not done >> verb & 1:
            continue
        never = at.known[place].text == "never"
        if subject == "joined":
            somebody = at.somebody_before(place)
            if never and (somebody or kind in ASKED_OF_PEOPLE):
                told = "by somebody" if somebody else "by nobody named"
                yield Structure("never-then", place, verb + 1, (f"verb: {kind}", told))
        elif subject not in PEOPLE and subject != "outsider" and kind in ("task", "duty"):
            if place and "auxiliary" in at.known[place - 1].keys:  # “was not tested”: of things, mostly fine
                continue
            facts = (f"verb: {kind}", f"of: {subject}", "never" if never else "not")
            yield Structure("not-done-to", place, verb + 1, facts)


def not_consistently(at: Anchors) -> Iterator[Structure]:
    """“we are not testing … enough”: what people do not do as they should, and still do not."""
    ing, adverbs, manner = at.ing, at.at("adv", "manner", "well"), at.at("manner", "well")
    for place in bits_of(at.at("negation")):
        verb = at.after(place, adverbs)
        if at.is_edge(verb) or not ing >> verb & 1 or at.subject(place) not in PEOPLE:
            continue
        if manner & ((1 << at.clause_end(verb)) - (1 << place)):
            facts = (f"verb: {at.verb(verb)}", f"who: {at.subject(place)}")
            yield Structure("not-doing-well", place, verb + 1, facts)


def failing(at: Anchors) -> Iterator[Structure]:
    """“the crew's failure to …”, “refusal of the vendor to …”, “Failure to …”: not doing something, as a noun."""
    to = at.at("infinitive")
    for place in bits_of(at.at("shortcoming")):
        near = to & ((1 << min(place + _OWNER_BEHIND, at.size)) - (2 << place))
        if not near:
            continue
        helper = (near & -near).bit_length() - 1
        verb, who = helper + 1, at.subject(place)
        if helper > place + 1:  # “… of the crew to”
            who = next((name for now in range(place + 1, helper) if (name := at.role(now)) in PEOPLE), "")
        if at.is_edge(verb) or not at.base >> verb & 1 or who not in (*PEOPLE, *NOBODY_SAID, "other"):
            continue
        asked = "asked of people" if at.verb(verb) in ASKED_OF_PEOPLE else "other"
        if who not in PEOPLE and at.verb(verb) in ("act", "harm"):  # “failure to load the file”: a machine's
            continue
        facts = (f"who: {who}", f"{'somebody' if who in PEOPLE else 'not said'}, {asked}", f"verb: {at.verb(verb)}")
        yield Structure("failing-to", place, max(at.object_of(verb)[1], verb + 1), facts)
