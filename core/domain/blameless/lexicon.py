"""Words by class, and one sign (one character) for each kind of word, so that a sentence becomes a short string.

A rule compiles to a regular expression over signs. Words that stand in the same classes share a sign. The classes
come from data; no word is listed here. What a sentence looks like when it is read is in ``reading``.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict

from core.domain.blameless.forms import plural, spellings, verb
from core.domain.blameless.tokens import tokens

# Signs of what is not in any list, and of what is no word. Capital names, so that no class can take them.
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
FIRST_SIGN: Final = 0x100
SHAPE: Final[Mapping[str, str]] = {name: chr(FIRST_SIGN + place) for place, name in enumerate(SHAPES)}
_FIRST_KIND: Final = FIRST_SIGN + 32


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


class Signs(NamedTuple):
    """What a class matches: one of these signs, or one of these sequences of signs."""

    single: frozenset[str]
    several: tuple[str, ...]


class UnknownClass(LookupError):
    """A pattern names a class that no file defines."""


class Lexicon:
    """Knows every word that any class or any pattern mentions."""

    def __init__(self, classes: Mapping[str, WordClass], literals: Iterable[str]) -> None:
        self._phrases = _phrases(classes)
        self._base = _bases(classes)
        belongs: dict[str, list[str]] = {}
        for literal in literals:
            belongs.setdefault(literal, []).append("=" + literal)
        for name, phrases in self._phrases.items():
            for phrase in phrases:
                if len(phrase) == 1:
                    belongs.setdefault(phrase[0], []).append(name)
                else:
                    for word in phrase:
                        belongs.setdefault(word, []).append("=" + word)
        for word, names in belongs.items():  # a known word still looks like what it is
            looks = shape(word)
            if all(name.startswith("=") for name in names) or (looks != "LOWER" and "everyday" not in names):
                names.append("~" + looks)
        # Neighbours in meaning become neighbours in order, so that a class is a few ranges of signs.
        widest_first = _by_size(belongs)
        kinds = {word: tuple(sorted(set(names), key=widest_first)) for word, names in belongs.items()}
        order = {kind: chr(_FIRST_KIND + place) for place, kind in enumerate(sorted(set(kinds.values())))}
        self.sign: dict[str, str] = {word: order[kind] for word, kind in kinds.items()}
        self.bit: dict[str, int] = {sign: 1 << (ord(sign) - FIRST_SIGN) for sign in (*SHAPE.values(), *order.values())}
        self._signs: dict[str, Signs] = {
            name: Signs(
                frozenset(sign).union(self.sign[word] for word, names in belongs.items() if "~" + name in names), ()
            )
            for name, sign in SHAPE.items()
        }

    def literal(self, word: str) -> str:
        """The signs of a word as it stands in a pattern."""
        return "".join(self.sign[part] for part in split(word))

    def base(self, words: str) -> str | None:
        """The base form of a verb: ``wrote down`` to ``write down``; None for what is no known verb."""
        return self._base.get(" ".join(split(words)))

    def of(self, name: str) -> Signs:
        """The signs of ``{name}``; ``{duty:done}`` is the form ``done`` of the class ``duty``."""
        if name not in self._signs:
            if name not in self._phrases:
                raise UnknownClass(name)
            phrases = self._phrases[name]
            single = frozenset(self.sign[phrase[0]] for phrase in phrases if len(phrase) == 1)
            several = {"".join(self.sign[word] for word in phrase) for phrase in phrases if len(phrase) > 1}
            self._signs[name] = Signs(single, tuple(sorted(several, key=lambda s: (-len(s), s))))
        return self._signs[name]


def _by_size(belongs: Mapping[str, list[str]]) -> Callable[[str], tuple[int, str]]:
    """The widest class first: literals, of one word each, come last."""
    sizes = Counter(name for names in belongs.values() for name in set(names))
    return lambda name: (-sizes[name], name)


@lru_cache(maxsize=20_000)
def split(text: str) -> tuple[str, ...]:
    """The words of an entry, cut as the text will be cut (``didn't`` is two)."""
    found: list[str] = []
    for part in text.lower().replace("’", "'").split():
        found += [part] if part.startswith("'") else [token.word for token in tokens(part) if token.word]
    return tuple(found)


def _phrases(classes: Mapping[str, WordClass]) -> dict[str, set[tuple[str, ...]]]:
    """Every class and every form of it, with all its entries as tuples of words."""
    own = {name: _forms(words) for name, words in classes.items()}
    found: dict[str, set[tuple[str, ...]]] = {}
    for name in classes:
        for member in _members(name, classes, ()):
            for form, entries in own[member].items():
                key = f"{name}:{form}" if form else name
                found.setdefault(key, set()).update(entries)
    return found


def _bases(classes: Mapping[str, WordClass]) -> dict[str, str]:
    found: dict[str, str] = {}
    for words in classes.values():
        for entry in words.verbs:
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


def _forms(words: WordClass) -> dict[str, set[tuple[str, ...]]]:
    forms: dict[str, set[tuple[str, ...]]] = {
        form: set() for form in ("", "base", "s", "past", "done", "ing", "one", "many")
    }

    def put(form: str, entry: str) -> None:
        for spelled in spellings(entry) if " " not in entry else (entry,):
            phrase = split(spelled)
            forms[form].add(phrase)
            forms[""].add(phrase)

    for entry in words.words:
        put("", entry)
    for noun in words.nouns:
        put("one", noun)
        put("many", plural(noun))
    for base in words.verbs:
        head, space, rest = base.partition(" ")
        for spelled in spellings(head):
            made = verb(spelled + space + rest)
            for form, entry in made._asdict().items():
                put(form, entry)
            if head == "learn":
                put("past", "learnt" + space + rest)
    return forms
