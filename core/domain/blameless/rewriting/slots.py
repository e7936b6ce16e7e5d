"""What a template takes along from the words of a hint beyond what its rule caught."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from core.domain.blameless.rewriting.place import WORD, Underlined, word_set

_NOTHING: Final = word_set("it this that these those things everything stuff them more further again deeper internally")
_ABOUT: Final = re.compile(r" (?:on|of|at|into|about) ")
_BETTER: Final = re.compile(r" (?:more [\w-]{1,40}|better|safer|stronger|faster|easier|clearer|simpler)\Z")
_SECOND: Final = re.compile(r"(?:\b(?:and|or)|,) ([a-z]+)\b")
_NOUNS_TOO: Final = word_set(
    "access alert backup build call change check control design issue log plan process release report request response "
    "review set state support test update use work"
)
_HEAD: Final = re.compile(r" (?:of|in|for|on|across|between|during|before|after|to|when) ")
_QUALITIES: Final = word_set(
    "accuracy awareness confidence consistency discipline efficiency latency maintainability performance quality "
    "readability reliability resilience robustness skills speed stability usability"
)


def does_more(text: str, base: Callable[[str], str | None]) -> bool:
    """Whether a second verb stands among them: “the board and remove the noise” is not one thing to change."""
    return any(word not in _NOUNS_TOO and base(word) == word for word in _SECOND.findall(text))


def is_quality(text: str) -> bool:
    """Whether they say how good something is: one raises that, and does not change something in it."""
    return _HEAD.split(text, maxsplit=1)[0].rsplit(" ", 1)[-1].lower() in _QUALITIES


def own_words(here: Underlined, verbs: frozenset[str]) -> Mapping[str, str]:
    """``rest``: what the first word is done to, if it is one of ``verbs``; ``topic``: what the words are about."""
    found = {"rest": _rest(here, verbs), "topic": _topic(here, verbs)}
    return {name: text for name, text in found.items() if text and text.lower() not in _NOTHING}


def _rest(here: Underlined, verbs: frozenset[str]) -> str:
    """“our pipelines” of “streamline our pipelines”, “the builds” of “make the builds faster”."""
    first = WORD.match(here.text)
    if first is None or here.first not in verbs:
        return ""
    rest = here.text[first.end() :].strip()
    if here.first != "make":
        return rest
    better = _BETTER.search(rest)
    return rest[: better.start()] if better else ""


def _topic(here: Underlined, verbs: frozenset[str]) -> str:
    """“the relay” of “keep an eye on the relay” and of “review the relay”."""
    found = _ABOUT.search(here.text)
    return here.text[found.end() :].strip() if found else _rest(here, verbs)
