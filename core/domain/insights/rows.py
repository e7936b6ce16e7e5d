"""The plain rows that the figures are made from: one for an incident, an action, a recurrence. Times in seconds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple


class SectionMinutes(NamedTuple):
    """What a meeting planned for a section and what it used, in seconds."""

    section: str
    planned: float
    used: float


class Incident(NamedTuple):
    """``day`` is where the incident was. A time is None where the timeline does not tell it.

    ``terms`` are words and phrases out of causes and factors as ``terms.terms_of`` gives them. ``minutes`` is empty
    without a meeting that is over.
    """

    id: str
    day: date
    severity: str = ""
    services: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    detect: int | None = None
    respond: int | None = None
    resolve: int | None = None
    lenses: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    minutes: tuple[SectionMinutes, ...] = ()


class AgreedAction(NamedTuple):
    """An action item that was agreed on, without its words and its owner.

    ``since``: the day on which it was agreed. ``closed``: the day on which it was done or dropped. ``zone``: where its
    postmortem is, which decides when its day is over.
    """

    incident: str
    state: str
    due: date | None
    since: date
    closed: date | None
    zone: str


class Recurrence(NamedTuple):
    """``later`` was linked by the team as a recurrence of ``earlier``."""

    later: str
    earlier: str


@dataclass(frozen=True)
class Facts:
    """Everything that counts: no example, nothing from the trash. ``names`` are parts of people's names, casefolded."""

    incidents: tuple[Incident, ...] = ()
    actions: tuple[AgreedAction, ...] = ()
    recurrences: tuple[Recurrence, ...] = ()
    names: frozenset[str] = frozenset()

    @cached_property
    def actions_of(self) -> Mapping[str, Sequence[AgreedAction]]:
        """The actions by incident, made once: a period means few of all."""
        found: defaultdict[str, list[AgreedAction]] = defaultdict(list)
        for action in self.actions:
            found[action.incident].append(action)
        return dict(found)
