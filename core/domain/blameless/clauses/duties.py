"""Clauses about what somebody left undone, should have done, or is to do. Each finds all of its kind in a sentence."""

from collections.abc import Iterator

from core.domain.blameless.clauses.anchors import (
    ASKED_OF_PEOPLE,
    NOBODY_SAID,
    OTHERS,
    PEOPLE,
    Anchors,
    Structure,
)
from core.domain.blameless.marking import bits_of


def omitted(at: Anchors) -> Iterator[Structure]:
    """“did not …”, “never …”, “not …ing”: what somebody left undone; “they would not …”: what somebody refused."""
    past, willing, adverbs, ing = at.at("in-the-past"), at.at("unwilling"), at.at("adv"), at.ing
    verbs, did, being = at.base | at.past | at.done | ing, at.at("did-it"), at.at("being")
    for place in bits_of(at.at("negation")):
        verb = at.after(place, adverbs)
        kind, subject = at.verb(verb), at.subject(place)
        if at.is_edge(verb) or kind == "know":
            continue
        before = at.known[place - 1].keys if place else ()
        if subject in NOBODY_SAID and ing >> verb & 1 and "auxiliary" not in before:
            yield Structure("not-doing", place, verb + 1, (f"verb: {kind}",))
        if subject not in PEOPLE and subject != "start":
            continue
        helper = place - 1
        while helper > 0 and adverbs >> helper & 1:
            helper -= 1
        own = past >> place & 1
        if being >> verb & 1 and at.done >> at.after(verb, adverbs) & 1:  # “had not been given”: by others
            continue
        if not verbs >> verb & 1 and not (own or (did | willing) >> helper & 1):  # “was not sure”
            continue
        asked = "asked of people" if kind in ASKED_OF_PEOPLE else "other"
        facts = (f"verb: {kind}", f"who: {subject}", f"{'somebody' if subject in PEOPLE else 'not said'}, {asked}")
        if willing >> helper & 1 and subject in OTHERS:
            yield Structure("would-not", helper, verb + 1, facts)
        elif own or past >> helper & 1 or at.known[place].text == "never":
            yield Structure("not-done", place if own or not past >> helper & 1 else helper, verb + 1, facts)


def hindsight(at: Anchors) -> Iterator[Structure]:
    """“should have …”, “could of been …”, whoever or whatever it is said of."""
    perfect, adverbs, noun = at.at("perfect"), at.at("adv", "negation", "LY"), at.at("det", "whose", "NUMBER")
    fault, manner = at.at("caught:done"), at.at("manner", "well")
    for place in bits_of(at.at("hindsight-modal")):
        have = at.after(place, adverbs)
        if not perfect >> have & 1:
            continue
        verb = at.after(have, adverbs | at.at("being"))
        further = at.after(have, adverbs | at.at("being") | manner)  # “should have been more thoroughly checked”
        if at.done >> further & 1:
            verb = further
        been = bool(at.at("being") & ((1 << verb) - (1 << have)))
        if at.is_edge(verb) or noun >> verb & 1 or (at.ing >> verb & 1 and not been):  # “should have two owners”
            continue
        who, modal = at.subject(place), at.known[place].text
        of_people = been and (fault >> verb & 1 or at.verb(verb) in ("task", "duty", "woolly"))
        if who == "outsider" or (who == "thing" and not of_people):  # what a program should have done is nobody's duty
            continue
        facts = (
            f"verb: {at.verb(verb)}",
            f"who: {who}, modal: {modal}",
            f"modal: {modal}",
            f"{'somebody' if who in PEOPLE else 'nobody said'}, modal: {modal}",
            "it should have been" if been else "it should have done",
        )
        yield Structure("should-have", place, verb + 1, facts)


def unreal(at: Anchors) -> Iterator[Structure]:
    """“if we had …”, “had they …”."""
    had, adverbs = at.at("had"), at.at("adv", "negation")
    for place in bits_of(at.at("conditional-word")):
        who = place + 1
        if who >= at.size - 1 or at.role(who) not in PEOPLE:
            continue
        inverted = had >> place & 1
        helper = at.after(who, adverbs)
        if not inverted and not had >> helper & 1:
            continue
        verb = at.after(who if inverted else helper, adverbs)
        if not at.is_edge(verb) and (at.done | at.past) >> verb & 1:
            yield Structure("had-they", place, verb + 1, (f"verb: {at.verb(verb)}", f"who: {at.role(who)}"))


