"""Where in a sentence each key of the rules stands, as bits: bit i is the sentence's word i.

Sets of places are whole numbers, so that a step of a pattern is one operation for all places at once.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from core.domain.blameless.lexicon import Known

_SHUT: Final = ("START", "STOP", "ASK")
_SHUT_IN_A_CLAUSE: Final = (*_SHUT, "PAUSE", "COLON")
_EDGES: Final = ("START", "STOP", "PAUSE", "COLON")
Stand = tuple[int, tuple[tuple[int, int], ...]]  # places of single words; length and places of longer entries
NOWHERE: Final[Stand] = (0, ())


class Marked:
    """One sentence. ``single[key]``: where a word has the key; ``several[key]``: entries of more words, by length.

    ``words`` are the keys of single words, ``held`` all keys of the sentence as the lexicon's bits. ``places`` is every
    place a pattern can stand at, the end behind the last word too. ``open`` and ``clause`` are the words that a gap
    may run over, ``edges`` the places that are no words. ``memo`` keeps what phrases that many rules share came to,
    ``stood`` where sets of keys stand, ``open_ways`` which of several ways the words leave open: hundreds of patterns
    ask for the same few. ``known`` are the words themselves.
    """

    __slots__ = (
        "clause",
        "edges",
        "held",
        "known",
        "memo",
        "open",
        "open_ways",
        "places",
        "several",
        "single",
        "stood",
        "words",
    )

    def __init__(self, words: Sequence[Known]) -> None:
        single: dict[str, int] = {}
        several: dict[str, dict[int, int]] = {}
        held = 0
        bit = 1
        for place, (_, keys, bits, opens) in enumerate(words):
            held |= bits
            for key in keys:
                if key in single:
                    single[key] |= bit
                else:
                    single[key] = bit
            if opens and place + 1 < len(words) and words[place + 1].text in opens:
                for rest, names, more in opens[words[place + 1].text]:
                    if not rest or tuple(word.text for word in words[place + 2 : place + 2 + len(rest)]) == rest:
                        held |= more
                        _note(several, names, len(rest) + 2, bit)
            bit <<= 1
        self.single, self.several, self.held, self.known = single, several, held, words
        self.words = frozenset(single)
        self.places = (bit << 1) - 1
        self.open = (~any_of(single, _SHUT) | single.get("COLON", 0)) & self.places
        self.clause = ~any_of(single, _SHUT_IN_A_CLAUSE) & self.places
        self.edges = any_of(single, _EDGES)
        self.memo: dict[tuple[object, int], int] = {}
        self.stood: dict[frozenset[str], Stand] = {}
        self.open_ways: dict[object, Sequence[Any]] = {}

    def ends_of_several(self, keys: Sequence[str]) -> int:
        """The last places of entries of more words that have one of the keys."""
        found = 0
        for key in keys:
            for length, starts in self.several.get(key, {}).items():
                found |= starts << (length - 1)
        return found

    def stand(self, keys: frozenset[str]) -> Stand:
        """Where a word has one of the keys, and where entries of more words begin, by length. Kept."""
        single, several = self.single, self.several
        found = 0
        for key in keys & self.words:
            found |= single[key]
        stand: Stand = NOWHERE if not found else (found, ())
        if several and not keys.isdisjoint(several):
            longer: dict[int, int] = {}
            for key in keys.intersection(several):
                for length, starts in several[key].items():
                    longer[length] = longer.get(length, 0) | starts
            stand = found, tuple(longer.items())
        self.stood[keys] = stand
        return stand


def _note(several: dict[str, dict[int, int]], names: Sequence[str], length: int, bit: int) -> None:
    for name in names:
        lengths = several.setdefault(name, {})
        lengths[length] = lengths.get(length, 0) | bit


def any_of(single: Mapping[str, int], keys: Sequence[str]) -> int:
    """The places of words that have one of the keys."""
    found = 0
    for key in keys:
        found |= single.get(key, 0)
    return found


def bits_of(places: int) -> list[int]:
    """The places of a set, in order."""
    found = []
    while places:
        lowest = places & -places
        found.append(lowest.bit_length() - 1)
        places ^= lowest
    return found
