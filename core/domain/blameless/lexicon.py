"""Words by class: what the rules may ask of a word.

A known word carries the keys that patterns ask for: its classes and their forms, itself where a pattern spells it
out, and its shape. The classes come from data; no word is listed here. How a text is read is in ``reading``.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict

from core.domain.blameless.forms import plural, spellings, verb
from core.domain.blameless.tokens import NO_APOSTROPHE, tokens

# Keys of what is not in any list, and of what is no word. Capital names, so that no class can take them.
SHAPES: Final = (
    "START",
    "STOP",
    "ASK",
    "PAUSE",
    "COLON",
    "NUMBER",
    "DATE",
    "TIME",
    "CODE",
    "QUOTE",
    "LINK",
    "LOG",
    "HANDLE",
    "TICKET",
    "NAME",
    "PRODUCT",
    "LOWER",
    "ED",
    "ING",
    "LY",
    "PLURAL",
)
# In how many of a thousand sentences a key turns up, for those that are no words of any list: counted in reports.
_WEIGHTS: Final[Mapping[str, float]] = {
    **dict.fromkeys(("START", "STOP"), 1_000.0),
    **{"LOWER": 790.0, "PLURAL": 600.0, "PAUSE": 440.0, "ED": 430.0, "ING": 400.0, "LY": 190.0},
    **dict.fromkeys(("COLON", "NUMBER", "NAME", "PRODUCT"), 135.0),
    **{"CODE": 80.0, "ASK": 30.0, "TIME": 30.0, "QUOTE": 30.0},
}
# The same for words: of each tier the mean, counted in the same reports.
_COMMONEST: Final = 180.0
_EVERYDAY: Final = 30.0
_OFTEN: Final = 10.0
_SELDOM: Final = 0.6
_COMMONEST_WORDS: Final = "commonest"
_EVERYDAY_WORDS: Final = "everyday"
_FREQUENT_WORDS: Final = "frequent"
_TOLD_NOTHING: Final = (_COMMONEST_WORDS, _FREQUENT_WORDS)  # how often its words are seen is all that such a class says
_LONG: Final = 30  # letters
_SHARED: Final = 1_024  # bits for all words that patterns spell out


def shape(word: str) -> str:
    """What kind of word a small one is by its ending alone."""
    if word.endswith("ed") and len(word) > 4:
        return "ED"
    if word.endswith("ing") and len(word) > 5:
        return "ING"
    if word.endswith("ly") and len(word) > 4:
        return "LY"
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")):
        return "PLURAL"
    return "LOWER"


def looks(word: str) -> str:
    """As ``shape``; kept for words that are not very long, since texts repeat them."""
    return _shape_kept(word) if len(word) < _LONG else shape(word)


_shape_kept: Final = lru_cache(maxsize=4_096)(shape)


class WordClass(BaseModel):
    """A named list: ``verbs`` come with all their forms, ``nouns`` with their plural, ``words`` as they are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: str = ""
    words: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    of: tuple[str, ...] = ()  # other classes, whole, that belong to this one

    def plus(self, other: "WordClass") -> "WordClass":
        return WordClass(
            about=self.about or other.about,
            words=self.words + other.words,
            nouns=self.nouns + other.nouns,
            verbs=self.verbs + other.verbs,
            of=self.of + other.of,
        )


class Entry(NamedTuple):
    """An entry of several words: those after the second, the keys that all of them together have, also as bits."""

    rest: tuple[str, ...]
    keys: tuple[str, ...]
    held: int


class Known(NamedTuple):
    """A word as the rules see it: its keys, the same as bits, and by the next word the entries that it opens."""

    text: str
    keys: tuple[str, ...]
    held: int
    opens: Mapping[str, Sequence[Entry]] | None = None


class UnknownClass(LookupError):
    """A pattern names a class that no file defines."""


