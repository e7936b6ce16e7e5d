"""A postmortem as a PDF: the cover line, the picture, every section, and page numbers.

The words are those of the Markdown export, read by the one renderer and cleaned by the one sanitiser; here
they become data for the template in ``typeset``. Never in here: a second reading of what people typed, and
text that is part of the template. What no font can draw is an empty box; ``typeset.fonts`` says so beforehand.
"""

import base64
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
from core.export.markdown.blocks import Node, blocks
from core.export.markdown.direction import is_right_to_left
from core.export.markdown.inline_text import visible
from core.export.markdown.sanitise import render
from core.export.markdown.writer import UNTITLED, AroundFigures, around_figures, minute
from core.export.meta import ExportMetadata
from core.export.pdf.figures import figure_for_paper
from core.export.pdf.paged_blocks import HEADING, blocks_for_paper, paged, plain_text, spaced
from core.export.pdf.typeset.fonts import CODE, TEXT, families, folders
from core.export.pdf.typeset.scripts import scripts_in
from core.export.pdf.typeset.typesetter import Typesetter
from core.export.picture_svg import svg_markup

INK: Final = "#1f2a37"
# As wide as the page's text, in units a little smaller than its points.
_PICTURE: Final = 700.0

_MONTHS: Final = "January February March April May June July August September October November December"
# Said by the cover line and the four figures already.
_ON_THE_COVER: Final = frozenset(
    ("Severity", "Started", "Duration", "Time to detect", "Time to respond", "Time to resolve")
)


def to_pdf(pm: Postmortem, meta: ExportMetadata, written: AroundFigures | None = None) -> bytes:
    """The whole document as a PDF file, the same bytes each time. Raises TooLarge when a minute is not enough.

    ``written`` is the Markdown of the same postmortem, if it has been made already.
    """
    with Typesetter() as press:
        written = written or around_figures(pm, meta)
        scripts = scripts_in(written.text())
        made = document(pm, meta, written, families(scripts))
        return press.pages(made, max(0, int(meta.exported_at.timestamp())), folders(scripts) if scripts else ())


def document(pm: Postmortem, meta: ExportMetadata, written: AroundFigures, fonts: Sequence[str] = ()) -> dict[str, Any]:
    """What the template is given: strings, numbers and the blocks of ``core.export.pdf.paged_blocks``.

    ``written`` is the Markdown export, ``fonts`` are asked for what the typesetter's own do not have.
    """
    title = " ".join(visible(pm.title).split()) or UNTITLED
    shape = incident_picture(pm, _PICTURE)
    figures = [figure_for_paper(item, meta.picture(item.id)) for item in written.figures]
    whole = [*blocks(render(written.before)), *figures, *blocks(render(written.after))]
    facts, body, ending = _parted(whole)
    return {
        "title": title,
        "heading": {"runs": spaced(title, HEADING), "rtl": is_right_to_left(title)},
        "footer": spaced(title if len(title) <= 90 else f"{title[:89]}…", HEADING),
        "kicker": "Incident postmortem",
        "severity": {"level": pm.severity.value, "words": GUIDE[pm.severity].title} if pm.severity else None,
        "cover": [spaced(part, HEADING) for part in _cover(pm, meta)],
        "measures": _measures(pm),
        "picture": svg_markup(shape, INK, ", ".join((TEXT, *fonts))) if shape else None,
        "picture-says": shape.says if shape else "",
        "facts": facts,
        "body": paged(blocks_for_paper(body)),
        "pictures": {item.id: list(base64.b64decode(item.data)) for item in meta.pictures} if figures else {},
        "ending": ending,
        "fonts": [TEXT, *fonts],
        "mono": [CODE, *fonts],
    }


def _parted(body: list[Node]) -> tuple[list[list[Node]], list[Node], str]:
    """The facts of the first table, the sections, and the last line. The title stands on the cover."""
    if len(body) < 4 or (body[0]["is"], body[1]["is"]) != ("h", "table"):
        # What could not be read as Markdown stands here as it was typed.
        return [], body, ""
    facts = [row for row in blocks_for_paper(body[1:2])[0]["rows"] if plain_text(row[0]["runs"]) not in _ON_THE_COVER]
    return facts, body[2:-2], plain_text(body[-1]["runs"])


def _cover(pm: Postmortem, meta: ExportMetadata) -> list[str]:
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
