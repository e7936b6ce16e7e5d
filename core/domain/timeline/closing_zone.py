"""A sentence under all rows that names the zone of their times: "All times are in PST", "(times in UTC)".

Not here: such a sentence above them, which is a heading like any other, and one that only repeats two of the times
(``doubts``).
"""

import re

from core.domain.timeline.drafts import Draft, RowDraft, ZoneHeading
from core.domain.timeline.model import UnparsedLine
from core.domain.timeline.stamps.zone_statements import stated_zone
from core.domain.timeline.stamps.zone_words import WrittenZone

_TIMES = re.compile(r"\b(?:times?|timestamps?|time ?zone|zeiten|uhrzeiten|zeitangaben|heures|horas)\b", re.IGNORECASE)


def with_closing_zone(drafts: list[Draft]) -> list[Draft]:
    """The same drafts, and before them the zone that was named behind the last row where none was named before."""
    rows = [place for place, draft in enumerate(drafts) if isinstance(draft, RowDraft)]
    if not rows or any(isinstance(draft, ZoneHeading) for draft in drafts[: rows[-1]]):
        return drafts
    for draft in drafts[rows[-1] + 1 :]:
        if zone := _zone_of(draft):
            return [ZoneHeading(zone, draft.line), *drafts]
    return drafts


def _zone_of(draft: Draft) -> WrittenZone | None:
    if isinstance(draft, ZoneHeading):
        return draft.zone
    return stated_zone(draft.text) if isinstance(draft, UnparsedLine) and _TIMES.search(draft.text[:200]) else None
