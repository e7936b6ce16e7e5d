"""Why an earlier incident resembles this one: the shared words, as the earlier report writes them."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from core.domain.similar.document import without_addresses
from core.domain.terms import Token, is_unspaced, terms_of, tokens_of

MOST_READ: Final = 200_000
"""Characters of a report in which the shared words are looked for."""


def as_written(shared: Sequence[str], title: str, body: str, at_most: int) -> tuple[str, ...]:
    """The words of the report that hold the shared terms, in the order of the terms, none of them twice."""
    wanted = set(shared)
    where: dict[str, str] = {}
    for token in tokens_of(without_addresses(f"{title}\n{body}"[:MOST_READ])):
        for written, terms in _parts(token, wanted):
            for term in terms:
                if term in wanted and len(where.get(term, "")) < (len(written) if is_unspaced(written) else 1):
                    where[term] = written
        if len(where) == len(wanted) and not any(map(is_unspaced, where)):
            break
    found: dict[str, str] = {}
    for term in shared:
        if term in where and not any(where[term] in other for other in found if is_unspaced(where[term])):
            found.setdefault(where[term].casefold() if where[term].isascii() else where[term], where[term])
    return tuple(found.values())[:at_most]


def _parts(token: Token, wanted: Collection[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """A word as it is written; of a run without spaces the stretches that are shared."""
    if wanted.isdisjoint(token.terms) if isinstance(wanted, set) else False:
        return
    if not is_unspaced(token.written):
        yield token.written, token.terms
        return
    text = token.written
    begin = end = -1
    for at in range(len(text) - 1):
        if not wanted or not set(terms_of(text[at : at + 2])) & set(wanted):
            continue
        if at > end - 1 and begin >= 0:
            yield text[begin:end], terms_of(text[begin:end])
            begin = -1
        begin, end = (at if begin < 0 else begin), at + 2
    if begin >= 0:
        yield text[begin:end], terms_of(text[begin:end])
