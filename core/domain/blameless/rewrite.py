"""Rewrites: a rule's templates filled with the writer's own words, each read by the engine before it is shown."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

_SLOT: Final = re.compile(r"\{([\w-]+)(:base)?\}")
_WHOLE: Final = 2_000  # a text up to here is read whole again, of a longer one only the neighbourhood
_CONTEXT: Final = 300
Spans = Callable[[str], list[tuple[int, int]]]


def rewrites(
    text: str,
    span: tuple[int, int],
    templates: Sequence[str],
    caught: Mapping[str, str],
    base: Callable[[str], str | None],
    spans: Spans,
    *,
    opens: bool,
) -> tuple[str, ...]:
    """Full replacements for the words at ``span`` that bring no hint of their own.

    ``opens``: the words open a sentence, so the replacement has a capital letter.
    """
    start, end = span
    around = _WHOLE if len(text) <= _WHOLE else _CONTEXT
    before, after = text[max(0, start - around) : start], text[end : end + around]
    offers: list[str] = []
    for template in templates:
        new = _filled(template, caught, base)
        if new is None:
            continue
        if opens and text[start : start + 1].isupper():
            new = new[:1].upper() + new[1:]
        if new.endswith(",") and after.lstrip().startswith(","):
            new = new[:-1]
        first, last = len(before), len(before) + len(new)
        if new not in (text[start:end], *offers) and not any(
            a < last and first < b for a, b in spans(before + new + after)
        ):
            offers.append(new)
    return tuple(offers)


def _filled(template: str, caught: Mapping[str, str], base: Callable[[str], str | None]) -> str | None:
    """The template with its slots filled; None when a word for a slot was not caught."""
    words: dict[str, str] = {}
    for slot in _SLOT.finditer(template):
        said = caught.get(slot.group(1))
        word = base(said) if said and slot.group(2) else said
        if not word:
            return None
        words[slot.group()] = word
    return _SLOT.sub(lambda slot: words[slot.group()], template)
