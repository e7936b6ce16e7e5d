"""Rewrites: a rule's templates filled with the writer's own words, each read by the engine before it is shown."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from core.domain.blameless.rewriting.joints import fitted
from core.domain.blameless.rewriting.place import Underlined
from core.domain.blameless.rewriting.slots import does_more, is_quality, own_words

__all__ = ["Template", "Underlined", "rewrites"]

_SLOT: Final = re.compile(r"\{([\w-]+)(:base)?\}")
_NO_DUTY: Final = frozenset({"bother", "care", "prevent", "avoid"})
"""Nobody is prompted to these."""
_TELLING: Final = "Have the tool"  # what people are told must not be an exhortation itself
Spans = Callable[[str], Sequence[tuple[int, int]]]


class Template(NamedTuple):
    """What to write, and the words that it was chosen for."""

    write: str
    about: frozenset[str] = frozenset()


def rewrites(
    message: Underlined,
    templates: Sequence[Template],
    caught: Mapping[str, str],
    base: Callable[[str], str | None],
    spans: Spans,
) -> tuple[str, ...]:
    """Full replacements for the underlined words that fit there and bring no hint of their own."""
    before = ". " * message.in_line + message.before  # so that it is not taken for the first sentence of a line
    offers: list[str] = []
    for template in templates:
        fits = fitted(message, template.write, template.about)
        slots = {**caught, **own_words(message, template.about)}
        new = _filled(fits, slots, base) if fits is not None else None
        if "in {rest}" in template.write and _is_no_place(slots.get("rest", ""), base):
            continue
        if new is None or new.rsplit(" ", 1)[-1] in _NO_DUTY or _is_habit(message, caught, base):
            continue
        if message.opens and message.text[:1].isupper():
            new = new[:1].upper() + new[1:]
        if new.endswith(",") and message.after.lstrip().startswith(","):
            new = new[:-1]
        first, last = len(before), len(before) + len(new)
        told_to = len(before) + len(new) + len(message.after) if template.write.startswith(_TELLING) else last
        flagged = any(a < told_to and first < b for a, b in spans(before + new + message.after))
        if not flagged and new not in (message.text, *offers):
            offers.append(new)
    return tuple(offers)


def _is_no_place(text: str, base: Callable[[str], str | None]) -> bool:
    """Whether nothing can be changed in them."""
    return is_quality(text) or does_more(text, base)


def _is_habit(message: Underlined, caught: Mapping[str, str], base: Callable[[str], str | None]) -> bool:
    """“They never test”: that is no duty of one day."""
    duty = caught.get("duty", "")
    return message.first == "never" and base(duty) == duty


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
