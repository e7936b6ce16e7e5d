"""Clauses that say how somebody worked: badly, too late, by accident. Each finds all of its kind in a sentence."""

from collections.abc import Iterator
from typing import Final

from core.domain.blameless.clauses.anchors import NOBODY_SAID, PEOPLE, Anchors, Structure
from core.domain.blameless.marking import bits_of

_NEAR: Final = 5  # words from what was done to “the wrong …”


def badly(at: Anchors) -> Iterator[Structure]:
    """“poorly …”, “… badly”: a verdict on a deed."""
    verbs = at.done | at.past | at.ing
    for place in bits_of(at.at("badly")):
        before, behind = place > 0 and verbs >> (place - 1) & 1, verbs >> (place + 1) & 1
        if before or behind:
            verb = place + 1 if behind else place - 1
            facts = (f"verb: {at.verb(verb)}", f"who: {at.subject(min(verb, place))}")
            yield Structure("badly-done", min(place, verb), max(place, verb) + 1, facts)


def not_well(at: Anchors) -> Iterator[Structure]:
    """“not … properly”, “without proper …”: how it was not done."""
    well = at.at("well")
    for place in bits_of(at.at("negation")):
        near = well & ((1 << min(place + 6, at.clause_end(place))) - (1 << place))
        if near:
            how = near.bit_length() - 1
            yield Structure("not-well", place, how + 1, (f"who: {at.subject(place)}",))


def bad_work(at: Anchors) -> Iterator[Structure]:
    """“a bad decision”, “poor planning”."""
    work = at.at("of-people", "human-work")
    for place in bits_of(at.at("bad-work")):
        end = place + 1
        while end < min(place + 4, at.size - 1) and not work >> end & 1 and not at.is_edge(end):
            end += 1
        if work >> end & 1:
            yield Structure("bad-work", place, end + 1, (f"verdict: {at.known[place].text}",))


def too(at: Anchors) -> Iterator[Structure]:
    """“took too long”, “were too optimistic”."""
    excess = at.at("excess")
    for place in bits_of(at.at("to-excess")):
        if not excess >> (place + 1) & 1:
            continue
        verb = place - 1
        while verb > 0 and at.at("adv", "by-far") >> verb & 1:
            verb -= 1
        subject = at.subject(verb)
        if subject in PEOPLE or subject in NOBODY_SAID:
            facts = (f"who: {subject}", f"excess: {at.known[place + 1].text}")
            yield Structure("too-much", max(verb, 1), place + 2, facts)


def reproached(at: Anchors) -> Iterator[Structure]:
    """“they ignored …”, “was forgotten”, “Forgot to …”: a verb that is a reproach by itself."""
    being = at.at("being")
    for place in bits_of(at.at("refuse:past")):
        subject = at.subject_of_joined(place)
        passive = place > 0 and being >> (place - 1) & 1
        if passive or subject in PEOPLE or subject in NOBODY_SAID:
            facts = (f"who: {subject}", "passive" if passive else "active", f"verb: {at.known[place].text}")
            yield Structure("reproached", place, place + 1, facts)


def reproached_still(at: Anchors) -> Iterator[Structure]:
    """“had been skipping”: the same, over some time."""
    being = at.at("being")
    for place in bits_of(at.at("refuse:ing")):
        subject = at.subject(place)
        if place > 0 and being >> (place - 1) & 1 and subject in PEOPLE:
            facts = (f"who: {subject}", "going on", f"verb: {at.known[place].text}")
            yield Structure("reproached", place - 1, place + 1, facts)


def accident(at: Anchors) -> Iterator[Structure]:
    """“I accidentally …”, “mistakenly …ed”."""
    verbs = at.past | at.done
    for place in bits_of(at.at("accident")):
        verb = place + 1 if verbs >> (place + 1) & 1 else place - 1
        subject = at.subject(min(place, verb))
        if verb > 0 and verbs >> verb & 1 and subject != "thing":
            facts = (f"who: {subject}", "before it" if verb > place else "behind it")
            yield Structure("by-accident", min(place, verb), max(place, verb) + 1, facts)


def wrong(at: Anchors) -> Iterator[Structure]:
    """“did it wrong”."""
    did, det = at.at("done-it"), at.at("det")
    for place in bits_of(at.at("wrongly")):
        near = did & ((1 << place) - (1 << max(place - 3, 0)))
        start = near.bit_length() - 1
        if place and det >> (place - 1) & 1:  # “a wrong code”: what sort of code it was
            continue
        if near and at.subject(start) != "thing":
            yield Structure("did-wrong", start, place + 1, (f"who: {at.subject(start)}",))


def mistook(at: Anchors) -> Iterator[Structure]:
    """“she ran it on the wrong …”: a person, what was done, and that it was another thing."""
    past = at.past
    for place in bits_of(at.at("another-thing")):
        verb = (past & ((1 << place) - (1 << max(place - _NEAR, 0)))).bit_length() - 1
        if verb < 1 or at.edges >> verb & ((1 << (place - verb)) - 1) or at.is_edge(place + 1):
            continue
        subject = at.subject(verb)
        if subject in PEOPLE:
            facts = (f"who: {subject}", f"verb: {at.verb(verb)}", f"word: {at.known[place].text}")
            yield Structure("mistook", verb, max(at.object_of(place)[1], place + 2), facts)
