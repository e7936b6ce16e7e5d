"""Actions, “Add an alert …”: they are orders, or follow “to”, “should” and the like, and end their sentence.

An action replaces words that say too little. What these do say must come along: what is to be improved, when, where.
"""

import re
from typing import Final

from core.domain.blameless.rewriting.place import WORD, Underlined, word_set

_OPTIONAL: Final = re.compile(r"\[([^\[\]]*)\]")
_WHOLE: Final = re.compile(r"\{(?:rest|topic)\}")
_MODAL: Final = word_set("to should must will shall would can could may might please let's lets")
_ADVERB: Final = word_set("also always now just really still all definitely")
_MARKS: Final = (":", ",", ";", "-", "]")
_TIMES: Final = word_set("when whenever while before after during by until so because if unless")
_GOES_ON: Final = _TIMES | word_set("for to where in with")
"""What may follow an action: when and to what end it is done."""
_JOINS: Final = word_set(
    "of in on to around between about with across from and or at into within over among through than as against"
)
"""What goes on inside the words of a hint with something that no template has a place for."""
_EMPTY: Final = word_set(
    "a an the our all any some more better stronger stricter further additional adequate proper good improved in way "
    "of place this these those things generally should must be needs need ought update work improvement"
)
_THINGS: Final = word_set("it they this that these those which")
_SHOULD: Final = word_set("should must needs need ought")
_STUDY: Final = word_set("review reassess evaluate assess investigate analyse analyze explore research look check")
_FINITE: Final = re.compile(r"\b(?:is|are|was|were|will|would|can|could|should|has|have|had|helps?|needs?|makes?)\b")
_FOR_ALL: Final = re.compile(r"\s+for (?:everyone|everybody|all|us)\b")
_GOAL: Final = re.compile(r"\b(?:so|that|which|because|to)\b")


def action(here: Underlined, write: str, about: frozenset[str]) -> str | None:
    """The template as an order or an infinitive; None where it cannot stand, or would lose what was said.

    ``about``: the words that it was chosen for. A part in ``[ ]`` is left out where the sentence goes on.
    """
    goes_on = _goes_on(here)
    if goes_on is None or not _order_or_infinitive(here) or _how_a_thing_should_be(here):
        return None
    whole = _WHOLE.search(write) is not None
    more = "" if whole or not about else _unsaid(here, about)
    if more is None:
        return None
    ends = not goes_on and not more and not (whole and _GOAL.search(here.text))
    new = _OPTIONAL.sub(lambda part: part.group(1) if ends else "", write)
    if not _joins(goes_on, new, whole=whole, topical=bool(about)):
        return None
    if more and f" {more.split()[0]} " in new:
        return None
    new += more
    return new[:1].lower() + new[1:] if not here.opens or here.text[:1].islower() else new


def _order_or_infinitive(here: Underlined) -> bool:
    if here.opens:
        return True
    before = here.preceding(2)  # “should also improve”
    if not before:
        return here.before.rstrip().endswith(_MARKS)
    if before[0] in _ADVERB or before[0].endswith("ly"):
        before = before[1:]
    return any(word in _MODAL or word.endswith("'ll") for word in before[:1])


def _how_a_thing_should_be(here: Underlined) -> bool:
    """“they should be thorough”: of reports, nobody is to do anything."""
    before = here.preceding(2)
    return here.first == "be" and len(before) > 1 and before[1] in _THINGS


def _goes_on(here: Underlined) -> str | None:
    """The word with which the sentence goes on; empty at its end, None where an action cannot go on so."""
    if here.ends_here:
        return ""
    if here.after.lstrip().startswith(","):
        return ","
    if here.following not in _GOES_ON or _FOR_ALL.match(here.after):
        return None
    if here.opens and _FINITE.search(here.after.split(",")[0]):  # the words were its subject
        return None
    return here.following


def _joins(goes_on: str, new: str, *, whole: bool, topical: bool) -> bool:
    """Whether the rest of the sentence belongs to the end of the new words."""
    if goes_on in ("", ","):
        return True
    if f" {goes_on} " in new:  # “so that … so they …”
        return False
    if whole:  # what was improved goes on, so it has to stand last
        return goes_on in _TIMES or new.endswith("}")
    return not (topical and goes_on == "with")


def _unsaid(here: Underlined, about: frozenset[str]) -> str | None:
    """What the words say beyond what the template is about: something to append, or None when it would be lost."""
    if here.first in _STUDY:
        return None
    found = [(word.start(), word.group().lower()) for word in WORD.finditer(here.text)]
    without_verb = any(word in _SHOULD for _, word in found)  # “alerts should be better”
    for start, word in found if without_verb else found[1:]:
        if word in about or word in _EMPTY:
            continue
        return f" {here.text[start:]}" if word in _GOES_ON - _JOINS else None
    return ""
