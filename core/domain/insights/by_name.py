"""Counts by name: through which lens causes were found, which services are hit most."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from core.domain.insights.compared import before_words
from core.domain.insights.finding import FLOOR, Finding, Point, too_few
from core.domain.insights.periods import Period
from core.domain.insights.rows import Incident
from core.domain.postmortem import Lens, SectionId
from core.domain.template import section

_SHOWN: Final = 8
_IN_TABLE: Final = 200


def causes_by_lens(now: Sequence[Incident], then: Sequence[Incident], period: Period) -> Finding:
    """In how many postmortems each lens showed something."""
    with_causes = [row for row in now if row.lenses]
    if len(with_causes) < FLOOR:
        nouns = "postmortem with a cause", "postmortems with a cause"
        return too_few("lenses", "Causes", "bars", len(with_causes), *nouns)
    counts = Counter(lens for row in with_causes for lens in row.lenses)
    fields = {field.id.rpartition(".")[2]: field for field in section(SectionId.ROOT_CAUSE).fields}
    order = sorted(Lens, key=lambda lens: (-counts[lens.value], list(Lens).index(lens)))
    most = counts[order[0].value]
    tops = [lens for lens in order if counts[lens.value] == most]
    top = fields[tops[0].value]
    alone = len(tops) == 1
    names = _list(fields[lens.value].label.lower() for lens in tops)
    return Finding(
        key="lenses",
        title="Causes",
        sentence=f"“{top.help}” comes up most." if alone else f"Most causes are found through {names}.",
        basis=f"Postmortems, of {len(with_causes):,} with a cause, that used the lens",
        shape="bars",
        counted=len(with_causes),
        points=tuple(_point(fields[lens.value].label, counts[lens.value], strong=lens in tops) for lens in order),
        header=("Lens", "Question", "Postmortems", "Share"),
        rows=tuple(
            (fields[lens.value].label, fields[lens.value].help, *_shares(counts[lens.value], len(with_causes)))
            for lens in order
        ),
        compared=_top_before([row.lenses for row in then], {key: field.label for key, field in fields.items()}, period),
    )


def services_hit(now: Sequence[Incident], then: Sequence[Incident], period: Period) -> Finding:
    """Which services took part in how many incidents."""
    named = [row for row in now if row.services]
    if len(named) < FLOOR:
        nouns = "postmortem with a service", "postmortems with a service"
        return too_few("services", "Services", "bars", len(named), *nouns)
    counts = Counter(service for row in named for service in row.services)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold(), item[0]))
    most = ranked[0][1]
    tops = [name for name, number in ranked if number == most]
    rest = len(ranked) - _SHOWN
    more = f"; {rest:,} more in the table" if rest > 0 else ""
    if most == 1:
        sentence = "No service is hit twice."
    elif len(tops) == 1:
        sentence = f"{tops[0]} is hit most: {most:,} of {len(named):,} incidents."
    else:
        both = _list(tops) if len(tops) == 2 else f"{len(tops):,} services"
        sentence = f"{both} are hit most: {most:,} times each."
    return Finding(
        key="services",
        title="Services",
        sentence=sentence,
        basis=f"Incidents, of {len(named):,} that name a service{more}",
        shape="bars",
        counted=len(named),
        points=tuple(_point(name, number, strong=number == most > 1) for name, number in ranked[:_SHOWN]),
        header=("Service", "Incidents", "Share"),
        rows=tuple((name, *_shares(number, len(named))) for name, number in ranked[:_IN_TABLE]),
        compared=_top_before([row.services for row in then], {}, period),
    )


def _top_before(named: Sequence[tuple[str, ...]], labels: dict[str, str], period: Period) -> str:
    if not period.before:
        return ""
    known = [names for names in named if names]
    if len(known) < FLOOR:
        return before_words(period, len(known), "such postmortem")
    counts = Counter(name for names in known for name in names)
    most = max(counts.values())
    tops = sorted(labels.get(name, name) for name, number in counts.items() if number == most)
    if len(tops) > 2:
        return f"In {period.before} {len(tops)} stood level with {most:,} each."
    return f"In {period.before} it was {_list(tops)}: {most:,} of {len(known):,}."


def _point(label: str, number: int, *, strong: bool) -> Point:
    return Point(label, number, f"{number:,}", strong=strong)


def _shares(number: int, total: int) -> tuple[str, str]:
    return f"{number:,}", f"{number / total:.0%}"


def _list(names: Iterable[str]) -> str:
    found = list(names)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"