class Lexicon:
    """Knows every word that any class or any pattern mentions, by the keys that patterns use."""

    def __init__(
        self,
        classes: Mapping[str, WordClass],
        literals: Iterable[str],
        used: Collection[str],
        aside: Collection[str] = (),
    ) -> None:
        """``aside`` are classes that tell nothing of what a word is: one that is only in them is still unknown."""
        self._base = _bases(classes)
        spelled = frozenset(literals)
        phrases = _phrases(classes)
        self.names = frozenset(phrases).union(SHAPES)
        self._commonest, self._everyday, self._frequent = (
            frozenset(phrase[0] for phrase in phrases.get(name, ()) if len(phrase) == 1)
            for name in (_COMMONEST_WORDS, _EVERYDAY_WORDS, _FREQUENT_WORDS)
        )
        keys: dict[str, set[str]] = {literal: {"=" + literal} for literal in spelled}
        opens: dict[str, dict[tuple[str, ...], set[str]]] = {}
        self._sizes: dict[str, float] = dict(_WEIGHTS)
        for name in used:
            if name in phrases:
                self._sizes[name] = sum(self._size(phrase) for phrase in phrases[name])
                for phrase in phrases[name]:
                    if len(phrase) == 1:
                        keys.setdefault(phrase[0], set()).add(name)
                    elif phrase:
                        opens.setdefault(phrase[0], {}).setdefault(phrase[1:], set()).add(name)
        self.longest: dict[str, int] = {}  # words, of classes with entries of several
        for entries in opens.values():
            for rest, names in entries.items():
                for name in names:
                    self.longest[name] = max(self.longest.get(name, 1), 1 + len(rest))
        told = [found for name, found in phrases.items() if name.partition(":")[0] not in (*aside, *_TOLD_NOTHING)]
        listed = {phrase[0] for found in told for phrase in found if len(phrase) == 1}
        everywhere = {word for found in phrases.values() for phrase in found for word in phrase}
        for word in everywhere.union(keys):  # a known word still looks like what it is
            seen_as = shape(word)
            mine = keys.setdefault(word, set())
            if word not in listed or (seen_as != "LOWER" and word not in self._everyday):
                mine.add(seen_as)
        self.bit: dict[str, int] = {}
        for key in (*SHAPES, *sorted(used)):
            self.bit.setdefault(key, 1 << len(self.bit))
        own = len(self.bit)
        for number, word in enumerate(sorted(spelled)):  # some share a bit: they only rule out, and fewer are faster
            self.bit["=" + word] = 1 << own + number % _SHARED
        self.word: dict[str, Known] = {
            word: Known(word, tuple(sorted(mine)), self._bits(mine), self._opened(opens.get(word, {})))
            for word, mine in keys.items()
        }
        self.shapes: dict[str, Known] = {name: Known("", (name,), self.bit[name]) for name in SHAPES}

        # the colon behind a label: what follows stands as at the start of a sentence
        self.label = Known("", ("COLON", "START"), self.bit["COLON"] | self.bit["START"])

    def weight(self, key: str) -> float:
        """How often one of the words of a key is likely to turn up: a guess from how everyday they are."""
        return self._sizes[key] if key in self._sizes else self._size((key[1:],))

    def _size(self, phrase: tuple[str, ...]) -> float:
        word = phrase[0] if len(phrase) == 1 else ""
        if word in self._commonest:
            return _COMMONEST
        return _EVERYDAY if word in self._everyday else _OFTEN if word in self._frequent else _SELDOM

    def _bits(self, keys: Iterable[str]) -> int:
        held = 0
        for key in keys:
            held |= self.bit[key]
        return held

    def _opened(self, entries: Mapping[tuple[str, ...], set[str]]) -> Mapping[str, Sequence[Entry]] | None:
        found: dict[str, list[Entry]] = {}
        for (second, *rest), names in entries.items():
            found.setdefault(second, []).append(Entry(tuple(rest), tuple(sorted(names)), self._bits(names)))
        return found or None

    def base(self, text: str) -> str | None:
        """The base form of a verb: ``wrote down`` to ``write down``; None for what is no known verb."""
        return self._base.get(" ".join(split(text)))


@lru_cache(maxsize=20_000)
def split(text: str) -> tuple[str, ...]:
    """The words of an entry, cut as the text will be cut (``didn't`` is two)."""
    if text.isascii() and text.isalpha() and text.islower() and text not in NO_APOSTROPHE:
        return (text,)
    found: list[str] = []
    for part in text.lower().replace("’", "'").split():
        plain = part.startswith("'") or (part.isascii() and part.isalpha() and part not in NO_APOSTROPHE)
        found += [part] if plain else [token.word for token in tokens(part) if token.word]
    return tuple(found)


def _phrases(classes: Mapping[str, WordClass]) -> dict[str, set[tuple[str, ...]]]:
    """Every class and every form of it, with all its entries as tuples of words."""
    own = {name: _forms(text) for name, text in classes.items()}
    found: dict[str, set[tuple[str, ...]]] = {}
    for name in classes:
        for member in _members(name, classes, ()):
            for form, entries in own[member].items():
                key = f"{name}:{form}" if form else name
                found.setdefault(key, set()).update(entries)
    return found


def _bases(classes: Mapping[str, WordClass]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in classes.values():
        for entry in text.verbs:
            head, space, rest = entry.partition(" ")
            for spelled in spellings(head):
                made = verb(spelled + space + rest)
                for form in made:
                    found.setdefault(" ".join(split(form)), made.base)
    return found


def _members(name: str, classes: Mapping[str, WordClass], above: tuple[str, ...]) -> set[str]:
    if name not in classes:
        raise UnknownClass(name)
    if name in above:
        return set()
    inner = (_members(part, classes, (*above, name)) for part in classes[name].of)
    return {name}.union(*inner)


def _forms(text: WordClass) -> dict[str, set[tuple[str, ...]]]:
    forms: dict[str, set[tuple[str, ...]]] = {
        form: set() for form in ("", "base", "s", "past", "done", "ing", "one", "many")
    }

    def put(form: str, entry: str) -> None:
        for spelled in spellings(entry) if " " not in entry else (entry,):
            phrase = split(spelled)
            forms[form].add(phrase)
            forms[""].add(phrase)

    for entry in text.words:
        put("", entry)
    for noun in text.nouns:
        put("one", noun)
        put("many", plural(noun))
    for base in text.verbs:
        head, space, rest = base.partition(" ")
        for spelled in spellings(head):
            made = verb(spelled + space + rest)
            for form, entry in made._asdict().items():
                put(form, entry)
            if head == "learn":
                put("past", "learnt" + space + rest)
    return forms
