"""What stands on the first page of the PDF before any section: strings, numbers and runs for the template.

All of it is known before the sections are written. Not here: what people wrote in the sections, and what it looks like.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from core.domain.content.metrics import times
from core.domain.content.timeline import first
from core.domain.content.unreadable_values import NO_DURATION, NO_TIME, quoted
from core.domain.dates.durations import duration_text
from core.domain.dates.zones import zone_named
from core.domain.picture.incident_picture import incident_picture
from core.domain.postmortem import Postmortem, TimelineKind
from core.domain.template.severity import GUIDE
from core.export.markdown.direction import is_right_to_left
from core.export.markdown.inline_text import visible
from core.export.markdown.writer import UNTITLED, minute
from core.export.meta import ExportMetadata
from core.export.pdf.paged_blocks import HEADING, spaced
from core.export.pdf.typeset.fonts import CODE, TEXT
from core.export.picture_svg import svg_markup

INK: Final = "#1f2a37"
# As wide as the page's text, in units a little smaller than its points.
_PICTURE: Final = 700.0

_MONTHS: Final = "January February March April May June July August September October November December"


def cover(pm: Postmortem, meta: ExportMetadata, fonts: Sequence[str] = ()) -> dict[str, Any]:
    """``fonts`` are asked for what the typesetter's own do not have."""
    title = " ".join(visible(pm.title).split()) or UNTITLED
    shape = incident_picture(pm, _PICTURE)
    return {
        "title": title,
        "heading": {"runs": spaced(title, HEADING), "rtl": is_right_to_left(title)},
        "footer": spaced(title if len(title) <= 90 else f"{title[:89]}…", HEADING),
        "kicker": "Incident postmortem",
        "severity": {"level": pm.severity.value, "words": GUIDE[pm.severity].title} if pm.severity else None,
        "cover": [spaced(part, HEADING) for part in _line(pm, meta)],
        "measures": _measures(pm),
        "picture": svg_markup(shape, INK, ", ".join((TEXT, *fonts))) if shape else None,
        "picture-says": shape.says if shape else "",
        "fonts": [TEXT, *fonts],
        "mono": [CODE, *fonts],
    }


def _line(pm: Postmortem, meta: ExportMetadata) -> list[str]:
    """When it happened, and how finished this document is."""
    started, resolved = first(pm.timeline, TimelineKind.STARTED), first(pm.timeline, TimelineKind.RESOLVED)
    when = ""
    if started and started.at:
        when = _moment(started.at, pm)
        if resolved and resolved.at and resolved.at > started.at:
            until = _moment(resolved.at, pm)
            same_day = until.rpartition(",")[0] == when.rpartition(",")[0]
            when = f"{when} to {until.rpartition(', ')[2] if same_day else until}"
        when = f"{when} ({pm.zone if zone_named(pm.zone) else 'UTC'})"
    state = (
        f"Meeting finished {_moment(meta.finished_at.replace(second=0, microsecond=0), pm)}"
        if meta.finished_at
        else "Draft"
    )
    planned = quoted(pm.meeting_at, pm.meeting_at_text, NO_TIME)
    return [part for part in (when, state, f"Meeting: {planned}" if planned else "") if part]


def _moment(at: datetime, pm: Postmortem) -> str:
    """``10 March 2026, 02:14`` in the postmortem's zone."""
    day, _, time = minute(at, pm).partition(" ")
    year, month, number = day.split("-")
    return f"{int(number)} {_MONTHS.split()[int(month) - 1]} {int(year)}, {time}"


def _measures(pm: Postmortem) -> list[tuple[str, str]]:
    computed = times(pm)
    labelled = (
        ("Duration", computed.duration),
        ("To detect", computed.detect),
        ("To respond", computed.respond),
        ("To resolve", computed.resolve),
    )
    known = [(label, duration_text(item.value) if item.value is not None else "–") for label, item in labelled]
    typed = quoted(pm.duration_minutes, pm.duration_text, NO_DURATION)
    return [("Duration", typed), *known[1:]] if typed else known
