"""Rewrites: a rule's templates filled with the writer's own words, each read by the engine before it is shown."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

_SLOT: Final = re.compile(r"\{(\w+)\}")
Spans = Callable[[str], list[tuple[int, int]]]


def rewrites(
    text: str, start: int, end: int, templates: Sequence[str], caught: Mapping[str, str], spans: Spans
) -> tuple[str, ...]:
    """Full replacements for ``text[start:end]`` that bring no hint of their own."""
    before = text[max(0, start - 400) : start]
    after = text[end : end + 400]
    offers = []
    for template in templates:
        if any(slot not in caught for slot in _SLOT.findall(template)):
            continue
        new = _SLOT.sub(lambda slot: caught[slot.group(1)], template)
        if text[start:end][:1].isupper():
            new = new[:1].upper() + new[1:]
        first, last = len(before), len(before) + len(new)
        if new != text[start:end] and not any(a < last and first < b for a, b in spans(before + new + after)):
            offers.append(new)
    return tuple(offers)
