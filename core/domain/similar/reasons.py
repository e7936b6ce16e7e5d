"""Why an earlier incident resembles this one: the shared words, as the earlier report writes them."""

from collections.abc import Sequence
from typing import Final

from core.domain.similar.document import without_addresses
from core.domain.terms import tokens_of

MOST_READ: Final = 200_000
"""Characters of a report in which the shared words are looked for."""


def as_written(shared: Sequence[str], title: str, body: str, at_most: int) -> tuple[str, ...]:
    """The words of the report that hold the shared terms, in the order of the terms, none of them twice."""
    wanted = set(shared)
    where: dict[str, str] = {}
    for token in tokens_of(without_addresses(f"{title}\n{body}"[:MOST_READ])):
        for term in token.terms:
            if term in wanted and term not in where:
                where[term] = token.written
        if len(where) == len(wanted):
            break
    return tuple(dict.fromkeys(where[term] for term in shared if term in where))[:at_most]