def obliged(at: Anchors) -> Iterator[Structure]:
    """“we need to … more often”, “code must be … carefully”: how people are to behave."""
    to, alone, manner = at.at("infinitive"), at.at("obliged-alone"), at.at("manner")
    adverbs, being, perfect = at.at("adv", "negation"), at.at("being"), at.at("perfect")
    for place in bits_of(at.at("obliged")):
        verb = at.after(place, adverbs & ~to)
        if to >> verb & 1:
            verb = at.after(verb, adverbs)
        elif not alone >> place & 1:
            continue
        passive = being >> verb & 1
        if perfect >> verb & 1 and not passive:
            continue
        if passive:
            verb = at.after(verb, adverbs)
        subject = at.subject(place)
        if at.is_edge(verb) or (subject not in PEOPLE and subject not in NOBODY_SAID and not passive):
            continue
        how = manner & ((1 << at.clause_end(verb)) - (1 << place))
        kind = at.verb(verb)
        somebody = "somebody" if subject in PEOPLE else "not said"
        facts = (
            f"verb: {kind}",
            f"who: {subject}",
            "passive" if passive else "active",
            f"{somebody}, {at.how(how)}, {'passive' if passive else 'active'}",
        )
        if kind == "woolly":
            yield Structure("obliged-vaguely", place, max(at.object_of(verb)[1], verb + 1), facts)
        elif how and subject != "i" and kind != "know":  # “must know ahead of time”
            yield Structure("obliged", place, verb + 1, facts)


def ordered(at: Anchors) -> Iterator[Structure]:
    """An order at the start: what is to be done, or how people are to be."""
    base, ing, starts, past = at.base, at.ing, at.at("START"), at.past
    if not (base | ing):
        return
    noun, helper, obliged = at.at("det", "whose", "prep", "adv", "infinitive"), at.at("being"), at.at("obliged")
    scaled, det = at.at("scaled"), at.at("det")
    manner, adverbs, to, always = at.at("manner"), at.at("adv"), at.at("infinitive"), at.at("manner", "negation")
    for start in bits_of(starts):
        place = at.after(start, starts)
        if to >> place & 1:
            place += 1
            if at.clause_end(place) < at.size - 2 or at.finite_behind(place):  # “To solve this, …”: what for
                continue
        if always >> place & 1 and base >> (place + 1) & 1:
            yield Structure("always-do", place, place + 2, (f"verb: {at.verb(place + 1)}",))
            continue
        verb = at.after(place - 1, adverbs & ~base)
        form = "order" if base >> verb & 1 else "gerund" if ing >> verb & 1 else ""
        if not form or at.is_edge(verb) or at.is_edge(verb + 1):
            continue
        if past >> (verb + 1) & 1 or (past >> (verb + 2) & 1 and not noun >> (verb + 1) & 1):
            continue  # “Merge conflicts delayed us”: a noun
        if (helper | obliged) >> (verb + 1) & 1 or (form == "gerund" and helper >> (verb + 2) & 1):
            continue  # “Testing needs …”: a noun too
        how = manner & ((1 << at.clause_end(verb)) - (2 << verb))
        kind, (object_, end) = at.verb(verb), at.object_of(verb)
        manner_told = "a manner" if how else "no manner"
        facts = (
            f"form: {form}",
            f"verb: {kind}, {manner_told}",
            f"object: {object_}, {manner_told}",
            f"verb: {kind}, object: {object_}",
            f"verb: {kind}, behind it: {at.behind(end)}",
            f"verb: {kind}, {at.how(how)}",
        )
        if kind in ASKED_OF_PEOPLE and (how or form == "order"):
            yield Structure("people-told", verb, max(end, verb + 1), facts)
        degree = bool(scaled >> at.after(verb, det) & 1)
        general = object_ in ("general", "work") and kind in ("undertake", "duty", "task", "other")
        if kind == "woolly" or general or (degree and object_ != "none"):
            how_much = f"verb: {kind}, {'a degree' if degree else 'no degree'}"
            yield Structure("work-told", verb, max(end, verb + 1), (*facts, how_much))


def scaled(at: Anchors) -> Iterator[Structure]:
    """“Better …”, “more …”: a change of degree without a verb."""
    scaled, starts = at.at("scaled"), at.at("START")
    for start in bits_of(starts):
        place = at.after(start, starts)
        if not scaled >> place & 1 or at.is_edge(at.after(place, 0)):
            continue
        end = at.clause_end(place)
        finite = at.at("auxiliary", "in-the-past") & ((1 << end) - (1 << place))
        object_, last = at.object_of(place)
        facts = (f"object: {object_}", "a sentence" if finite else "no sentence", f"behind it: {at.behind(last)}")
        yield Structure("scaled", place, max(last, place + 1), facts)
