"""Rewrites: a rule's templates filled with the writer's own words, each read by the engine before it is shown."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

_SLOT: Final = re.compile(r"\{([\w-]+)(:base)?\}")
Spans = Callable[[str], Sequence[tuple[int, int]]]


class Underlined(NamedTuple):
    """The words of a hint within their sentence.

    ``opens``: they open it, so a replacement has a capital letter. ``in_line``: the sentence stands behind others.
    """

    before: str
    text: str
    after: str
    opens: bool = False
    in_line: bool = False


def rewrites(
    message: Underlined,
    templates: Sequence[str],
    caught: Mapping[str, str],
    base: Callable[[str], str | None],
    spans: Spans,
) -> tuple[str, ...]:
    """Full replacements for the underlined words that bring no hint of their own."""
    before = ". " * message.in_line + message.before  # so that it is not taken for the first sentence of a line
    offers: list[str] = []
    for template in templates:
        new = _filled(template, caught, base)
        if new is None:
            continue
        if message.opens and message.text[:1].isupper():
            new = new[:1].upper() + new[1:]
        if new.endswith(",") and message.after.lstrip().startswith(","):
            new = new[:-1]
        first, last = len(before), len(before) + len(new)
        flagged = any(a < last and first < b for a, b in spans(before + new + message.after))
        if not flagged and new not in (message.text, *offers):
            offers.append(new)
    return tuple(offers)


def _filled(template: str, caught: Mapping[str, str], base: Callable[[str], str | None]) -> str | None:
    """The template with its slots filled; None when a word for a slot was not caught."""
    texts: dict[str, str] = {}
    for slot in _SLOT.finditer(template):
        message = caught.get(slot.group(1))
        word = base(message) if message and slot.group(2) else message
        if not word:
            return None
        texts[slot.group()] = word
    return _SLOT.sub(lambda slot: texts[slot.group()], template)
