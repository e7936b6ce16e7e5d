"""Which severity an alert's own word for it proposes. A proposal: a person decides."""

import itertools
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from core.errors import BadInput

SEVERITIES: Final = ("P1", "P2", "P3", "P4")
"""The worst first. P4 is below what Debrief knows: nothing is chosen for it."""

MOST_WORDS: Final = 200
_LONGEST_WORD: Final = 60
_WORDS: Final = re.compile(r"[^\W\d_]+\d*|\d+")
_TURNING: Final = frozenset(("not", "non", "no", "un", "sub", "pre", "below", "above", "less", "than", "or", "to"))
"""With one of these in it, a name of several words says something else than its parts."""

DEFAULT_SEVERITIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("p1", "sev1", "sev0", "p0", "critical", "page", "fatal", "disaster", "emergency"), "P1"),
        **dict.fromkeys(("p2", "sev2", "high", "error", "major"), "P2"),
        **dict.fromkeys(("p3", "sev3", "warning", "warn", "minor", "average", "medium", "moderate"), "P3"),
        **dict.fromkeys(("p4", "p5", "sev4", "sev5", "info", "information", "informational", "low", "none"), "P4"),
    }
)
"""The sender's word in small letters → severity. A team may have its own."""


def severity_of(value: str, mapping: Mapping[str, str] = DEFAULT_SEVERITIES) -> str | None:
    """None for a word that is not in the mapping. ``SEV-1``, ``sev 1`` and ``Sev1`` are one word.

    Of several words, such as ``SEV1 - Critical``, all that the mapping knows have to say the same.
    """
    return mapping.get(_word(value)) or _of_parts(value, mapping)


def worst_severity(values: Iterable[str], mapping: Mapping[str, str] = DEFAULT_SEVERITIES) -> str | None:
    found = (severity_of(value, mapping) for value in values)
    return min((severity for severity in found if severity), default=None)


def checked_mapping(mapping: Mapping[str, str]) -> dict[str, str]:
    """A team's own mapping as it is stored: words in small letters; BadInput says what is wrong."""
    if len(mapping) > MOST_WORDS:
        raise BadInput(f"{MOST_WORDS} severity words are the most. Leave out those that no tool of yours sends.")
    done = {}
    for name, severity in mapping.items():
        if not _word(name) or len(name) > _LONGEST_WORD:
            raise BadInput(f"A severity word has 1 to {_LONGEST_WORD} characters, such as critical.")
        if severity not in SEVERITIES:
            raise BadInput(f"“{name}” must stand for one of {', '.join(SEVERITIES)}.")
        done[_word(name)] = severity
    return done


def _of_parts(value: str, mapping: Mapping[str, str]) -> str | None:
    parts = _WORDS.findall(value[: 2 * _LONGEST_WORD].casefold())
    if len(parts) < 2 or _TURNING & set(parts):
        return None
    pairs = [first + second for first, second in itertools.pairwise(parts) if first.isalpha() and second.isdigit()]
    found = {mapping[word] for word in (*parts, *pairs) if word in mapping}
    return found.pop() if len(found) == 1 else None


def _word(value: str) -> str:
    return "".join(sign for sign in value[: 2 * _LONGEST_WORD].casefold() if sign.isalnum())
