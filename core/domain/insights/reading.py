"""What of one postmortem the figures need: a small part that is kept beside it, so that nothing is read twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.domain.content.metrics import Measure, times
from core.domain.insights.terms import name_parts, terms_of
from core.domain.labels import as_label
from core.domain.people.known_names import known_people
from core.domain.postmortem import Lens, Postmortem

RULES: Final = 2
"""Another number whenever the same postmortem would be read differently: what was kept is then read again."""


@dataclass(frozen=True)
class Reading:
    """Times in whole seconds. ``names`` are parts of the names of people in it, casefolded."""

    detect: int | None
    respond: int | None
    resolve: int | None
    lenses: tuple[str, ...]
    services: tuple[str, ...]
    tags: tuple[str, ...]
    terms: tuple[str, ...]
    names: tuple[str, ...]


def reading_of(postmortem: Postmortem) -> Reading:
    """Never raises."""
    found = times(postmortem)
    names = known_people((), postmortem)
    return Reading(
        detect=_seconds(found.detect),
        respond=_seconds(found.respond),
        resolve=_seconds(found.resolve),
        lenses=tuple(lens.value for lens in Lens if any(row.text.strip() for row in postmortem.root_cause.of(lens))),
        services=_labels(postmortem.services),
        tags=_labels(postmortem.tags),
        terms=terms_of(_texts(postmortem), names),
        names=tuple(sorted(name_parts(names))),
    )


def _seconds(measure: Measure) -> int | None:
    return None if measure.value is None else int(measure.value.total_seconds())


def _labels(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({text for value in values if (text := as_label(value))}))


def _texts(postmortem: Postmortem) -> Iterator[str]:
    for lens in Lens:
        yield from (row.text for row in postmortem.root_cause.of(lens))
    yield from (row.text for row in postmortem.factors)
