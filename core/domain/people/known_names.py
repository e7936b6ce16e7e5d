"""The names that a meeting knows: of its members, of owners, of who did what. The hints read them as names.

The fields that hold them hold other things too: teams, systems, “on call”. What is not clearly a person's
name is left out, because a system that is taken for a person gets hints that are wrong.
"""

import re
from collections.abc import Container, Iterable, Iterator

from core.domain.blameless import default_rules
from core.domain.postmortem import Postmortem

_FIRST_PART = re.compile(r"[,;/(+&–—:、，；]| and | - ")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_MOST_WORDS = 3
_OTHERS = (
    "team crew squad group shift on-call oncall on call job queue alert service server system bot script dashboard "
    "customer customers support vendor everybody everyone nobody somebody someone all the we us guest unknown"
)
_NOT_A_NAME = frozenset(_OTHERS.split())


def known_people(members: Iterable[str], postmortem: Postmortem | None = None) -> frozenset[str]:
    """Names of people, from those in the room and from what is written."""
    found = {name for name, _ in _names(members)}
    if postmortem is not None:
        systems = frozenset(name.casefold() for name in postmortem.services)
        owners = _names((*(row.owner for row in postmortem.actions), postmortem.follow_up.tracker), systems)
        doers = _names((row.who for row in postmortem.timeline), systems)
        found.update(name for name, text in owners if _no_known_word(text))
        found.update(name for name, text in doers if _with_capitals(text) and _no_known_word(text))
    return frozenset(found)


def _names(texts: Iterable[str], without: Container[str] = frozenset()) -> Iterator[tuple[str, list[str]]]:
    for text in texts:
        name = _FIRST_PART.split(text.strip().lstrip("@"), maxsplit=1)[0].strip()
        parts = name.split()
        if not parts or len(parts) > _MOST_WORDS or name.casefold() in without:
            continue
        if all(word.casefold() not in _NOT_A_NAME and _WORD.fullmatch(word) for word in parts):
            yield name, parts


def _with_capitals(texts: list[str]) -> bool:
    return all(word[:1].isupper() and not (word.isupper() and len(word) > 2) for word in texts)


def _no_known_word(texts: list[str]) -> bool:
    """Words that the rules know otherwise are a system or a thing, unless they stand as first and last name."""
    known = default_rules().lexicon.word
    return (len(texts) > 1 and _with_capitals(texts)) or all(known.get(word.lower()) is None for word in texts)
