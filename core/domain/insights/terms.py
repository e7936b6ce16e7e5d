"""Words and phrases out of causes and contributing factors, so that those that come back can be counted.

A term is a word or two words that stand together, as ``certif=certificates``: what inflected forms share, and one form
in small letters. One that was only ever written with a capital begins with ``^``: it may be a name, and counts only
once somebody writes it small. Names that the postmortem knows, handles, addresses and words without a meaning of their
own are never terms. Not here: counting (``recurring_words``).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from core.domain.blameless.language.function_words import ENGLISH, OTHERS
from core.domain.terms.stems import stem_of

MAYBE_A_NAME: Final = "^"
_LONGEST_TEXT: Final = 20_000
_MOST_TERMS: Final = 200
_LONGEST_WORD: Final = 40
_CORE = re.compile(r"[^\W_]+(?:[-_'’.][^\W_]+)*")
# Writing without spaces between words, in which a run of letters is a sentence.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_ENDS = ".,;:!?…)]}\"”»›'’"
_BEGINS = "([{\"“«‹'‘"
_MORE: Final = """
able actually almost already although always another anyone anything around away back because become became begin
began better bit call called came case cases caused cause causes come could day days despite different due early
earlier end enough etc even ever everything far first found further gave get gets getting give given go goes going gone
good got great hour hours however incident incidents instead issue issues keep kept kind know known lack last late
later least less let like little long longer look looked lot made make makes making many may maybe might minute minutes
month months much must need needed needs never new next night often old once one ones others otherwise people person
place possible postmortem problem problems put quite rather really right said saw say see seen set several show showed
side simply since something sometimes soon still sure take taken takes team teams tell thing things think third thought
three time times together told took toward towards try tried trying turn turned two unless used use uses using usually
admin admins attempt attempted attempting attempts available based began causing colleague complete completed completely
contractor create created creates creating developer developers employee engineer engineers fail failed failing fails
following happen happened happening happens identified identify including initial initially investigate investigated
investigation involved leading led main occur occurred occurs operator operators part performed prior require required
requires requiring result resulted resulting results sre start started starting
via want wanted way week weeks well went whether while whole whose work worked working works would year years yet
"""
_EMPTY: Final = frozenset({*ENGLISH, *_MORE.split(), *(word for listed in OTHERS.values() for word in listed)})


class Term(NamedTuple):
    """``maybe_name``: never written small."""

    key: str
    form: str
    maybe_name: bool


def terms_of(texts: Iterable[str], names: Iterable[str] = ()) -> tuple[str, ...]:
    """Every term of the texts once, in alphabetical order. ``names`` are those of people, as they are written."""
    parts = name_parts(names)
    small: dict[str, str] = {}
    capital: dict[str, str] = {}
    for text in texts:
        for run in _runs(text[:_LONGEST_TEXT], parts):
            for at, (word, maybe_name) in enumerate(run):
                (capital if maybe_name else small).setdefault(_key(word), word)
                if at:
                    before, before_maybe = run[at - 1]
                    phrase = f"{before} {word}"
                    (capital if maybe_name or before_maybe else small).setdefault(_key(phrase), phrase)
    maybe = (f"{MAYBE_A_NAME}{key}={form}" for key, form in capital.items() if key not in small)
    return tuple(sorted([*(f"{key}={form}" for key, form in small.items()), *maybe])[:_MOST_TERMS])


def as_term(written: str) -> Term:
    """What ``terms_of`` has written."""
    key, _, form = written.removeprefix(MAYBE_A_NAME).partition("=")
    return Term(key, form, written.startswith(MAYBE_A_NAME))


def key_of(written: str) -> str:
    """The key alone of what ``terms_of`` has written."""
    return written[written.startswith(MAYBE_A_NAME) : written.find("=")]


def name_parts(names: Iterable[str]) -> frozenset[str]:
    """The parts of people's names, casefolded; initials and what is shorter than two letters left out."""
    return frozenset(part.casefold() for name in names for part in _CORE.findall(name) if len(part) > 1)


def _runs(text: str, names: frozenset[str]) -> Iterator[list[tuple[str, bool]]]:
    """Words that stand together, each with whether it may be a name. What is no term ends a run."""
    run: list[tuple[str, bool]] = []
    for piece in text.split():
        if piece[0] in _BEGINS and run:
            yield run
            run = []
        word = _word_in(piece)
        if word and _is_term(word) and word.casefold() not in names:
            run.append((word.casefold(), _may_be_a_name(word)))
        else:
            yield run
            run = []
        if piece[-1] in _ENDS and run:
            yield run
            run = []
    yield run


def _word_in(piece: str) -> str:
    """The word without what stands around it, and without the s of a genitive."""
    found = None if _is_address(piece) else _CORE.search(piece)
    word = found.group() if found else ""
    return word[:-2] if word.endswith(("'s", "’s")) else word


def _is_address(piece: str) -> bool:
    """A link, a handle, a path, or code."""
    return "@" in piece or "/" in piece or "\\" in piece or "`" in piece or "=" in piece


def _is_term(word: str) -> bool:
    if len(word) == 2:
        return word.isascii() and word.isalpha() and word.isupper()  # CI, DB
    if len(word) > _LONGEST_WORD or sum(map(str.isalpha, word)) < 3 or _UNSPACED.search(word):
        return False
    bare = word.casefold()
    return bare not in _EMPTY and not bare.endswith(("n't", "n’t"))


def _may_be_a_name(word: str) -> bool:
    """Capital and then small: also a word that begins a sentence. Codes such as DNS, p99 or orders-db are none."""
    return word[0].isupper() and not (word.isupper() and len(word) <= 6) and not any(map(str.isdigit, word))


def _key(term: str) -> str:
    return " ".join(map(stem_of, term.split()))
