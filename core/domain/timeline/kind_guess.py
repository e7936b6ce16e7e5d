"""A guess at the kind of a row from its words: alert, acknowledgement, roll-back, all clear. A person decides.

Of each kind only the first row in time gets it, because that is the one that counts for the metrics; an end before
its beginning is no guess at all.
"""

import re
from collections.abc import Sequence

from core.domain.postmortem import TimelineKind
from core.domain.timeline.model import TimelineEvent

_SEARCHED = 300
_DENIED = re.compile(r"\b(?:not|no|nicht|kein|isn't|wasn't|without|failed to|tried to|ne|pas|still)\b", re.IGNORECASE)
_SIGNS: tuple[tuple[TimelineKind, re.Pattern[str]], ...] = (
    (
        TimelineKind.RESOLVED,
        re.compile(
            r"\b(?:\[?resolved\]?|all clear|back to normal|fully recovered|incident (?:closed|over)|"
            r"works? (?:again|as before)|everything (?:is )?back|behoben|entwarnung|"
            r"läuft (?:alles )?wieder|résolu|retour à la normale|resuelto)\b",
            re.IGNORECASE,
        ),
    ),
    (
        TimelineKind.MITIGATED,
        re.compile(
            r"\b(?:mitigated|rolled back|rollback (?:done|complete)|reverted|failed over|failover (?:done|complete)|"
            r"workaround|traffic (?:moved|shifted)|zurückgerollt|umgeleitet|bascule|eased)\b",
            re.IGNORECASE,
        ),
    ),
    (
        TimelineKind.RESPONDED,
        re.compile(
            r"\b(?:acknowledged|ack(?:ed)?|on it|i take it|i am looking|i'm looking|looking (?:into|at)|investigating|"
            r"incident (?:opened|declared)|joined the call|schaue|ich übernehme|je regarde|guardo)\b",
            re.IGNORECASE,
        ),
    ),
    (
        TimelineKind.DETECTED,
        re.compile(
            r"\b(?:alert(?:s|ed)?|alarm(?:s|ed)?|paged?|pages|firing|triggered|detected|noticed|"
            r"first (?:report|complaint|ticket)|customers? reports?|users? report|monitor(?:ing)? (?:shows|red)|"
            r"störung gemeldet|meldet|alerte)\b",
            re.IGNORECASE,
        ),
    ),
    (
        TimelineKind.STARTED,
        re.compile(
            r"\b(?:outage (?:begins|starts|started)|"
            r"(?:errors?|failures?|latency) (?:begin|began|start(?:s|ed)?|rises?|climbs?)|"
            r"deploy(?:ed|ment)?|release(?:d)?|rolled out|config(?:uration)? (?:pushed|changed)|merged|"
            r"ausgerollt|déployée?)\b",
            re.IGNORECASE,
        ),
    ),
)
_AFTER = (TimelineKind.DETECTED, TimelineKind.RESPONDED, TimelineKind.MITIGATED, TimelineKind.RESOLVED)


def guessed_kinds(events: Sequence[TimelineEvent]) -> list[TimelineKind]:
    """One kind for each event, OTHER where nothing says more."""
    kinds = [TimelineKind.OTHER] * len(events)
    taken: set[TimelineKind] = set()
    order = sorted(range(len(events)), key=lambda place: (events[place].at, place))
    for place in order:
        kind = _kind_of(events[place].text[:_SEARCHED])
        late = kind is TimelineKind.STARTED and taken & set(_AFTER)
        if kind is not None and kind not in taken and not late:
            kinds[place] = kind
            taken.add(kind)
    return kinds


def _kind_of(text: str) -> TimelineKind | None:
    for kind, sign in _SIGNS:
        found = sign.search(text)
        if found and not _DENIED.search(text, max(0, found.start() - 20), found.start()):
            return kind
    return None
