"""What narrows the archive down beside the words: each part as it stands in the address of the page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from core.domain.choices import choice_named
from core.domain.postmortem import Lens, Severity

LONGEST_VALUE: Final = 200
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class ArchiveFilter:
    """Only postmortems that meet all of what is set. ``since`` and ``until`` are days, both included, of the incident's
    start. ``owner`` has an action item there; ``open_actions``: one that is still open; ``lens``: with an answer under
    it; ``came_back``: linked with an earlier or a later incident. Names count in any case."""

    severity: Severity | None = None
    since: date | None = None
    until: date | None = None
    service: str = ""
    tag: str = ""
    owner: str = ""
    lens: Lens | None = None
    open_actions: bool = False
    came_back: bool = False

    def __bool__(self) -> bool:
        return self != ArchiveFilter()

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the parts that are set, in a fixed order."""
        empty = ArchiveFilter()
        return tuple(item.name for item in fields(self) if getattr(self, item.name) != getattr(empty, item.name))


def filter_from(address: Mapping[str, str]) -> ArchiveFilter:
    """From the values in an address; what cannot be read narrows nothing."""

    def text(name: str) -> str:
        return " ".join(address.get(name, "").split())[:LONGEST_VALUE]

    return ArchiveFilter(
        severity=choice_named(Severity, text("severity").upper()),
        since=_day(text("since")),
        until=_day(text("until")),
        service=text("service"),
        tag=text("tag"),
        owner=text("owner"),
        lens=choice_named(Lens, text("lens").lower()),
        open_actions=text("open_actions") == "1",
        came_back=text("came_back") == "1",
    )


def address_of(chosen: ArchiveFilter) -> dict[str, str]:
    """The values that lead here again: ``filter_from`` of them is the same filter."""
    values = {name: getattr(chosen, name) for name in chosen.active}
    return {name: "1" if value is True else str(value) for name, value in values.items()}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
