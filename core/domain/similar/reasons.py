"""Why an earlier incident resembles this one: the shared words, as the earlier report writes them."""

from collections.abc import Iterator, Sequence
from typing import Final

from core.domain.similar.document import without_addresses
from core.domain.terms import Token, is_unspaced, terms_of, tokens_of

MOST_READ: Final = 200_000
"""Characters of a report in which the shared words are looked for."""
_NEVER: Final = 10**6


def as_written(shared: Sequence[str], title: str, body: str, at_most: int) -> tuple[str, ...]:
    """The words of the report that hold the shared terms, in the order of the terms, none of them twice."""
    wanted = frozenset(shared)
    where: dict[str, tuple[int, str]] = {}
    for token in tokens_of(without_addresses(f"{title}\n{body}"[:MOST_READ])):
        if not wanted.isdisjoint(token.terms):
            for written, terms in _stretches(token, wanted):
                for place, term in enumerate(terms):
                    better = _plainness(written, place)
                    if term in wanted and better > where.get(term, (-_NEVER, ""))[0]:
                        where[term] = better, written
    found: dict[str, str] = {}
    for term in shared:
        _, written = where.get(term, (0, ""))
        if written and not (is_unspaced(written) and any(written in other for other in found)):
            found.setdefault(written.casefold(), written)
    return tuple(found.values())[:at_most]


def _plainness(written: str, place: int) -> int:
    """A word by itself explains more than a long compound with it; a long stretch of signs more than a pair."""
    if is_unspaced(written):
        return len(written)
    return 1 if place == 0 else -len(written)


def _stretches(token: Token, wanted: frozenset[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """A word as it is written; of a run without spaces the stretches that are shared."""
    text = token.written
    if not is_unspaced(text):
        yield text, token.terms
        return
    begin = end = -1
    for at in range(len(text) - 1):
        if wanted.isdisjoint(terms_of(text[at : at + 2])):
            continue
        if begin >= 0 and at >= end:
            yield text[begin:end], terms_of(text[begin:end])
            begin = -1
        begin, end = (at if begin < 0 else begin), at + 2
    if begin >= 0:
        yield text[begin:end], terms_of(text[begin:end])
