"""Everything that replaces a part of a sentence: a thing (“a step …”), what somebody had, a question, a remark.

Each has its own ways not to fit; where it does not, the hint asks its question and offers nothing.
"""

import re
from typing import Final

from core.domain.blameless.rewriting.place import Underlined, word_set

_BEFORE_A_THING: Final = word_set(
    "to by of from with on as through and or than is was were be been being because just only also called for about "
    "behind that into"
)
_NO_VERBS: Final = ("less", "ous", "ss")  # endings of words in -s that are none
_OWNED: Final = word_set("had has have made make makes making")
_PLURAL: Final = word_set("are were have")
_BELONGS: Final = re.compile(
    r",?\s+(?:(?:and|but) not\b|(?:and|or|not|by|rather|instead|versus|vs)\b|of\b(?!\s+\d)|in (?:not|\w+ing)\b"
    r"|on (?:the|our|my|his|her|their|your) part\b|on \w{1,40}['’]s? part\b)"
)
_MANNER: Final = re.compile(
    r"[^.,;:!?\n]{0,200}\b(?:enough|well|properly|carefully|thoroughly|correctly|closely|much|better)\b"
)
_JOINED: Final = re.compile(r"[^.;:!?\n]{0,200}\bnor\b")
_JOINED_DONE: Final = re.compile(r"[^.;:!?\n]{0,200}\band (?:\w{1,30}ly )?\w{1,30}(?:ed|en)\b")
_PERFECT: Final = word_set("should could ought must")
_PRESENT: Final = {"fails": "has", "does": "has", "doesn't": "has", "do": "have", "don't": "have", "fail": "have"}
_NO_DUTY: Final = word_set("could will won't")
_NOBODY: Final = re.compile(r"\b(?:nobody|no one|none|never|not)\b", re.IGNORECASE)
_HABIT: Final = word_set("always never still even ever keep just you")
_PERSON: Final = word_set(
    "nobody no somebody someone everybody everyone anybody people they we i you he she who the-team our-team"
)


def thing(here: Underlined, write: str) -> str | None:
    """A noun with its article, in place of another one."""
    if _BELONGS.match(here.after) or here.following in _PLURAL:
        return None
    before = here.preceding(2)
    if here.opens or not before:
        return write
    word = before[0]
    if word in ("a", "an", "the", "this"):
        noun = write.split(" ", 1)[1]
        fits = word in ("the", "this") or (write.startswith("a ") and ("an" if noun[:1] in "aeiou" else "a") == word)
        return noun if fits and not _OWNED.intersection(before[1:]) else None
    verb = word.endswith(("ed", "s", "ly")) and not word.endswith(_NO_VERBS) and word not in _OWNED
    return write if verb or word in _BEFORE_A_THING else None


def had(here: Underlined, write: str) -> str | None:
    """What somebody had or had not, in the tense of the writer."""
    if here.first.endswith("ing") or here.first in _NO_DUTY or _MANNER.match(here.after):
        return None
    if _JOINED.match(here.after) or (here.first in _PERFECT and _JOINED_DONE.match(here.after)):  # “… nor did we …”
        return None
    return f"{_PRESENT[here.first]}{write[3:]}" if here.first in _PRESENT else write


def question(here: Underlined, write: str) -> str | None:
    """“What made it …” in place of “Why did you …”: not where that asks for the opposite, or after a habit."""
    if write.startswith("What made") and (_NOBODY.search(here.text) or here.following in _HABIT):
        return None
    return write


def remark(here: Underlined, write: str) -> str | None:
    """A remark on a whole clause, which must not be about a person."""
    return None if here.following in _PERSON else write


def circumstance(here: Underlined, write: str) -> str | None:
    """“With no check in the way”: at the start of a sentence, or at its end."""
    if here.opens:
        return write if here.after.lstrip().startswith(",") else f"{write},"
    return write if here.ends_here else None
